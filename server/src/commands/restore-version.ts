import { writeChange } from '@travaux/shared/crdt'
import { decodeDocument } from '@travaux/shared/model'
import { TEXT_ROOT, type Person, type ProblemId } from '@travaux/shared/protocol'
import { restored } from '@travaux/shared/suggest'
import type { Traceable } from '../history/historian.ts'
import type { Services } from '../services.ts'
import { noteVersion } from '../store/versions.ts'
import { notStored } from './not-stored.ts'
import { suggestedDraft } from './read-suggestions.ts'

export type Restored = { ok: true; id: string } | { ok: false; problem: ProblemId; reason: string }

/** Makes a draft read as an earlier version, as an edit in somebody's name that everybody sees. The log keeps what was written since. */
export async function restoreVersion(
  { store, rooms, historian }: Pick<Services, 'store' | 'rooms' | 'historian'>,
  draft: Traceable,
  seq: number,
  by: Person,
): Promise<Restored> {
  const told = await historian.tell(draft, { from: seq, to: seq })
  if (!told.ok) return told
  if (told.traced.seq !== seq) return { ok: false, problem: 'not-found', reason: 'There is no such version.' }
  const version = decodeDocument(told.traced.comparison!.later)
  if (!version.ok) throw new Error(version.reason)
  const edited = await rooms.edit(draft.id, by, (live) => {
    writeChange(live.getXmlFragment(TEXT_ROOT), restored(suggestedDraft(live).doc, version.doc))
  })
  if (edited.refused !== null) return notStored(edited.refused)
  return { ok: true, id: await noteVersion(store.db, { draftId: draft.id, seq, kind: 'restored', name: null, by: by.id }) }
}
