import type { Node } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { commonSubsequence } from '../diff/subsequence.ts'
import { accept } from './decide.ts'
import { suggestions } from './list.ts'
import { looks } from './marks.ts'
import type { SuggestedDraft } from './records.ts'
import { rejected, withoutComments } from './settled.ts'

/**
 * How the draft would read if what an author had proposed in another copy of it were carried out: all of it where that copy's draft is
 * still this one, otherwise block by block, wherever the words stand as they stood. Null when nothing can be proposed again.
 */
export function proposedAgain(lost: SuggestedDraft, now: SuggestedDraft, user: string): Node | null {
  const own = suggestions(lost).flatMap((suggestion) => (suggestion.user === user ? [suggestion.id] : []))
  const carriedOut = accept(lost, own)
  if (!carriedOut.ok) return null
  const [before, standing] = [rejected(lost.doc, user), rejected(now.doc, user)]
  if (before.eq(standing)) return carriedOut.transform.doc
  const [old, kept, wanted] = [before, standing, carriedOut.transform.doc].map((doc) => textblocks(withoutComments(doc)))
  const tr = new Transform(now.doc)
  for (const [eId, { node, pos }] of [...textblocks(now.doc)].toReversed()) {
    const words = wanted!.get(eId)?.node
    const stands = old!.has(eId) && kept!.get(eId)?.node.eq(old!.get(eId)!.node)
    if (words && stands) replaceDiffering(tr, pos + 1, node, words)
  }
  return tr.docChanged ? tr.doc : null
}

/** Blocks with more differing characters than this are left as they are. */
const MAX_CHANGED_CHARACTERS = 2000

/** Only the characters that read otherwise: on the rest hang comments, which are others' too, and what is proposed about it. */
function replaceDiffering(tr: Transform, pos: number, now: Node, wanted: Node): void {
  const numbers = new Map<string, number>()
  const [a, b] = [characters(now), characters(wanted)]
  const [left, right] = [a, b].map((list) =>
    Int32Array.from(list, ({ look }) => numbers.get(look) ?? numbers.set(look, numbers.size).size - 1),
  )
  const pairs = commonSubsequence(left!, right!, MAX_CHANGED_CHARACTERS)
  if (!pairs) return
  let [endA, endB] = [a.length, b.length]
  const at = (list: readonly Character[], index: number, end: number) => list[index]?.offset ?? end
  for (const [i, j] of [...pairs.toReversed(), [-1, -1] as const]) {
    const [from, to] = [at(a, i + 1, now.content.size), at(a, endA, now.content.size)]
    const words = wanted.content.cut(at(b, j + 1, wanted.content.size), at(b, endB, wanted.content.size))
    if (to > from || words.size > 0) tr.replaceWith(pos + from, pos + to, words)
    ;[endA, endB] = [i, j]
  }
}

interface Character {
  readonly offset: number
  /** What it says and how it looks, whatever is proposed or said about it. */
  readonly look: string
}

/** Whole ones: of a character outside the basic plane nobody takes half. */
function characters(block: Node): Character[] {
  const found: Character[] = []
  block.forEach(({ text = '', marks }, start) => {
    const names = looks(marks).map(({ type }) => type.name)
    let offset = start
    for (const character of text) {
      found.push({ offset, look: [character, ...names].join(' ') })
      offset += character.length
    }
  })
  return found
}

function textblocks(doc: Node): Map<string, { node: Node; pos: number }> {
  const found = new Map<string, { node: Node; pos: number }>()
  doc.descendants((node, pos) => {
    if (node.isTextblock && node.attrs['eId']) found.set(node.attrs['eId'] as string, { node, pos })
    return !node.isTextblock
  })
  return found
}
