import type { Node } from 'prosemirror-model'
import { redline, type DiffCache } from '../diff/index.ts'
import { blocks, type Block } from '../model/index.ts'
import type { StaleReference } from './amendment.ts'
import { citations, type Citation, type Standpoint } from './citations.ts'
import { pairs } from './compared.ts'
import { hunksOf } from './hunks.ts'
import { Places, type Unit } from './places.ts'
import { rematched } from './rematch.ts'
import { judge, type Continued, type Stale } from './repair-citation.ts'
import { quotable, spliceNode, type Splice } from './words.ts'

/** The stale citations in the words of a block of the base. */
export function staleIn(places: Places, unit: Unit, continued: Continued): Stale[] {
  const text = quotable(unit.block.node)
  return citationsIn(places, unit).flatMap((citation) => {
    const stale = judge(places, citation, text, continued)
    return stale ? [withComma(stale, text)] : []
  })
}

/** A comma that only set off what is gone goes with it, and belongs to the reference for that. */
function withComma(stale: Stale, text: string): Stale {
  const repair = stale.repair?.map((splice) =>
    splice.text === '' && text[splice.to] === ',' ? { ...splice, to: splice.to + 1 } : splice,
  )
  return repair ? { ...stale, repair, to: Math.max(stale.to, ...repair.map(({ to }) => to)) } : stale
}

/** The citations of each block of a text, found once: a base does not change while its drafts are written. */
const known = new WeakMap<Places, Map<number, readonly Citation[]>>()

function citationsIn(places: Places, unit: Unit): readonly Citation[] {
  let cited = known.get(places)
  if (!cited) known.set(places, (cited = new Map()))
  let found = cited.get(unit.index)
  if (!found) {
    const language = places.doc.attrs['language'] as string
    cited.set(unit.index, (found = citations(quotable(unit.block.node), language, standpointOf(places, unit))))
  }
  return found
}

/** "this article" and "this paragraph", seen from a block. */
function standpointOf(places: Places, unit: Unit): Standpoint {
  const { units } = places
  const above = units.slice(0, unit.index + 1)
  const article = above.findLast(({ block, index, end }) => block.kind === 'article' && index <= unit.index && unit.index < end)
  const paragraph = above.findLast(({ block, end }) => block.level === 1 && unit.index < end)
  return { article: article?.place ?? null, paragraph: paragraph?.place.replace(/, first paragraph$/, '') ?? null }
}

/** What `staleReferences` can use of the last call. */
interface Remembered {
  readonly diff: DiffCache
  ground(base: Node): { readonly places: Places }
}

/** The cross-references of the draft that its changes make stale, in document order, each with a proposed repair. */
export function staleReferences(base: Node, written: Node, cache?: Remembered): StaleReference[] {
  const draft = rematched(base, written)
  const places = cache?.ground(base).places ?? new Places(base)
  let now: ReadonlyMap<string, Unit> | null = null
  const placeNow = (eId: string) => (now ??= unitsById(new Places(draft))).get(eId)!.place
  const entries = redline(base, draft, cache?.diff)
  const continued = continuedIn(pairs(entries), blocks(draft))
  const unitOf = unitsById(places)
  return entries.flatMap(({ bases, drafts, pieces }) => {
    const [from, to] = [bases[0], drafts[0]]
    if (!from || !to || bases.length > 1 || drafts.length > 1) return []
    const found = staleIn(places, unitOf.get(from.eId)!, continued)
    if (found.length === 0) return []
    const hunks = hunksOf(pieces)
    const text = quotable(to.node)
    return found.flatMap((stale): StaleReference[] => {
      if (hunks.some((hunk) => hunk.from <= stale.to && stale.from <= hunk.to)) return []
      const shift = hunks
        .filter((hunk) => hunk.to <= stale.from)
        .reduce((sum, hunk) => sum + hunk.text.length - (hunk.to - hunk.from), 0)
      const [start, end] = [stale.from + shift, stale.to + shift]
      return [
        {
          at: to.eId,
          place: placeNow(to.eId),
          from: start,
          to: end,
          text: text.slice(start, end),
          why: stale.why,
          proposal: stale.repair && repaired(quotable(from.node), stale),
        },
      ]
    })
  })
}

const unitsById = ({ units }: Places): ReadonlyMap<string, Unit> => new Map(units.map((unit) => [unit.block.eId, unit]))

/** How a stale citation reads when it is repaired. */
function repaired(text: string, { from, to, repair }: Stale): string {
  let result = ''
  let at = from
  for (const splice of [...repair!].sort((a, b) => a.from - b.from)) {
    result += text.slice(at, splice.from) + splice.text
    at = splice.to
  }
  return result + text.slice(at, to)
}

export function continuedIn(baseOf: ReadonlyMap<string, string>, list: readonly Block[]): Continued {
  const continued = new Map<string, Block>()
  for (const block of list) {
    const base = baseOf.get(block.eId)
    if (base !== undefined) continued.set(base, block)
  }
  return continued
}

/** The splices that repair every stale citation of a block. */
export const repairs = (places: Places, unit: Unit, continued: Continued): Splice[] =>
  staleIn(places, unit, continued).flatMap(({ repair }) => repair ?? [])

/** The draft, made of the base, with the references of these blocks of the base repaired. */
export function updateReferences(places: Places, draft: Node, indexes: readonly number[]): Node {
  if (indexes.length === 0) return draft
  const list = blocks(draft)
  const continued: Continued = new Map(list.map((block) => [block.eId, block]))
  const splices = new Map(
    indexes.map((index) => [places.units[index]!.block.eId, repairs(places, places.units[index]!, continued)]),
  )
  const visit = (node: Node): Node => {
    const own = node.isTextblock ? splices.get((node.attrs['eId'] as string | undefined) ?? '') : undefined
    if (own) return spliceNode(node, own)
    return node.isTextblock ? node : node.type.create(node.attrs, node.children.map(visit))
  }
  return draft.type.create(draft.attrs, draft.children.map(visit))
}
