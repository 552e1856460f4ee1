import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createClient } from 'redis'
import { freePort } from './postgres.ts'
import { proxyTo, type Proxy } from './proxy.ts'
import { until } from './sync-client.ts'

const DEFAULT = 'redis://127.0.0.1:6379'

/** Where Redis is: what `TEST_REDIS_URL` names, or the default port; null when nothing answers there. */
export async function findRedis(): Promise<string | null> {
  const url = process.env['TEST_REDIS_URL'] || DEFAULT
  if (await answers(url)) return url
  if (process.env['TEST_REDIS_URL']) throw new Error('TEST_REDIS_URL names a server that does not answer.')
  return null
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** A way to Redis that can be cut, and opened again. */
export interface Line extends Proxy {
  readonly url: string
}

export async function lineTo(url: string): Promise<Line> {
  const own = new URL(url)
  const proxy = await proxyTo([new URL(url)])
  own.host = `127.0.0.1:${proxy.port}`
  return { ...proxy, url: own.href }
}

/** A Redis server of a test's own. */
export interface OwnRedis {
  readonly url: string
  flush(): Promise<void>
  /** Kills it and starts another in its place, which knows nothing. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Null where there is no `redis-server`. */
export async function ownRedis(): Promise<OwnRedis | null> {
  if (spawnSync('redis-server', ['--version']).error) return null
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let running: ChildProcess
  const start = async () => {
    running = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
      cwd: tmpdir(),
    })
    await until('Redis answers', () => answers(url))
  }
  const stop = async () => {
    running.kill('SIGKILL')
    await once(running, 'exit')
  }
  await start()
  return {
    url,
    stop,
    async restart() {
      await stop()
      await start()
    },
    async flush() {
      const client = await createClient({ url }).connect()
      await client.flushAll()
      client.destroy()
    },
  }
}
