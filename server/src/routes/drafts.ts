import { Hono } from 'hono'
import { z } from 'zod'
import { encodeDocument } from '@travaux/shared/model'
import { CreatedSchema, DraftPatchSchema, DraftSchema, DraftsSchema, NewDraftSchema, type Person } from '@travaux/shared/protocol'
import { createDraft } from '../commands/create-draft.ts'
import { readDraft } from '../commands/read-draft.ts'
import { findDraft, listDrafts, membersOf } from '../store/drafts.ts'
import { importedPeople } from '../store/word-imports.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

const READING = ['not-signed-in', 'forbidden', 'not-found'] as const

/** `?doc=0` leaves the text out. */
const DraftQuerySchema = z.object({ doc: z.enum(['0', '1']).default('1') })

type DraftRow = NonNullable<Awaited<ReturnType<typeof findDraft>>>

export const draftRoutes = (services: Services) => {
  const { store, rooms, visits } = services
  const members = async (id: string) => {
    await visits.write()
    return membersOf(store.db, id)
  }
  const draftOr404 = async (id: string): Promise<DraftRow> => {
    const draft = await findDraft(store.db, id)
    if (!draft) throw new Refusal('not-found', 'There is no such draft.')
    return draft
  }
  const present = async (draft: DraftRow) => {
    const { id, title, instrumentId, instrumentTitle, revisionId, revisionName, createdAt } = draft
    const last = await rooms.lastChange(id)
    return {
      id,
      title,
      instrumentId,
      instrumentTitle,
      revisionId,
      revisionName,
      createdAt,
      changedAt: last ? new Date(last.at).toISOString() : createdAt,
      members: await members(id),
      present: rooms.present(id),
    }
  }
  const presentWhole = async (draft: DraftRow, asker: Person, withText: boolean) => {
    const { id, title, revisionId, revisionName, instrumentId, instrumentTitle, language, direction, sample } = draft
    const text = await readDraft(services, draft)
    return {
      id,
      title,
      revisionId,
      revisionName,
      instrumentId,
      instrumentTitle,
      language,
      direction,
      sample: sample === 1,
      doc: withText ? encodeDocument(text.doc()) : null,
      seq: text.seq,
      members: [...(await members(id)), ...(await importedPeople(store.db, id))],
      role: asker.role,
    }
  }

  return new Hono<Environment>()
    .get(
      '/drafts',
      operation({
        summary: 'All drafts, the latest change first',
        answer: { status: 200, schema: DraftsSchema },
        problems: ['not-signed-in'],
      }),
      allow('read'),
      async (c) => {
        const drafts = await Promise.all((await listDrafts(store.db)).map(present))
        return c.json(
          drafts.toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)),
          200,
        )
      },
    )
    .post(
      '/drafts',
      operation({
        summary: 'Start a draft from a revision',
        answer: { status: 201, schema: CreatedSchema },
        problems: ['bad-request', ...READING, 'bad-origin', 'store-failed'],
      }),
      allow('createDraft'),
      checked('json', NewDraftSchema),
      async (c) => {
        const created = await createDraft(services, { ...c.req.valid('json'), by: signedIn(c).person.id })
        if (!created.ok) throw new Refusal('not-found', created.reason)
        return c.json({ id: created.id }, 201)
      },
    )
    .get(
      '/drafts/:id',
      operation({ summary: 'A draft as it stands', answer: { status: 200, schema: DraftSchema }, problems: READING }),
      allow('read'),
      checked('query', DraftQuerySchema),
      async (c) => {
        const draft = await draftOr404(c.req.param('id'))
        return c.json(await presentWhole(draft, signedIn(c).person, c.req.valid('query').doc === '1'), 200)
      },
    )
    .patch(
      '/drafts/:id',
      operation({
        summary: 'Rename a draft',
        answer: { status: 200, schema: CreatedSchema },
        problems: ['bad-request', ...READING, 'bad-origin'],
      }),
      allow('edit'),
      checked('json', DraftPatchSchema),
      async (c) => {
        const { id } = await draftOr404(c.req.param('id'))
        await store.db.updateTable('drafts').set(c.req.valid('json')).where('id', '=', id).execute()
        return c.json({ id }, 200)
      },
    )
}
