import { DiffCache, type Entry, type Piece, type Redline } from '@travaux/shared/diff'
import { DIVISION_RANKS, blockText, type Block, type ProvisionKind } from '@travaux/shared/model'
import { blockLabel, location } from '@travaux/shared/number'
import { settledBlock } from './settled-redline.ts'
import type { Change, ChangeKind, OutlineItem } from './types.ts'

/** How an entry reads to a person; null for one that is as in the base. */
export function changeKind({ bases, drafts, changed, moved }: Entry): ChangeKind | null {
  if (!changed) return null
  if (moved !== null) return 'moved'
  return drafts.length === 0 ? 'deleted' : bases.length === 0 ? 'new' : 'changed'
}

/** A moved block is shown where it went. */
const isLeftBehind = (entry: Entry): boolean => entry.drafts.length === 0 && entry.moved !== null

const blockOf = (entry: Entry): Block => entry.drafts[0] ?? entry.bases[0]!

/** The changed stretches in document order. */
export function changesOf(entries: Redline): Change[] {
  const drafts = entries.flatMap((entry) => entry.drafts)
  const bases = entries.flatMap((entry) => entry.bases)
  const leftBehind = new Map(entries.filter(isLeftBehind).map((entry) => [entry.bases[0]!.eId, entry]))
  const index = { drafts: 0, bases: 0 }
  const changes: Change[] = []
  for (const entry of entries) {
    const kind = changeKind(entry)
    const block = blockOf(entry)
    if (kind !== null && !isLeftBehind(entry)) {
      const where = entry.drafts.length > 0 ? location(drafts, index.drafts) : location(bases, index.bases)
      const pieces = edits(entry, leftBehind)
      changes.push({ eId: block.eId, location: capitalised(where), kind, pieces, container: containerOf(block) })
    }
    index.drafts += entry.drafts.length
    index.bases += entry.bases.length
  }
  return changes
}

/** What was edited: in a moved block only what differs from the words where it stood. */
function edits(entry: Entry, leftBehind: ReadonlyMap<string, Entry>): readonly Piece[] {
  const origin = entry.moved === null ? undefined : leftBehind.get(entry.moved)
  return origin ? new DiffCache().pieces(origin.bases, entry.drafts) : entry.pieces
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const isUnit = (kind: ProvisionKind): boolean => kind === 'article' || kind === 'annex'
const containerOf = (block: Block): string | null => (isUnit(block.kind) ? block.eId : block.container)

/** What the outline lists. All recitals and formulas of the preamble are one line, as are the closing lines. */
const LISTED = new Set<ProvisionKind>(['title', 'preamble', 'part', 'chapter', 'section', 'article', 'annex', 'closing'])
const listedKind = ({ kind }: Block): ProvisionKind => (kind === 'recital' ? 'preamble' : kind)

/** The outline of the draft with deleted units in place. */
export function outlineOf(entries: Redline, language: string): OutlineItem[] {
  const items: (OutlineItem & { change: ChangeKind | null })[] = []
  const depth = divisionDepths(entries)
  let level = 0
  let open: { item: (typeof items)[number]; container: string | null; kind: ProvisionKind } | null = null
  for (const entry of entries) {
    if (isLeftBehind(entry)) continue
    const block = blockOf(entry)
    const kind = listedKind(block)
    const change = changeKind(entry)
    const continues =
      open !== null && (block.container !== null ? open.container === block.container : grouped(kind) && open.kind === kind)
    if (continues || !LISTED.has(kind)) {
      if (change && open) open.item.change ??= 'changed'
      continue
    }
    const own = block.rank === null ? (isUnit(kind) && kind !== 'annex' ? level : 0) : (depth.get(block.rank) ?? 0)
    if (block.rank !== null) level = own + 1
    if (kind === 'annex') level = 1
    const heading = grouped(kind) ? '' : blockText(settledBlock(block))
    const item = {
      eId: block.eId,
      kind,
      label: grouped(kind) ? null : blockLabel(block, language) || null,
      heading,
      change,
      level: own,
    }
    items.push(item)
    open = { item, container: containerOf(block), kind }
  }
  return items
}

const grouped = (kind: ProvisionKind): boolean => kind === 'preamble' || kind === 'closing'

/** Ranks that the instrument uses, outermost 0. */
function divisionDepths(entries: Redline): Map<string, number> {
  const used = new Set(entries.map((entry) => blockOf(entry).rank))
  return new Map(DIVISION_RANKS.filter((rank) => used.has(rank)).map((rank, depth) => [rank, depth]))
}
