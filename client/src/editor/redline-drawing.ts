import type { Node } from '@tiptap/pm/model'
import { Decoration } from '@tiptap/pm/view'
import type { Entry, Redline } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import { SettledWords } from './settled-redline.ts'
import { deletedBlock, deletedWords, oldLabel, paragraphMark, type DeletedPiece } from './redline-widgets.ts'

/**
 * The redline as decorations. Inserted words are wrapped in `<ins>`; deleted words, blocks, labels and paragraph marks are
 * widgets, so they are in the page and not in the document: nobody can edit or copy them.
 *
 * Every decoration's spec names its entry (`entry`), by which the plugin finds what to redraw.
 */
export interface RedlineSpec {
  entry: string
}

/** Widgets stand behind the caret at their position: words typed there join the text before them, as after a Backspace in Word. */
const BEHIND_CARET = 1
const BEFORE_TEXT = -1

/** The name of an entry, the same from one redline to the next as long as the same blocks belong together. */
export const entryKey = ({ bases, drafts }: Entry): string =>
  drafts.length > 0 ? drafts[0]!.eId : `deleted ${bases.map((block) => block.eId).join(' ')}`

/** What is drawn on: the draft, and the labels that it is counted with instead of those that it holds, by eId. */
export interface DrawnOn {
  readonly doc: Node
  readonly language: string
  readonly counted: ReadonlyMap<string, string>
}

/** The decorations of `entries[from..to)`. */
export function drawEntries(entries: Redline, from: number, to: number, on: DrawnOn): Decoration[] {
  const { doc, language } = on
  const drawn = drawCounted(entries.slice(from, to), on)
  let previous = entries.slice(0, from).findLast((entry) => entry.drafts.length > 0)
  for (const entry of entries.slice(from, to)) {
    if (entry.changed) drawn.push(...drawEntry(entry, previous, doc, language))
    if (entry.drafts.length > 0) previous = entry
  }
  return drawn
}

/** The labels that a draft which renumbers is drawn with. */
export const drawCounted = (entries: Redline, { doc, counted }: DrawnOn): Decoration[] =>
  counted.size === 0
    ? []
    : entries.flatMap((entry) =>
        entry.drafts.flatMap((block) => {
          const label = counted.get(block.eId)
          return label === undefined
            ? []
            : [onNode(labelledAt(block), { 'data-counted': label }, doc, { entry: entryKey(entry) })]
        }),
      )

function drawEntry(entry: Entry, previous: Entry | undefined, doc: Node, language: string): Decoration[] {
  const spec: RedlineSpec = { entry: entryKey(entry) }
  if (entry.drafts.length === 0) return entry.bases.map((base) => drawDeleted(base, entry, previous, doc, language, spec))
  if (entry.bases.length === 0) return entry.drafts.flatMap((block) => drawNew(block, entry.moved, doc, spec))
  return [...drawRelabelled(entry, doc, language, spec), ...drawPieces(entry, doc, language, spec)]
}

function drawDeleted(
  base: Block,
  entry: Entry,
  previous: Entry | undefined,
  doc: Node,
  language: string,
  spec: RedlineSpec,
): Decoration {
  const label = blockLabel(base, language)
  return Decoration.widget(deletedPlace(base, previous, doc), deletedBlock(base, label, entry.pieces, entry.moved), {
    ...spec,
    side: BEHIND_CARET,
    ignoreSelection: true,
    key: `${spec.entry} ${base.eId} ${label} ${entry.moved ?? ''}`,
  })
}

/** A deleted block stands behind the block before it: inside the article while that article is there, otherwise behind the unit. */
function deletedPlace(base: Block, previous: Entry | undefined, doc: Node): number {
  const before = previous?.drafts.at(-1)
  if (!before) return 0
  const container = isUnit(before) ? before.eId : before.container
  const end = before.node ? before.pos + before.node.nodeSize : before.pos + 1
  if (base.container !== null && base.container === container) return end
  const $end = doc.resolve(end)
  return $end.depth > 0 ? $end.after(1) : end
}

