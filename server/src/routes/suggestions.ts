import { Hono } from 'hono'
import { z } from 'zod'
import { authorOf } from '@travaux/shared/model'
import {
  can,
  DecisionsSchema,
  NewDecisionsSchema,
  ReadAsSchema,
  SuggestionSchema,
  SuggestionTimesSchema,
  type NewDecision,
  type Person,
} from '@travaux/shared/protocol'
import { decideSuggestion, type Decision } from '../commands/decide-suggestion.ts'
import { readSuggestions } from '../commands/read-suggestions.ts'
import { listDecisions, noteDecisions } from '../store/decisions.ts'
import { draftExists, findDraft } from '../store/drafts.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

const READING = ['not-signed-in', 'forbidden', 'not-found'] as const
const DECIDING = [...READING, 'bad-origin', 'suggestion-stuck', 'draft-full', 'store-failed'] as const
const ACCEPTING = [...DECIDING, 'bad-request', 'conflict'] as const

/** What reviewers propose in a draft, and what becomes of it. */
export const suggestionRoutes = (services: Services) => {
  const { store, rooms, historian } = services
  const requireDraft = async (id: string): Promise<void> => {
    if (!(await draftExists(store.db, id))) throw new Refusal('not-found', 'There is no such draft.')
  }
  const decide = async (decision: Decision) => {
    await requireDraft(decision.draftId)
    const decided = await decideSuggestion(services, decision)
    if (!decided.ok) throw new Refusal(decided.problem, decided.reason)
    rooms.tell(decision.draftId, 'decisions')
    return decided.suggestion
  }
  return new Hono<Environment>()
    .get(
      '/drafts/:id/suggestions',
      operation({
        summary: 'What is proposed in a draft, in the order of its text',
        answer: { status: 200, schema: z.array(SuggestionSchema) },
        problems: [...READING, 'too-many-requests', 'internal'],
      }),
      allow('read'),
      async (c) => {
        const draft = await findDraft(store.db, c.req.param('id'))
        if (!draft) throw new Refusal('not-found', 'There is no such draft.')
        const read = await readSuggestions(services, draft)
        if (!read.ok) throw new Refusal(read.problem, read.reason)
        return c.json(read.suggestions, 200)
      },
    )
    .get(
      '/drafts/:id/suggestion-times',
      operation({
        summary: 'When each suggestion reached the server, by its id: the times in the text itself are its authors’',
        answer: { status: 200, schema: SuggestionTimesSchema },
        problems: [...READING, 'too-many-requests', 'internal'],
      }),
      allow('read'),
      async (c) => {
        const draft = await findDraft(store.db, c.req.param('id'))
        if (!draft) throw new Refusal('not-found', 'There is no such draft.')
        const told = await historian.tell(draft, { from: null, to: 'latest' })
        if (!told.ok) throw new Refusal(told.problem, told.reason)
        return c.json(Object.fromEntries([...told.traced.suggestedAt].map(([sid, at]) => [sid, new Date(at).toISOString()])), 200)
      },
    )
    .post(
      '/drafts/:id/suggestions/:sid/accept',
      operation({
        summary: 'Make a suggestion part of the draft, if it still reads as the body says; the answer says what it was',
        answer: { status: 200, schema: SuggestionSchema },
        problems: ACCEPTING,
      }),
      allow('edit'),
      checked('json', ReadAsSchema),
      async (c) => {
        const { id: draftId, sid: suggestionId } = c.req.param()
        const readAs = c.req.valid('json')
        return c.json(await decide({ draftId, suggestionId, decision: 'accepted', by: signedIn(c).person, readAs }), 200)
      },
    )
    .post(
      '/drafts/:id/suggestions/:sid/reject',
      operation({
        summary: 'Take a suggestion out of the draft; the answer says what it was',
        answer: { status: 200, schema: SuggestionSchema },
        problems: DECIDING,
      }),
      allow('edit'),
      async (c) => {
        const { id: draftId, sid: suggestionId } = c.req.param()
        return c.json(await decide({ draftId, suggestionId, decision: 'rejected', by: signedIn(c).person }), 200)
      },
    )
    .delete(
      '/drafts/:id/suggestions/:sid',
      operation({ summary: 'Withdraw one’s own suggestion', answer: { status: 204 }, problems: DECIDING }),
      allow('suggest'),
      async (c) => {
        const { id: draftId, sid: suggestionId } = c.req.param()
        const { person } = signedIn(c)
        if (authorOf(suggestionId) !== person.id) throw new Refusal('forbidden', 'Only its author may withdraw a suggestion.')
        await decide({ draftId, suggestionId, decision: 'withdrawn', by: person })
        return c.body(null, 204)
      },
    )
    .get(
      '/drafts/:id/decisions',
      operation({
        summary: 'What was accepted, rejected, withdrawn and brought back, the latest first',
        answer: { status: 200, schema: DecisionsSchema },
        problems: READING,
      }),
      allow('read'),
      async (c) => {
        const { id } = c.req.param()
        await requireDraft(id)
        return c.json(await listDecisions(store.db, id), 200)
      },
    )
    .post(
      '/drafts/:id/decisions',
      operation({
        summary: 'Note what was decided in the text itself, as the page does it, for the history',
        answer: { status: 204 },
        problems: ['bad-request', ...READING, 'bad-origin', 'store-failed'],
      }),
      allow('suggest'),
      checked('json', NewDecisionsSchema),
      async (c) => {
        const { id } = c.req.param()
        const { person } = signedIn(c)
        const decisions = c.req.valid('json')
        await requireDraft(id)
        if (!decisions.every((decision) => mayDecide(person, decision)))
          throw new Refusal('forbidden', 'Only drafters decide on what others suggest.')
        await noteDecisions(store.db, id, person.id, decisions)
        rooms.tell(id, 'decisions')
        return c.body(null, 204)
      },
    )
}

/** Drafters decide on everything, everybody on what is their own. */
const mayDecide = ({ id, role }: Person, { suggestionId, decision }: NewDecision): boolean =>
  authorOf(suggestionId) === id ? decision !== 'accepted' || can(role, 'edit') : can(role, 'edit') && decision !== 'withdrawn'
