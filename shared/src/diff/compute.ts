import type { Node } from 'prosemirror-model'
import { blocks, type Block } from '../model/index.ts'
import { align, type Alignment } from './align.ts'
import { DiffCache } from './cache.ts'
import type { Entry, Redline } from './redline.ts'
import { groups, type Group } from './split.ts'

/**
 * The redline of a draft against its base (see `Redline` for its laws). With the `cache` of the last call only the blocks that
 * changed since are compared; the result is the same without.
 */
export function redline(base: Node, draft: Node, cache: DiffCache = new DiffCache()): Redline {
  return cache.once(base, draft, () => {
    const alignment = align(cache.baseBlocks(base), blocks(draft), cache)
    return entries(alignment, groups(alignment, cache), cache)
  })
}

/**
 * The entry after its one draft block has got other words, as a keystroke leaves it: the work of one block. What belongs together is
 * not asked again, so a redline made this way is brought in line by `redline` when there is time. Null for split and joined blocks.
 */
export function retyped(previous: Entry, draft: Block, cache: DiffCache): Entry | null {
  if (previous.drafts.length !== 1 || previous.bases.length > 1) return null
  const pieces = cache.pieces(previous.bases, [draft])
  const [base] = previous.bases
  const changed = !base || !sameLabel(base, draft) || pieces.some((piece) => piece.op !== 'keep')
  return { ...previous, drafts: [draft], pieces, changed }
}

function entries(alignment: Alignment, list: readonly Group[], cache: DiffCache): Entry[] {
  const { bases, drafts, moves } = alignment
  const movedTo = new Map(moves.map(([base, draft]) => [bases[base]!, drafts[draft]!.eId]))
  const movedFrom = new Map(moves.map(([base, draft]) => [drafts[draft]!, bases[base]!.eId]))
  const result: Entry[] = []
  const add = (from: readonly Block[], to: readonly Block[]) => result.push(entry(from, to, cache, movedTo, movedFrom))
  let base = 0
  let draft = 0
  /** Blocks on one side only: those of the article that goes on first, so that no deleted article stands in the middle of another. */
  const addGap = (baseEnd: number, draftEnd: number) => {
    const baseUnitEnd = unitEnd(bases, base, baseEnd)
    const draftUnitEnd = unitEnd(drafts, draft, draftEnd)
    while (base < baseUnitEnd) add([bases[base++]!], [])
    while (draft < draftUnitEnd) add([], [drafts[draft++]!])
    while (base < baseEnd) add([bases[base++]!], [])
    while (draft < draftEnd) add([], [drafts[draft++]!])
  }
  for (const group of list) {
    addGap(group.base, group.draft)
    add(bases.slice(group.base, group.baseEnd), drafts.slice(group.draft, group.draftEnd))
    base = group.baseEnd
    draft = group.draftEnd
  }
  addGap(bases.length, drafts.length)
  return result
}

/** Where the article or annex ends that the block before `index` opens or stands in; `end` at most. */
function unitEnd(list: readonly Block[], index: number, end: number): number {
  const before = list[index - 1]
  const unit = before?.kind === 'article' || before?.kind === 'annex' ? before.eId : (before?.container ?? null)
  if (unit === null) return index
  let at = index
  while (at < end && list[at]!.container === unit) at++
  return at
}

function entry(
  bases: readonly Block[],
  drafts: readonly Block[],
  cache: DiffCache,
  movedTo: ReadonlyMap<Block, string>,
  movedFrom: ReadonlyMap<Block, string>,
): Entry {
  const pieces = cache.pieces(bases, drafts)
  const [base, draft] = [bases[0], drafts[0]]
  if (!draft) return { bases, drafts, pieces, changed: true, moved: movedTo.get(base!) ?? null }
  if (!base) return { bases, drafts, pieces, changed: true, moved: movedFrom.get(draft) ?? null }
  const changed = !sameLabel(base, draft) || pieces.some((piece) => piece.op !== 'keep')
  return { bases, drafts, pieces, changed, moved: null }
}

/** Whether kind, number and level are those of the base; the words are compared elsewhere. */
const sameLabel = (a: Block, b: Block): boolean =>
  a.kind === b.kind && a.rank === b.rank && a.number === b.number && a.form === b.form && a.level === b.level
