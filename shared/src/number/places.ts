import type { Block, ProvisionKind } from '../model/index.ts'

/** What a step of a place is called. */
export type PlaceKind = ProvisionKind | 'subsection'

/** A step of the way to a block, from the outermost in: an article, then its paragraph, then the points. */
export interface Place {
  readonly kind: PlaceKind
  /** The label without its punctuation; null where the text carries none. */
  readonly number: string | null
  /** Which one of its siblings it is, from 1, where it has no number; null where there is but one of its kind. */
  readonly count: number | null
}

/** The way to a block, in no language; `location` is it in English. */
export function placesOf(blocks: readonly Block[], index: number): Place[] {
  const block = blocks[index]
  if (!block) throw new RangeError(`There is no block ${index}.`)
  switch (block.kind) {
    case 'title':
    case 'preamble':
    case 'closing':
      return [{ kind: block.kind, number: null, count: null }]
    case 'recital':
    case 'note':
      return [place(blocks, index)]
    case 'part':
    case 'chapter':
    case 'section':
      return divisionPath(blocks, index)
    case 'article':
    case 'annex':
      return unitPath(blocks, index)
    case 'paragraph':
    case 'subparagraph':
      return provisionPath(blocks, index)
  }
}

function place(blocks: readonly Block[], index: number): Place {
  const { number, kind, rank, level } = blocks[index]!
  const own = kind === 'paragraph' || kind === 'subparagraph' ? (level === 1 ? 'paragraph' : 'subparagraph') : (rank ?? kind)
  const alone = kind === 'annex' && blocks.filter((block) => block.kind === 'annex').length === 1
  return { kind: own, number, count: number !== null || alone ? null : counted(blocks, index) }
}

/** An article of an annex is named with it: an annex reaches to the next one. */
function unitPath(blocks: readonly Block[], index: number): Place[] {
  const annex = blocks[index]!.kind === 'annex' ? -1 : blocks.findLastIndex((block, at) => at < index && block.kind === 'annex')
  return [...(annex < 0 ? [] : [place(blocks, annex)]), place(blocks, index)]
}

const RANKS = ['part', 'chapter', 'section', 'subsection']

function divisionPath(blocks: readonly Block[], index: number): Place[] {
  const path = [place(blocks, index)]
  let rank = RANKS.indexOf(blocks[index]!.rank ?? '')
  for (let at = index - 1; at >= 0 && rank > 1 && blocks[at]!.kind !== 'annex'; at--) {
    const outer = RANKS.indexOf(blocks[at]!.rank ?? '')
    if (outer < 1 || outer >= rank) continue
    path.unshift(place(blocks, at))
    rank = outer
  }
  return path
}

/** The containing unit, the paragraph and the points down to the block. */
function provisionPath(blocks: readonly Block[], index: number): Place[] {
  const { container } = blocks[index]!
  const path: number[] = [index]
  let start = index
  while (start > 0 && blocks[start - 1]!.container === container && isProvision(blocks[start - 1]!)) {
    start--
    if (blocks[start]!.level < blocks[path[0]!]!.level) path.unshift(start)
  }
  const unit = container === null ? -1 : blocks.findLastIndex((block, at) => at < index && block.eId === container)
  return [...(unit < 0 ? [] : unitPath(blocks, unit)), ...path.map((at) => place(blocks, at))]
}

const isProvision = ({ kind }: Block): boolean => kind === 'paragraph' || kind === 'subparagraph'

/** Which one of its siblings (same kind and level, in the same unit, under the same provision) a block is. */
function counted(blocks: readonly Block[], index: number): number {
  const own = blocks[index]!
  let place = 1
  for (let at = index - 1; at >= 0 && !bounds(blocks[at]!, own); at--)
    if (blocks[at]!.kind === own.kind && blocks[at]!.level === own.level) place++
  return place
}

/** Whether siblings of `own` are not looked for above this block. */
function bounds(block: Block, own: Block): boolean {
  if (own.container !== null && block.container !== own.container) return true
  if (isProvision(own) && isProvision(block)) return block.level < own.level
  return block.kind === 'annex' && own.kind !== 'annex'
}
