import type { z } from 'zod'
import { documentOf, openDoubts, replay } from '@travaux/shared/arrange'
import { encodeDocument } from '@travaux/shared/model'
import { count, isLeftOut } from '@travaux/shared/parse'
import type { ProblemId, PublishedSchema, PublishSchema } from '@travaux/shared/protocol'
import { removeImport } from '../store/imports.ts'
import { addRevision, instrumentExists, latestRevision } from '../store/instruments.ts'
import type { Database } from '../store/tables.ts'
import { atStep } from './import-steps.ts'

export type Published = ({ ok: true } & z.infer<typeof PublishedSchema>) | { ok: false; problem: ProblemId; reason: string }

/** Makes the corrected text a revision, and takes the import with its file away. */
export function publishImport(
  { db }: { db: Database },
  { id, seq, by, instrumentId, ...details }: z.infer<typeof PublishSchema> & { id: string; by: string },
): Promise<Published> {
  return db.transaction().execute(async (tx): Promise<Published> => {
    const found = await atStep(tx, id, seq)
    if (!found.ok) return found
    if (instrumentId && !(await instrumentExists(tx, instrumentId)))
      return { ok: false, problem: 'not-found', reason: 'The instrument that this should be a revision of does not exist.' }
    const { arrangement } = replay(found.stored.arrangement, found.stored.steps)
    const doc = documentOf(arrangement)
    const made = count(doc)
    if (made.articles === 0 && made.paragraphs === 0)
      return {
        ok: false,
        problem: 'no-structure',
        reason: 'Nothing is marked as an article or a paragraph: the text would be empty.',
      }
    const { language, direction } = arrangement
    const { title } = details
    const earlier = instrumentId ? await latestRevision(tx, instrumentId) : undefined
    const ids = await addRevision(tx, instrumentId || { title, language, direction, sample: false }, {
      name: details.revision || null,
      title,
      symbol: details.symbol || null,
      date: details.date ?? null,
      fileName: found.stored.fileName,
      doc: encodeDocument(doc),
      found: made,
      warnings: openDoubts(arrangement, isLeftOut),
      createdBy: by,
    })
    await removeImport(tx, id)
    return { ok: true, ...ids, earlierId: earlier?.id ?? null }
  })
}
