import { exportDocx } from '@travaux/shared/export'
import type { DocumentJSON } from '@travaux/shared/model'
import { caller, upload } from './server.ts'
import { treaty } from './treaty.ts'
import { wordExport } from './word-export.ts'

/** Imports a convention of about `words` words as a person would and starts a draft of it; gives the draft's id and its base text. */
export async function longDraft(call: ReturnType<typeof caller>, words: number): Promise<{ id: string; text: DocumentJSON }> {
  const text = treaty(words)
  const file = new Uint8Array(await exportDocx(wordExport(text, text, { view: 'clean' })))
  const form = upload('convention.docx', file, { title: 'Draft Convention', revision: 'final draft' })
  const { revisionId } = await answer<{ revisionId: string }>(call('POST', '/api/instruments', form))
  const { id } = await answer<{ id: string }>(call('POST', '/api/drafts', { revisionId, title: 'Long draft' }))
  const { doc } = await answer<{ doc: DocumentJSON }>(call('GET', `/api/revisions/${revisionId}`))
  return { id, text: doc }
}

async function answer<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as T
}