const isUnit = (block: Block): boolean => block.kind === 'article' || block.kind === 'annex'

function drawNew(block: Block, moved: string | null, doc: Node, spec: RedlineSpec): Decoration[] {
  const drawn = [onNode(block.pos, { class: moved === null ? 'is-new' : 'is-moved', role: 'insertion' }, doc, spec)]
  if (isUnit(block) && block.node) drawn.push(onNode(labelledAt(block), { class: 'has-new-label' }, doc, spec))
  return drawn
}

const onNode = (pos: number, attributes: Record<string, string>, doc: Node, spec: RedlineSpec): Decoration =>
  Decoration.node(pos, pos + doc.nodeAt(pos)!.nodeSize, attributes, { ...spec })

/** Position of the node that draws the block's label: the article around a heading, otherwise the textblock itself. */
export const labelledAt = (block: Block): number => (isUnit(block) && block.node ? block.pos - 1 : block.pos)

function drawRelabelled(entry: Entry, doc: Node, language: string, spec: RedlineSpec): Decoration[] {
  const [base, draft] = [entry.bases[0]!, entry.drafts[0]!]
  const before = blockLabel(base, language)
  const after = blockLabel(draft, language)
  if (before === after) return []
  const at = labelledAt(draft)
  const old = { ...spec, side: BEFORE_TEXT, ignoreSelection: true, key: `${before} ${after}` }
  return [onNode(at, { class: 'relabelled' }, doc, spec), Decoration.widget(at + 1, oldLabel(before), old)]
}

/** Words and paragraph marks of blocks that stand in both texts, split and joined ones included. */
function drawPieces({ bases, drafts, pieces }: Entry, doc: Node, language: string, spec: RedlineSpec): Decoration[] {
  const drawn = drafts.slice(1).map((block) => onNode(block.pos, { class: 'has-new-label' }, doc, spec))
  const gone = bases.slice(1).map((block) => blockLabel(block, language))
  let block = 0
  let offset = 0
  let words = new SettledWords(drafts[0]!.node)
  const inBlock = (place: number) => drafts[block]!.pos + 1 + place
  let deleted: DeletedPiece[] = []
  const flush = () => {
    if (deleted.length > 0) drawn.push(deletedAt(inBlock(words.place(offset)), deleted, spec))
    deleted = []
  }
  for (const piece of pieces) {
    if (piece.op === 'delete') {
      deleted.push('paragraph' in piece ? { paragraph: true, label: gone.shift() ?? '' } : piece)
      continue
    }
    flush()
    if ('paragraph' in piece) {
      const mark = { ...spec, side: BEHIND_CARET, ignoreSelection: true, key: 'new paragraph' }
      drawn.push(Decoration.widget(inBlock(words.place(offset)), paragraphMark, mark))
      words = new SettledWords(drafts[++block]!.node)
      offset = 0
    } else {
      if (piece.op === 'insert')
        for (const [from, to] of words.stretches(offset, offset + piece.text.length))
          drawn.push(Decoration.inline(inBlock(from), inBlock(to), { nodeName: 'ins', class: 'inserted' }, { ...spec }))
      offset += piece.text.length
    }
  }
  flush()
  return drawn
}

const deletedAt = (at: number, pieces: DeletedPiece[], spec: RedlineSpec): Decoration =>
  Decoration.widget(at, deletedWords(pieces), {
    ...spec,
    side: BEHIND_CARET,
    ignoreSelection: true,
    // Beside a suggestion's words it is none of them.
    marks: [],
    key: contentKey(pieces),
  })

const contentKey = (pieces: readonly DeletedPiece[]): string =>
  JSON.stringify(
    pieces.map((piece) => ('paragraph' in piece ? piece.label : [piece.text, piece.marks.map((mark) => mark.type.name)])),
  )
