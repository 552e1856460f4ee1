import { Hono } from 'hono'
import { z } from 'zod'
import { can } from '@travaux/shared/protocol'
import type { Services } from '../services.ts'
import { operation } from './describe.ts'
import { isLocal, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

/** A probe is a real commit: however often health is asked, it happens at most this often. */
const PROBE_EVERY_MS = 5000

const HealthSchema = z.object({ status: z.literal('ready') })

/** What those who run a server ask: is it well, and how busy. */
export const healthRoutes = ({ store, rooms }: Services) => {
  let probed = { at: -Infinity, ok: true }
  const saving = async () => {
    const at = Date.now()
    if (at - probed.at > PROBE_EVERY_MS) {
      const ok = await store.draftLog.checkWritable(at).then(
        () => true,
        () => false,
      )
      probed = { at, ok }
    }
    return probed.ok && rooms.healthy()
  }
  return new Hono<Environment>().get(
    '/health',
    operation({
      summary: 'Ready, or not able to save',
      answer: { status: 200, schema: HealthSchema },
      problems: ['store-failed'],
    }),
    async (c) => {
      if (!(await saving())) throw new Refusal('store-failed', 'A commit has failed and the store has not recovered.')
      return c.json({ status: 'ready' as const }, 200)
    },
  )
}

/** Prometheus metrics: for this machine, or for a token that may manage. */
export const metricsRoutes = ({ metrics: { registry } }: Services) =>
  new Hono<Environment>().get('/metrics', async (c) => {
    const asker = c.get('asker')
    if (!isLocal(c) && !(asker?.credential.via === 'token' && can(asker.person.role, 'manage')))
      throw new Refusal('forbidden', 'Metrics are for this machine, or for a coordinator’s token.')
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })
