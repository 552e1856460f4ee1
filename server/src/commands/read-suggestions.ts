import * as Y from 'yjs'
import { draftDoc, readDocument, readRecords } from '@travaux/shared/crdt'
import { TEXT_ROOT, type SuggestionRow } from '@travaux/shared/protocol'
import { sidesOf, suggestions, type SuggestedDraft, type Suggestion } from '@travaux/shared/suggest'
import type { Told, Traceable } from '../history/historian.ts'
import type { Services } from '../services.ts'
import type { Database } from '../store/tables.ts'

/** What a live document holds, as the functions on suggestions take it. Throws when it breaks the schema: no such update is let in. */
export function suggestedDraft(copy: Y.Doc): SuggestedDraft {
  const read = readDocument(copy.getXmlFragment(TEXT_ROOT))
  if (!read.ok) throw new Error(`The draft's text breaks the schema: ${read.reason}`)
  return { doc: read.doc, records: readRecords(copy) }
}

/** A suggestion as it is told to the world: names and times are the server's. */
export function presentSuggestion(suggestion: Suggestion, names: ReadonlyMap<string, string>, at: number): SuggestionRow {
  const { id, user, kind, eId, location } = suggestion
  const author = names.get(user) ?? ''
  return { id, author, authorId: user, at: new Date(at).toISOString(), kind, target: eId, location, ...sidesOf(suggestion) }
}

/** Names of everybody who ever had access. */
export async function namesOf(db: Database): Promise<Map<string, string>> {
  const people = await db.selectFrom('people').select(['id', 'name']).execute()
  return new Map(people.map(({ id, name }) => [id, name]))
}

export type ReadSuggestions = { ok: true; suggestions: SuggestionRow[] } | (Told & { ok: false })

/** Everything that is proposed in a draft, in document order. */
export async function readSuggestions(
  { store, rooms, historian }: Pick<Services, 'store' | 'rooms' | 'historian'>,
  draft: Traceable,
): Promise<ReadSuggestions> {
  const stored = await rooms.read(draft.id)
  if (!stored) throw new Error(`Draft ${draft.id} has no log.`)
  const told = await historian.tell(draft, { from: null, to: stored.seq })
  if (!told.ok) return told
  const copy = draftDoc()
  Y.applyUpdate(copy, stored.update)
  const list = suggestions(suggestedDraft(copy))
  copy.destroy()
  const names = await namesOf(store.db)
  const times = told.traced.suggestedAt
  return { ok: true, suggestions: list.map((one) => presentSuggestion(one, names, times.get(one.id) ?? one.at)) }
}
