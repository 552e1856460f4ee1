import type { Node } from 'prosemirror-model'
import { commonSubsequence } from '../diff/index.ts'

/** More unequal neighbours than this are not searched for equal ones. */
const MAX_EDITS = 400

/**
 * The draft with eIds that follow its words where two texts were numbered each for itself: an article or paragraph that reads exactly
 * as another one of the base is that one, whatever its number. What has an eId of the base that this contradicts gets one of its own.
 * The same node when the eIds tell the truth, as those of a live draft do.
 */
export function rematched(base: Node, draft: Node): Node {
  return once(whole, draft, base, () => rematchDocument(base, draft))
}

/** What was made of a node of the draft beside one of the base, for as long as the draft has it. */
type Made<T> = WeakMap<Node, { readonly base: Node; readonly made: T }>
const whole: Made<Node> = new WeakMap()
const articles: Made<readonly Node[]> = new WeakMap()

function once<T>(known: Made<T>, draft: Node, base: Node, make: () => T): T {
  const last = known.get(draft)
  if (last?.base === base) return last.made
  const made = make()
  known.set(draft, { base, made })
  return made
}

function rematchDocument(base: Node, draft: Node): Node {
  const taken = eIdsOf(base)
  const children = rematchList(base.children, draft.children, taken)
  const before = new Map(base.children.filter((node) => !node.isTextblock).map((node) => [node.attrs['eId'] as string, node]))
  const inner = children.map((node) => {
    const own = node.isTextblock ? undefined : before.get(node.attrs['eId'] as string)
    if (!own || own === node) return node
    const provisions = once(articles, node, own, () => rematchList(own.children, node.children, taken))
    return provisions.every((child, at) => child === node.child(at)) ? node : node.type.create(node.attrs, provisions)
  })
  return inner.every((node, at) => node === draft.child(at)) ? draft : draft.type.create(draft.attrs, inner)
}

/** All eIds of a base, found once. */
const known = new WeakMap<Node, ReadonlySet<string>>()

function eIdsOf(base: Node): ReadonlySet<string> {
  let found = known.get(base)
  if (!found) {
    const eIds = new Set<string>()
    base.descendants((node) => {
      const eId = node.attrs['eId'] as string | undefined
      if (eId) eIds.add(eId)
      return !node.isTextblock
    })
    known.set(base, (found = eIds))
  }
  return found
}

/** What a node reads, kept for as long as the node is. */
const readings = new WeakMap<Node, string>()

function key(node: Node): string {
  let text = readings.get(node)
  if (text === undefined) {
    const words = node.isTextblock ? node.textContent : node.children.map((child) => child.textContent).join('\n')
    readings.set(node, (text = `${node.type.name} ${node.attrs['level'] ?? ''} ${words}`))
  }
  return text
}

function rematchList(bases: readonly Node[], drafts: readonly Node[], taken: ReadonlySet<string>): Node[] {
  const numbers = new Map<string, number>()
  const baseAt = new Map(bases.map((node, at) => [node.attrs['eId'] as string, at]))
  const texts = new Map(bases.map((node) => [node.attrs['eId'] as string, key(node)]))
  const truthful = new Set(
    drafts.map(({ attrs }) => attrs['eId'] as string).filter((eId, at) => texts.get(eId) === key(drafts[at]!)),
  )
  // Only what is not itself can be another: mostly the one article that somebody types in, which reads as none of the base.
  const isLoose = ({ attrs }: Node) => !truthful.has(attrs['eId'] as string)
  const wanting = new Set(bases.filter(isLoose).map(key))
  if (!drafts.some((node) => isLoose(node) && wanting.has(key(node)))) return [...drafts]
  /** What reads the same under its own eId is itself, and not another one of the same words. */
  const numberOf = (node: Node) => {
    const eId = node.attrs['eId'] as string
    const asItself = texts.get(eId) === key(node) ? `= ${eId}` : `${eId}: ${key(node)}`
    const text = truthful.has(eId) ? asItself : key(node)
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  const same = bases.length === drafts.length && bases.every((node, at) => node === drafts[at])
  const pairs = same ? null : commonSubsequence(bases.map(numberOf), drafts.map(numberOf), MAX_EDITS)
  const contradicted = (pairs ?? []).some(([from, at]) => {
    const [own, other] = [drafts[at]!.attrs['eId'] as string, bases[from]!.attrs['eId'] as string]
    return own !== other && isTelling(drafts[at]!) && (baseAt.has(own) || drafts.some((node) => node.attrs['eId'] === other))
  })
  if (!contradicted) return [...drafts]
  const matched = new Map((pairs ?? []).filter(([, at]) => isTelling(drafts[at]!)).map(([from, at]) => [at, from]))
  let below = -1
  return drafts.map((node, at) => {
    const from = matched.get(at)
    if (from !== undefined) {
      below = from
      return withEId(node, bases[from]!.attrs['eId'] as string, bases[from]!)
    }
    const own = baseAt.get(node.attrs['eId'] as string)
    const next = [...matched].find(([later]) => later > at)?.[1] ?? bases.length
    const believed = own === undefined ? !taken.has(node.attrs['eId'] as string) : own > below && own < next
    return believed || !('eId' in node.attrs) ? node : withEId(node, `${node.attrs['eId'] as string}_x${at}`, null)
  })
}

/** A heading that says "Article" or an empty block stands for nothing in particular. */
const isTelling = (node: Node): boolean => 'eId' in node.attrs && node.textContent.length > 12

/** The node with another eId; the provisions of an article follow: those of `model`, one by one, or with the new prefix. */
function withEId(node: Node, eId: string, model: Node | null): Node {
  const old = node.attrs['eId'] as string
  const children = node.isTextblock
    ? node.children
    : node.children.map((child, at) => {
        if (!('eId' in child.attrs) || child.attrs['eId'] === undefined || child.type.name === 'heading') return child
        const own =
          (model?.maybeChild(at)?.attrs['eId'] as string | undefined) ?? (child.attrs['eId'] as string).replace(old, eId)
        return child.type.create({ ...child.attrs, eId: own }, child.content)
      })
  return old === eId && children.every((child, at) => child === node.child(at))
    ? node
    : node.type.create({ ...node.attrs, eId }, children)
}
