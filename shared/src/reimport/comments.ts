import type { CommentRange } from './carry-out.ts'
import type { Places } from './places.ts'
import type { Proposals } from './proposals.ts'
import type { Tally } from './tally.ts'
import type { Revision } from '../tracked/index.ts'
import type { ImportedComment, Reimport } from './types.ts'

interface Placing {
  readonly places: Places
  readonly proposals: Proposals
  readonly tally: Tally
}

/** Hangs the file's comments on their words; one whose words are nowhere, on the provision where they probably stood. */
export function placeComments(
  { file, author }: Reimport,
  ranges: ReadonlyMap<string, CommentRange>,
  { places, proposals, tally }: Placing,
): ImportedComment[] {
  const placed = new Map<string, Pick<ImportedComment, 'anchor' | 'location'>>()
  const imported: ImportedComment[] = []
  for (const comment of file.comments) {
    const { id, text, parent, resolved } = comment
    const plain = ['comment', comment.author ?? '', comment.date ?? '', text].join('|')
    const before = tally.repeated
    const isNew = tally.isNewKey(plain)
    if (!isNew && tally.repeated > before && parent === null) continue
    const range = ranges.get(id)
    const by: Revision = { type: 'ins', author: comment.author, date: comment.date, id, text, part: '', para: comment.para }
    const place = placed.get(parent ?? '') ?? hang(range, comment.author, comment.date)
    placed.set(id, place)
    if (!isNew) continue
    imported.push({
      id,
      key: `${plain}#1`,
      author: comment.author,
      date: comment.date,
      text,
      parent,
      resolved,
      quotation: comment.anchor ?? '',
      ...place,
    })
    const eId = range?.eId ?? (place.anchor.kind === 'provision' ? place.anchor.eId : null)
    if (range || parent !== null) tally.match('comment', by, text, eId)
    else tally.miss('comment', by, text, eId, 'no-block')
  }
  return imported

  function hang(
    range: CommentRange | undefined,
    name: string | null,
    date: string | null,
  ): Pick<ImportedComment, 'anchor' | 'location'> {
    const eId = range?.eId ?? null
    const location = places.location(eId) ?? ''
    const [from, to] = [range?.open.pos ?? 0, range?.close?.pos ?? range?.open.pos ?? 0]
    const mark = author(name, date).newId()
    if (range && to > from && proposals.doc.textBetween(from, to) !== '') {
      proposals.comment(from, to, mark)
      return { anchor: { kind: 'words', mark }, location }
    }
    return { anchor: { kind: 'provision', eId: eId ?? firstEId(proposals) }, location }
  }
}

const firstEId = ({ doc }: Proposals): string => (doc.firstChild?.attrs['eId'] as string | undefined) || 'title'
