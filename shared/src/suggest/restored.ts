import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { commonSubsequence } from '../diff/subsequence.ts'
import { tokensIn } from '../diff/tokens.ts'
import { isComment, isSuggestion, markOf, proposal } from './marks.ts'
import { joinRuns } from './settled.ts'

/** More word edits than this and the words of a block count as all replaced. */
const MAX_EDITS = 600

/**
 * The draft when it shall read as an earlier version does. What is proposed stays proposed, and comments stay, wherever the words
 * they stand on are in both; what is about words or blocks that go, goes with them.
 */
export function restored(draft: Node, version: Node): Node {
  return draft.copy(Fragment.fromArray(mergedBlocks(draft.children, version.children)))
}

function mergedBlocks(current: readonly Node[], wanted: readonly Node[]): Node[] {
  const own = current.filter((node) => proposal(node) === null)
  const keys = new Map(own.map((node, index) => [keyOf(node, own.slice(0, index)), index]))
  const blocks = wanted.map((node, index) => {
    const now = keys.get(keyOf(node, wanted.slice(0, index))) ?? null
    return { now, block: now === null ? node : mergedBlock(own[now]!, node) }
  })
  const merged = blocks.map(({ block }) => block)
  // Proposed blocks stay behind the block that they stand behind.
  let behind = -1
  const proposed = current.flatMap((node) => {
    if (proposal(node) !== null) return [{ node, behind }]
    behind++
    return []
  })
  for (const one of proposed.toReversed()) {
    const at = one.behind < 0 ? 0 : blocks.findIndex(({ now }) => now === one.behind) + 1
    if (one.behind < 0 || at > 0) merged.splice(at, 0, one.node)
  }
  return merged
}

/** A block is known by its kind and eId, and by how many of them stand before it. */
function keyOf(node: Node, before: readonly Node[]): string {
  const name = `${node.type.name} ${(node.attrs['eId'] as string | undefined) ?? ''}`
  const same = before.filter((other) => other.type === node.type && other.attrs['eId'] === node.attrs['eId']).length
  return `${name} ${same}`
}

function mergedBlock(now: Node, wanted: Node): Node {
  const content = now.isTextblock ? mergedWords(now, wanted) : mergedBlocks(now.children, wanted.children)
  return now.type.create({ ...wanted.attrs, ...('sug' in now.attrs ? { sug: now.attrs['sug'] as string | null } : {}) }, content)
}

/** One character with its marks. */
interface Inked {
  readonly text: string
  readonly marks: readonly Mark[]
}

const inkedOf = (node: Node): Inked[] =>
  node.children.flatMap(({ text, marks }) => Array.from(text ?? '', (character) => ({ text: character, marks })))

const isProposed = ({ marks }: Inked): boolean => markOf(marks, 'insertion', () => true) !== undefined

/** The wanted words with what is proposed and said about those that stay. */
function mergedWords(now: Node, wanted: Node): Node[] {
  const [present, target] = [inkedOf(now), inkedOf(wanted)]
  const own = present.filter((one) => !isProposed(one))
  const kept = keptCharacters(own, target)
  const said = (marks: readonly Mark[]) => marks.filter((mark) => isSuggestion(mark) || isComment(mark))
  const merged: Inked[] = []
  let next = 0
  let index = 0
  for (const one of present) {
    if (isProposed(one)) {
      merged.push(one)
      continue
    }
    const to = kept.get(index++)
    if (to === undefined) continue
    merged.push(...target.slice(next, to), {
      ...target[to]!,
      marks: said(one.marks).reduce((set, mark) => mark.addToSet(set), target[to]!.marks),
    })
    next = to + 1
  }
  merged.push(...target.slice(next))
  return joinRuns(merged.map(({ text, marks }) => now.type.schema.text(text, marks)))
}

/** Which characters of whole words stay, by place: from the present ones to those wanted. */
function keptCharacters(present: readonly Inked[], target: readonly Inked[]): ReadonlyMap<number, number> {
  const numbers = new Map<string, number>()
  const words = (list: readonly Inked[]) => {
    let at = 0
    return tokensIn(list.map(({ text }) => text).join('')).map((token) => {
      if (!numbers.has(token)) numbers.set(token, numbers.size)
      const start = at
      at += Array.from(token).length
      return { number: numbers.get(token)!, start, length: at - start }
    })
  }
  const [a, b] = [words(present), words(target)]
  const number = (word: { number: number }) => word.number
  const kept = new Map<number, number>()
  for (const [i, j] of commonSubsequence(a.map(number), b.map(number), MAX_EDITS) ?? [])
    for (let at = 0; at < a[i]!.length; at++) kept.set(a[i]!.start + at, b[j]!.start + at)
  return kept
}
