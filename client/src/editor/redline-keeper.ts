import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { DecorationSet } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import type { Numbering } from '@travaux/shared/amendment'
import { observeSheet, readNumbering } from '@travaux/shared/crdt'
import { DiffCache, redline, retyped, type Entry, type Redline } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'
import { blockLabel, nodeLabel } from '@travaux/shared/number'
import { settled } from '@travaux/shared/suggest'
import { patiently } from '../ui/patiently.ts'
import { isFromYjs } from './origin.ts'
import { drawCounted, drawEntries, entryKey, labelledAt, type DrawnOn, type RedlineSpec } from './redline-drawing.ts'
import type { RedlineState } from './redline-plugin.ts'
import { retypedBlock } from './retyped-block.ts'
import { inDraft, settledBlock } from './settled-redline.ts'

/** Computes the redline of the draft without pending suggestions, and draws what has become different. Its code is fetched when the text stands. */
export interface RedlineKeeper {
  /** The redline of `doc`, drawn into `decorations`, which stand in it already. */
  afresh(current: RedlineState, decorations: DecorationSet, doc: Node): RedlineState
  /** The same for a keystroke, at the cost of one block; null when the edit was more than typing in one. */
  afterTyping(current: RedlineState, decorations: DecorationSet, tr: Transaction): RedlineState | null
  /** From the next redline on the draft has the numbers that this gives it; those that it holds where there is nothing that counts. */
  number(count: Count | null): void
}

/** The draft with its units counted on from the base's. */
export type Count = (base: Node, draft: Node) => Node

export function keepRedline(given: Node, language: string): RedlineKeeper {
  const cache = new DiffCache()
  let base: Node | null = null
  let count: Count | null = null
  return {
    number: (wanted) => (count = wanted),
    afresh(current, decorations, doc) {
      base ??= doc.type.schema.nodeFromJSON(given.toJSON())
      const text = count ? count(base, settled(doc)) : settled(doc)
      const compared = redline(base, text, cache)
      const entries = text === doc ? compared : inDraft(compared, doc)
      const counted = count ? countedLabels(entries, doc, language) : NONE_COUNTED
      const drawn = current.shown
        ? redraw(current.entries, entries, decorations, { doc, language, counted })
        : DecorationSet.create(doc, drawCounted(entries, { doc, language, counted }))
      return { ...current, base, entries, decorations: drawn, counted, fresh: true }
    },
    afterTyping(current, decorations, tr) {
      const typed = isFromYjs(tr) ? null : retypedBlock(tr, current.entries)
      const compared = typed && retyped(current.entries[typed.index]!, settledBlock(typed.block), cache)
      if (!compared) return null
      const entry = { ...compared, drafts: [typed.block] }
      const entries = current.entries.with(typed.index, entry)
      const drawn = current.shown
        ? drawAgain(decorations, [entry], entries, typed.index, typed.index + 1, { ...current, doc: tr.doc, language })
        : decorations
      return { ...current, entries, decorations: drawn, fresh: false }
    },
  }
}

/**
 * Says how the draft numbers what it adds, once where it counts and after every change of the choice; gives the way to stop it. The code
 * that counts is fetched when a draft chooses it.
 */
export function followNumbering(document: Y.Doc, changed: (count: Count | null) => void): () => void {
  let [known, wanted]: Numbering[] = ['kept', 'kept']
  const look = async () => {
    wanted = readNumbering(document)
    if (wanted === known) return
    const count = wanted === 'counted' ? (await patiently(() => import('./counted.ts'))).count : null
    if ((count ? 'counted' : 'kept') !== wanted || wanted === known) return
    known = wanted
    changed(count)
  }
  void look()
  return observeSheet(document, () => void look())
}

const NONE_COUNTED: RedlineState['counted'] = new Map()

/** The labels of blocks that hold another number than they are counted with. */
function countedLabels(entries: Redline, doc: Node, language: string): Map<string, string> {
  const counted = new Map<string, string>()
  for (const block of entries.flatMap(({ drafts }) => drafts)) {
    const label = blockLabel(block, language)
    if (label !== nodeLabel(doc.nodeAt(labelledAt(block))!, language)) counted.set(block.eId, label)
  }
  return counted
}

/** Draws again what lies between the first and the last entry that look different. */
function redraw(before: Redline, after: Redline, decorations: DecorationSet, on: DrawnOn): DecorationSet {
  let first = 0
  const shorter = Math.min(before.length, after.length)
  while (first < shorter && drawnAlike(before[first]!, after[first]!)) first++
  if (first === before.length && first === after.length) return decorations
  let same = 0
  while (same < shorter - first && drawnAlike(before.at(-1 - same)!, after.at(-1 - same)!)) same++
  // Deleted blocks hang on their neighbours: they are drawn again with them.
  while (first > 0 && isDeleted(before[first - 1]!)) first--
  while (same > 0 && isDeleted(before.at(-same)!)) same--
  return drawAgain(decorations, before.slice(first, before.length - same), after, first, after.length - same, on)
}

/** Replaces the decorations of `old` and of `entries[from..to)` by new ones for the latter. */
function drawAgain(
  decorations: DecorationSet,
  old: Redline,
  entries: Redline,
  from: number,
  to: number,
  on: DrawnOn,
): DecorationSet {
  const keys = new Set([...old, ...entries.slice(from, to)].map(entryKey))
  const stale = decorations.find(undefined, undefined, (spec) => keys.has((spec as RedlineSpec).entry))
  const drawn = drawEntries(entries, from, to, on)
  return stale.length + drawn.length === 0 ? decorations : decorations.remove(stale).add(on.doc, drawn)
}

const isDeleted = (entry: Entry): boolean => entry.drafts.length === 0

/** Whether two entries look the same. The base never changes, and an unchanged node of the draft keeps its identity. */
const drawnAlike = (a: Entry, b: Entry): boolean =>
  a.changed === b.changed && a.moved === b.moved && sameBlocks(a.bases, b.bases) && sameBlocks(a.drafts, b.drafts)

const sameBlocks = (a: readonly Block[], b: readonly Block[]): boolean =>
  a.length === b.length && a.every((block, index) => sameBlock(block, b[index]!))

const sameBlock = (a: Block, b: Block): boolean =>
  a.node === b.node && a.eId === b.eId && a.number === b.number && a.form === b.form && a.level === b.level && a.kind === b.kind
