import { Hono } from 'hono'
import { z } from 'zod'
import {
  CreatedSchema,
  ImportsSchema,
  KeptStepsSchema,
  NewStepsSchema,
  PublishedSchema,
  PublishSchema,
  RereadSchema,
  StagedImportSchema,
  TrackedChangesSchema,
} from '@travaux/shared/protocol'
import { keepSteps } from '../commands/import-steps.ts'
import { publishImport } from '../commands/publish-import.ts'
import { rereadImport, stageImport } from '../commands/stage-import.ts'
import { findImport, listImports, removeImport } from '../store/imports.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'
import { bytesOf, optionalText, UploadedFile, uploadLimit, UPLOAD_PROBLEMS } from './upload.ts'

const UploadSchema = z.object({
  file: UploadedFile,
  title: optionalText(500),
  symbol: optionalText(100),
  instrumentId: optionalText(100),
  trackedChanges: TrackedChangesSchema.default('accept'),
})

const ASKING = ['not-signed-in', 'forbidden', 'not-found'] as const
const CHANGING = ['bad-request', ...ASKING, 'bad-origin', 'conflict', 'store-failed'] as const

/** Files that were read and are being checked; nothing of them is a revision yet. */
export const importRoutes = ({ store, jobs }: Services) =>
  new Hono<Environment>()
    .get(
      '/imports',
      operation({
        summary: 'Files that wait to be checked before they become revisions',
        answer: { status: 200, schema: ImportsSchema },
        problems: ['not-signed-in', 'forbidden'],
      }),
      allow('import'),
      async (c) => c.json(await listImports(store.db), 200),
    )
    .post(
      '/imports',
      operation({
        summary: 'Read a file, so that its structure can be checked before it becomes a revision',
        answer: { status: 201, schema: CreatedSchema },
        problems: [...UPLOAD_PROBLEMS, 'store-failed'],
      }),
      allow('import'),
      uploadLimit,
      checked('form', UploadSchema),
      async (c) => {
        const { file, ...fields } = c.req.valid('form')
        const bytes = await bytesOf(file)
        const by = signedIn(c).person.id
        const staged = await stageImport(store, jobs, { ...fields, bytes, fileName: file.name, by, signal: c.req.raw.signal })
        if (!staged.ok) {
          const { problem, reason, place } = staged
          throw new Refusal(problem, reason, { file: file.name, ...(place !== undefined && { place }) })
        }
        return c.json({ id: staged.id }, 201)
      },
    )
    .get(
      '/imports/:id',
      operation({
        summary: 'A file as it was read, its source and the corrections so far',
        answer: { status: 200, schema: StagedImportSchema },
        problems: ASKING,
      }),
      allow('import'),
      async (c) => {
        const stored = await findImport(store.db, c.req.param('id'))
        if (!stored) throw new Refusal('not-found', 'This import has been published or discarded.')
        return c.json(stored, 200)
      },
    )
    .post(
      '/imports/:id/operations',
      operation({
        summary: 'Correct the structure: steps that are kept behind those already there',
        answer: { status: 200, schema: KeptStepsSchema },
        problems: CHANGING,
      }),
      allow('import'),
      checked('json', NewStepsSchema),
      async (c) => {
        const by = signedIn(c).person.id
        const kept = await keepSteps(store, { id: c.req.param('id'), ...c.req.valid('json'), by })
        if (!kept.ok) throw new Refusal(kept.problem, kept.reason)
        return c.json({ seq: kept.seq }, 200)
      },
    )
    .post(
      '/imports/:id/reading',
      operation({
        summary: 'Read the Word file again with its tracked changes accepted or rejected; corrections begin anew',
        answer: { status: 200, schema: KeptStepsSchema },
        problems: [...CHANGING, 'unreadable-file', 'too-many-requests'],
      }),
      allow('import'),
      checked('json', RereadSchema),
      async (c) => {
        const reread = await rereadImport(store, jobs, { id: c.req.param('id'), ...c.req.valid('json') })
        if (!reread.ok) throw new Refusal(reread.problem, reread.reason)
        return c.json({ seq: 0 }, 200)
      },
    )
    .post(
      '/imports/:id/publish',
      operation({
        summary: 'Make the corrected text a revision, of a new instrument or of one that is already here',
        answer: { status: 201, schema: PublishedSchema },
        problems: [...CHANGING, 'no-structure'],
      }),
      allow('import'),
      checked('json', PublishSchema),
      async (c) => {
        const by = signedIn(c).person.id
        const published = await publishImport(store, { id: c.req.param('id'), ...c.req.valid('json'), by })
        if (!published.ok) throw new Refusal(published.problem, published.reason)
        const { instrumentId, revisionId, earlierId } = published
        return c.json({ instrumentId, revisionId, earlierId }, 201)
      },
    )
    .delete(
      '/imports/:id',
      operation({ summary: 'Discard an import and its file', answer: { status: 204 }, problems: [...ASKING, 'bad-origin'] }),
      allow('import'),
      async (c) => {
        if (!(await removeImport(store.db, c.req.param('id'))))
          throw new Refusal('not-found', 'This import has been published or discarded.')
        return c.body(null, 204)
      },
    )
