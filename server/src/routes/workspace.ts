import { Hono } from 'hono'
import { WorkspaceSchema } from '@travaux/shared/protocol'
import type { Services } from '../services.ts'
import { coalitionName, nameCoalition } from '../store/settings.ts'
import { checked, operation } from './describe.ts'
import { allow, type Environment } from './environment.ts'

/** What holds for the whole workspace. */
export const workspaceRoutes = ({ store }: Services) =>
  new Hono<Environment>()
    .get(
      '/workspace',
      operation({
        summary: 'What a coordinator has set for the whole workspace',
        answer: { status: 200, schema: WorkspaceSchema },
        problems: ['not-signed-in', 'forbidden'],
      }),
      allow('read'),
      async (c) => c.json({ coalition: await coalitionName(store.db) }, 200),
    )
    .patch(
      '/workspace',
      operation({
        summary: 'Name the coalition',
        answer: { status: 200, schema: WorkspaceSchema },
        problems: ['bad-request', 'not-signed-in', 'forbidden', 'bad-origin', 'store-failed'],
      }),
      allow('manage'),
      checked('json', WorkspaceSchema),
      async (c) => {
        const { coalition } = c.req.valid('json')
        await nameCoalition(store.db, coalition)
        return c.json({ coalition }, 200)
      },
    )
