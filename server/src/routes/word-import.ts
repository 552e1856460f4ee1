import { Hono } from 'hono'
import { z } from 'zod'
import { WordImportSchema, WordImportsSchema } from '@travaux/shared/protocol'
import { importWord } from '../commands/import-word.ts'
import { draftExists } from '../store/drafts.ts'
import { dismissUnmatched, listWordImports } from '../store/word-imports.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'
import { bytesOf, UploadedFile, uploadLimit, UPLOAD_PROBLEMS } from './upload.ts'

const UploadSchema = z.object({ file: UploadedFile })

/**
 * Word files that were edited outside and come back into a draft. They only suggest, but in the names of people who are not here: so
 * bringing them in is for those who decide on suggestions.
 */
export const wordImportRoutes = (services: Services) => {
  const { store } = services
  return new Hono<Environment>()
    .post(
      '/drafts/:id/import',
      operation({
        summary:
          'Bring back a Word file: its tracked changes become suggestions, its comments threads, in the names that the file gives',
        answer: { status: 200, schema: WordImportSchema },
        problems: [...UPLOAD_PROBLEMS, 'draft-full', 'store-failed'],
      }),
      allow('edit'),
      uploadLimit,
      checked('form', UploadSchema),
      async (c) => {
        const { file } = c.req.valid('form')
        const upload = { bytes: await bytesOf(file), fileName: file.name, by: signedIn(c).person, signal: c.req.raw.signal }
        const done = await importWord(services, { draftId: c.req.param('id'), ...upload })
        if (!done.ok)
          throw new Refusal(done.problem, done.reason, {
            file: file.name,
            ...(done.place !== undefined && { place: done.place }),
          })
        return c.json(done.imported, 200)
      },
    )
    .get(
      '/drafts/:id/imports',
      operation({
        summary: 'The Word files that were brought back into a draft, with what of them found no place and nobody has dismissed',
        answer: { status: 200, schema: WordImportsSchema },
        problems: ['not-signed-in', 'forbidden', 'not-found'],
      }),
      allow('read'),
      async (c) => {
        const { id } = c.req.param()
        if (!(await draftExists(store.db, id))) throw new Refusal('not-found', 'There is no such draft.')
        return c.json(await listWordImports(store.db, id), 200)
      },
    )
    .delete(
      '/drafts/:id/unmatched/:uid',
      operation({
        summary: 'Dismiss a change of a Word file that found no place',
        answer: { status: 204 },
        problems: ['not-signed-in', 'forbidden', 'bad-origin', 'not-found', 'store-failed'],
      }),
      allow('edit'),
      async (c) => {
        const { id, uid } = c.req.param()
        if (!(await dismissUnmatched(store.db, id, uid, signedIn(c).person.id)))
          throw new Refusal('not-found', 'There is no such change: it may have been dismissed already.')
        return c.body(null, 204)
      },
    )
}
