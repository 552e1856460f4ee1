import { Hono } from 'hono'
import { z } from 'zod'
import { decodeDocument, provisions, type DocumentJSON } from '@travaux/shared/model'
import { ImportedSchema, InstrumentsSchema, RevisionSchema, type Warning } from '@travaux/shared/protocol'
import { importInstrument } from '../commands/import-instrument.ts'
import { findRevision, listInstruments } from '../store/instruments.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'
import { bytesOf, optionalText, UploadedFile, uploadLimit, UPLOAD_PROBLEMS } from './upload.ts'

const UploadSchema = z.object({
  file: UploadedFile,
  title: optionalText(500),
  symbol: optionalText(100),
  revision: optionalText(200),
  instrumentId: optionalText(100),
})

export const instrumentRoutes = ({ store, jobs }: Services) =>
  new Hono<Environment>()
    .get(
      '/instruments',
      operation({
        summary: 'Instruments with their revisions',
        answer: { status: 200, schema: InstrumentsSchema },
        problems: ['not-signed-in'],
      }),
      allow('read'),
      async (c) => c.json(await listInstruments(store.db), 200),
    )
    .post(
      '/instruments',
      operation({
        summary: 'Import a file as a new instrument, or as another revision of one',
        answer: { status: 201, schema: ImportedSchema },
        problems: UPLOAD_PROBLEMS,
      }),
      allow('import'),
      uploadLimit,
      checked('form', UploadSchema),
      async (c) => {
        const { file, ...fields } = c.req.valid('form')
        const bytes = await bytesOf(file)
        const by = signedIn(c).person.id
        const imported = await importInstrument(store, jobs, { ...fields, bytes, fileName: file.name, sample: false, by })
        if (!imported.ok) {
          const { problem, reason, place } = imported
          throw new Refusal(problem, reason, { file: file.name, ...(place !== undefined && { place }) })
        }
        const { instrumentId, revisionId, title, parsed } = imported
        return c.json(
          {
            instrumentId,
            revisionId,
            title,
            found: parsed.found,
            provisions: provisionsOf(parsed.doc),
            warnings: parsed.warnings,
          },
          201,
        )
      },
    )
    .get(
      '/revisions/:id',
      operation({
        summary: 'One official text',
        answer: { status: 200, schema: RevisionSchema },
        problems: ['not-signed-in', 'forbidden', 'not-found'],
      }),
      allow('read'),
      async (c) => {
        const revision = await findRevision(store.db, c.req.param('id'))
        if (!revision) throw new Refusal('not-found', 'There is no such revision.')
        const { id, name, title, symbol, language } = revision
        const doc = JSON.parse(revision.doc) as DocumentJSON
        return c.json(
          {
            id,
            instrumentId: revision.instrument_id,
            name,
            title,
            symbol,
            language,
            doc,
            provisions: provisionsOf(doc),
            warnings: JSON.parse(revision.warnings) as Warning[],
          },
          200,
        )
      },
    )

function provisionsOf(json: DocumentJSON) {
  const decoded = decodeDocument(json)
  if (!decoded.ok) throw new Error(`A stored text cannot be read: ${decoded.reason}`)
  return provisions(decoded.doc)
}
