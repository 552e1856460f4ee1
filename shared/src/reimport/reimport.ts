import type { Author } from '../suggest/index.ts'
import { align, type IsOwn } from './align.ts'
import { segments, type Segment } from './anchors.ts'
import { CarryOut } from './carry-out.ts'
import { placeComments } from './comments.ts'
import { deleteAndJoin } from './delete-join.ts'
import { blockEdits, type BlockEdits, type By } from './edits.ts'
import { hubBlocks, type HubBlock } from './hub.ts'
import { Moves } from './moves.ts'
import { Places } from './places.ts'
import { Proposals } from './proposals.ts'
import { bookmarkName } from '../export/stream/bookmark.ts'
import { bodyStream, isNoteOfDraft } from './stream.ts'
import { Tally } from './tally.ts'
import type { Reimport, Reimported } from './types.ts'
import { withoutDoubt } from './without-doubt.ts'

/**
 * Brings a Word file back into the draft it was exported from. Every change that was made in the file, and only those, becomes a
 * suggestion of whoever made it: accepting all of them gives what accepting everything in Word gives, and the draft itself stays as it is.
 * What the draft's own export tracked is no suggestion. What finds no place is told with its probable one.
 */
export function reimport(input: Reimport): Reimported {
  const { file, base, draft, language } = input
  const exported = input.exported?.doc ?? draft.doc
  const places = new Places(exported, draft.doc)
  const tally = new Tally(places, input.known)
  const proposals = new Proposals(draft)
  const hub = hubBlocks(exported, language, input.counted)
  const own = ownSignatures(input)
  const parts = segments(bodyStream(file), standing(file, hub), own)
  const found = [
    ...parts.flatMap(({ hub: block, entries }) => (block ? [blockEdits(block, align(entries, block, own))] : [])),
    ...missing(parts, standing(file, hub)),
  ].toSorted((a, b) => a.hub.index - b.hub.index)
  const edits = input.exported ? found : withoutDoubt(found, base, language, tally)
  const units = deletedUnits(edits, hub)
  const moves = new Moves(edits, units)
  const author = (by: By): Author => input.author(by?.author ?? null, by?.date ?? null)
  const hands = new CarryOut({ places, proposals, tally, moves, language, author })
  for (const block of edits) hands.write(block)
  for (const block of edits) hands.strike(block)
  deleteAndJoin(edits, units, { places, proposals, tally, moves, author })
  tellTheRest(input, parts, own, tally)
  const comments = placeComments(input, hands.comments, { places, proposals, tally })
  warn(tally)
  const { matched, unmatched, keys, warnings } = tally
  return { draft: proposals.draft, matched, unmatched, comments, warnings, keys }
}

/** The blocks that can be looked for: footnotes whose bookmarks are gone are known by nothing, and what is not found there is not taken out. */
const standing = ({ stories, paragraphs }: Reimport['file'], hub: readonly HubBlock[]): readonly HubBlock[] => {
  if (!stories.some((story) => story.in.startsWith('footnote#'))) return hub
  const found = new Set(
    paragraphs.flatMap(({ edges }) => edges.filter(({ kind }) => kind === 'bookmark').map(({ name }) => name)),
  )
  return hub.filter(({ block, eId }) => block.kind !== 'note' || found.has(bookmarkName(eId)))
}

/** The exporter signs in the names of the workspace's people, with times before the export. */
function ownSignatures({ names, exportedAt }: Reimport): IsOwn {
  const people = new Set(names.values())
  return ({ author, date }) => author !== null && people.has(author) && (exportedAt === null || (date ?? '') <= exportedAt)
}

/** A file with so much of the draft is the whole of it, and what it lacks was taken out. */
const WHOLE = 0.9

/** Blocks that the file does not have any more: of an article that it has, or of a file that has all the rest. */
function missing(parts: readonly Segment[], hub: readonly HubBlock[]): BlockEdits[] {
  const there = new Set(parts.flatMap((part) => (part.hub ? [part.hub] : [])))
  const units = new Set([...there].map(({ block, eId }) => block.container ?? eId))
  const settled = hub.filter(({ pending }) => !pending)
  const whole = there.size >= settled.length * WHOLE
  return settled
    .filter((one) => !there.has(one) && (whole || (one.block.container !== null && units.has(one.block.container))))
    .map((one) => blockEdits(one, { chars: one.chars, pieces: [{ kind: 'gone', from: 0, to: one.chars.length }] }))
}

/** Articles and annexes of which nothing stands, with their blocks. */
function deletedUnits(edits: readonly BlockEdits[], hub: readonly HubBlock[]): Map<string, readonly BlockEdits[]> {
  const byUnit = Map.groupBy(edits, ({ hub: { block, eId } }) => block.container ?? eId)
  const sizes = Map.groupBy(
    hub.filter(({ pending }) => !pending),
    ({ block, eId }) => block.container ?? eId,
  )
  return new Map(
    [...byUnit].filter(([eId, members]) => {
      const head = members.find(({ hub }) => hub.eId === eId)?.hub.block.kind
      const isUnit = head === 'article' || head === 'annex'
      return isUnit && members.length === sizes.get(eId)?.length && members.every(({ deleted }) => deleted !== undefined)
    }),
  )
}

/** Changes outside the body, and in paragraphs that are not of the draft. */
function tellTheRest({ file }: Reimport, parts: readonly Segment[], own: IsOwn, tally: Tally): void {
  const notes = new Set(file.stories.filter(isNoteOfDraft).map((story) => story.in))
  const kindOf = (type: string) => (/del|From/.test(type) ? 'delete' : 'insert')
  for (const { type, author, date, text, para, ...rest } of file.changes) {
    const paragraph = para === null ? null : file.paragraphs[para]
    if (!/^(?:ins|del|moveTo|moveFrom)$/.test(type) || !paragraph || paragraph.in.startsWith('body') || notes.has(paragraph.in))
      continue
    const by = { type, author, date, text, para, ...rest }
    if (!own(by) && tally.isNew(kindOf(type), by, text, null)) tally.miss(kindOf(type), by, text, null, 'elsewhere')
  }
  const next = parts.find(({ hub }) => hub !== null)?.hub?.eId ?? null
  for (const entry of parts.find(({ hub }) => hub === null)?.entries ?? []) {
    if (entry.kind === 'comment') continue
    const text = entry.kind === 'words' ? entry.text : '¶'
    const by = entry.del ?? entry.ins
    if (!by || own(by)) continue
    const kind = entry.del ? 'delete' : 'insert'
    if (tally.isNew(kind, by, text, next)) tally.miss(kind, by, text, next, 'no-block')
  }
  const shapes = file.changes.filter(({ type }) => type.endsWith('Change') && !/^(?:rPr|pPr)Change$/.test(type)).length
  if (shapes > 0)
    tally.warn('formatting', `${count(shapes, 'change')} of tables, numbering or page layout: a draft has none of these.`)
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

function warn(tally: Tally): void {
  if (tally.untracked > 0)
    tally.warn(
      'untracked',
      `${count(tally.untracked, 'change')} in the file ${tally.untracked === 1 ? 'was' : 'were'} made without tracking, or by accepting or rejecting tracked changes in Word. They are suggested without a name.`,
    )
  if (tally.repeated > 0)
    tally.warn(
      'repeated',
      `${count(tally.repeated, 'change or comment').replace(/comments$/, 'comments')} had been imported before and ${tally.repeated === 1 ? 'was' : 'were'} left out.`,
    )
}
