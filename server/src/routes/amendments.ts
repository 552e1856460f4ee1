import { Hono } from 'hono'
import { AmendmentsSchema } from '@travaux/shared/protocol'
import { listDraftAmendments } from '../commands/list-amendments.ts'
import type { Services } from '../services.ts'
import { operation } from './describe.ts'
import { allow, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

/** The amendments that a draft proposes. What is noted about them is written in the draft itself, over `/sync`. */
export const amendmentRoutes = (services: Services) =>
  new Hono<Environment>().get(
    '/drafts/:id/amendments',
    operation({
      summary: 'The amendments of a draft, in document order, each with its instruction and what is noted about it',
      answer: { status: 200, schema: AmendmentsSchema },
      problems: ['not-signed-in', 'forbidden', 'not-found', 'too-many-requests', 'internal'],
    }),
    allow('read'),
    async (c) => {
      const listed = await listDraftAmendments(services, c.req.param('id'))
      if (!listed.ok) throw new Refusal(listed.problem, listed.reason)
      return c.json(listed.amendments, 200)
    },
  )
