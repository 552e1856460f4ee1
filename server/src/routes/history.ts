import { Hono } from 'hono'
import {
  AuthorshipSchema,
  ComparedSchema,
  ComparisonSchema,
  CreatedSchema,
  HistorySchema,
  NewVersionSchema,
  RestorationSchema,
} from '@travaux/shared/protocol'
import { presentCredits } from '../commands/read-authorship.ts'
import { namesOf } from '../commands/read-suggestions.ts'
import { restoreVersion } from '../commands/restore-version.ts'
import type { Versions } from '../history/historian.ts'
import type { Services } from '../services.ts'
import { findDraft } from '../store/drafts.ts'
import { listVersions, noteVersion, unnameVersion } from '../store/versions.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

const READING = ['not-signed-in', 'forbidden', 'not-found', 'too-many-requests', 'internal'] as const
const WRITING = ['bad-request', ...READING, 'bad-origin', 'store-failed'] as const

/** Who wrote what in a draft, and its versions. */
export const historyRoutes = (services: Services) => {
  const { store, historian } = services
  const draftOr404 = async (id: string) => {
    const draft = await findDraft(store.db, id)
    if (!draft) throw new Refusal('not-found', 'There is no such draft.')
    return draft
  }
  const tell = async (id: string, versions: Versions) => {
    const told = await historian.tell(await draftOr404(id), versions)
    if (!told.ok) throw new Refusal(told.problem, told.reason)
    return told.traced
  }
  const requireVersion = async (id: string, seq: number) => {
    const { seq: last } = await tell(id, { from: null, to: 'latest' })
    if (seq > last) throw new Refusal('not-found', 'There is no such version.')
  }
  return new Hono<Environment>()
    .get(
      '/drafts/:id/authorship',
      operation({
        summary: 'Who wrote which words of a draft, and who deleted which of its base',
        answer: { status: 200, schema: AuthorshipSchema },
        problems: READING,
      }),
      allow('read'),
      async (c) => {
        const { seq, comparison } = await tell(c.req.param('id'), { from: 1, to: 'latest' })
        return c.json(presentCredits(seq, comparison!.credits, await namesOf(store.db)), 200)
      },
    )
    .get(
      '/drafts/:id/history',
      operation({
        summary: 'The versions of a draft: who worked on it when, what was named and what was put back',
        answer: { status: 200, schema: HistorySchema },
        problems: READING,
      }),
      allow('read'),
      async (c) => {
        const { id } = c.req.param()
        const { seq, sessions } = await tell(id, { from: null, to: 'latest' })
        const names = await namesOf(store.db)
        const present = sessions.map(({ from, to, startedAt, endedAt, people }) => ({
          from,
          to,
          startedAt: new Date(startedAt).toISOString(),
          endedAt: new Date(endedAt).toISOString(),
          people: people.map(({ id, written, deleted }) => ({ id, name: names.get(id) ?? '', written, deleted })),
        }))
        return c.json({ seq, sessions: present.toReversed(), versions: await listVersions(store.db, id) }, 200)
      },
    )
    .get(
      '/drafts/:id/history/:from/:to',
      operation({
        summary: 'Two versions of a draft, without pending suggestions, and who made the one of the other',
        answer: { status: 200, schema: ComparisonSchema },
        problems: ['bad-request', ...READING],
      }),
      allow('read'),
      checked('param', ComparedSchema),
      async (c) => {
        const { id, from, to } = c.req.valid('param')
        if (from > to) throw new Refusal('bad-request', 'The earlier version comes first.')
        await requireVersion(id, to)
        const { seq, comparison } = await tell(id, { from, to })
        const { earlier, later, credits } = comparison!
        return c.json({ ...presentCredits(seq, credits, await namesOf(store.db)), earlier, later }, 200)
      },
    )
    .post(
      '/drafts/:id/versions',
      operation({
        summary: 'Give a version of a draft a name',
        answer: { status: 201, schema: CreatedSchema },
        problems: WRITING,
      }),
      allow('edit'),
      checked('json', NewVersionSchema),
      async (c) => {
        const { id: draftId } = c.req.param()
        const { seq, name } = c.req.valid('json')
        await requireVersion(draftId, seq)
        const by = signedIn(c).person.id
        return c.json({ id: await noteVersion(store.db, { draftId, seq, kind: 'named', name, by }) }, 201)
      },
    )
    .delete(
      '/drafts/:id/versions/:vid',
      operation({ summary: 'Take the name of a version away; the version stays', answer: { status: 204 }, problems: WRITING }),
      allow('edit'),
      async (c) => {
        const { id, vid } = c.req.param()
        await draftOr404(id)
        if (!(await unnameVersion(store.db, id, vid))) throw new Refusal('not-found', 'There is no such name.')
        return c.body(null, 204)
      },
    )
    .post(
      '/drafts/:id/restorations',
      operation({
        summary: 'Make the draft read as an earlier version, as a new edit',
        answer: { status: 201, schema: CreatedSchema },
        problems: [...WRITING, 'draft-full'],
      }),
      allow('edit'),
      checked('json', RestorationSchema),
      async (c) => {
        const draft = await draftOr404(c.req.param('id'))
        const restored = await restoreVersion(services, draft, c.req.valid('json').seq, signedIn(c).person)
        if (!restored.ok) throw new Refusal(restored.problem, restored.reason)
        return c.json({ id: restored.id }, 201)
      },
    )
}
