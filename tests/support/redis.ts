import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { createClient } from 'redis'

const DEFAULT = 'redis://127.0.0.1:6379'

/** Where Redis is: what `TEST_REDIS_URL` names, or the default port; null when nothing answers there. */
export async function findRedis(): Promise<string | null> {
  const url = process.env['TEST_REDIS_URL'] || DEFAULT
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    return url
  } catch {
    if (process.env['TEST_REDIS_URL']) throw new Error('TEST_REDIS_URL names a server that does not answer.')
    return null
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** A way to a server that can be cut, and opened again. */
export interface Line {
  readonly url: string
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function lineTo(url: string): Promise<Line> {
  const target = new URL(url)
  const open = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = new URL(url)
  own.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const cut = () => {
    whole = false
    for (const socket of open) socket.destroy()
  }
  return {
    url: own.href,
    cut,
    mend: () => (whole = true),
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
