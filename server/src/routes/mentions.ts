import { Hono } from 'hono'
import { MentionsSchema, SeenMentionsSchema } from '@travaux/shared/protocol'
import type { Services } from '../services.ts'
import { markSeen, unseenMentions } from '../store/mentions.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'

/** Whoever is spoken to in a comment learns of it. */
export const mentionRoutes = ({ store }: Services) =>
  new Hono<Environment>()
    .get(
      '/mentions',
      operation({
        summary: 'Comments in which the asker is mentioned and which they have not looked at, the latest first',
        answer: { status: 200, schema: MentionsSchema },
        problems: ['not-signed-in'],
      }),
      allow('read'),
      async (c) => c.json(await unseenMentions(store.db, signedIn(c).person.id), 200),
    )
    .post(
      '/mentions/seen',
      operation({
        summary: 'Note that the asker has looked at comments in which they are mentioned',
        answer: { status: 204 },
        problems: ['bad-request', 'not-signed-in', 'bad-origin', 'store-failed'],
      }),
      allow('read'),
      checked('json', SeenMentionsSchema),
      async (c) => {
        await markSeen(store.db, signedIn(c).person.id, c.req.valid('json').comments)
        return c.body(null, 204)
      },
    )
