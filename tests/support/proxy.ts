import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to servers, as a proxy gives it. */
export interface Proxy {
  readonly port: number
  /** Cuts every connection, and lets none through before `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Each connection goes to the next of the servers that answers. */
export async function proxyTo(servers: readonly URL[]): Promise<Proxy> {
  const open = new Set<Socket>()
  let whole = true
  let turn = 0
  const join = (near: Socket, tries: number): void => {
    const { port, hostname } = servers[turn++ % servers.length]!
    const far = connect(Number(port), hostname)
    const refused = () => (tries > 1 && whole ? join(near, tries - 1) : near.destroy())
    far.once('error', refused)
    far.once('connect', () => {
      far.off('error', refused)
      joined(near, far)
    })
  }
  const joined = (near: Socket, far: Socket): void => {
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
    // It may have gone, or been cut, meanwhile.
    if (near.destroyed || !whole) for (const socket of [near, far]) socket.destroy()
  }
  const listener = createServer((near) => {
    near.on('error', () => {})
    if (whole) join(near, servers.length)
    else near.destroy()
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const cut = () => {
    whole = false
    for (const socket of open) socket.destroy()
  }
  return {
    port: (listener.address() as AddressInfo).port,
    cut,
    mend: () => (whole = true),
    async close() {
      cut()
      listener.close()
      await once(listener, 'close')
    },
  }
}
