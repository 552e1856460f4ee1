import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { parse } from 'hono/utils/cookie'
import { WebSocketServer } from 'ws'
import { can, CLOSE, PROBLEMS, type ProblemId } from '@travaux/shared/protocol'
import { findAsker, standing, type Asker } from './auth/asker.ts'
import { cookieName } from './auth/cookie.ts'
import { STATUS_CODES } from './node-http.ts'
import { addressOf } from './routes/environment.ts'
import { problem } from './routes/problem.ts'
import type { Services } from './services.ts'
import { draftExists } from './store/drafts.ts'
import { SOCKET_OPTIONS } from './sync/rooms.ts'

/** One person with many windows, and a script with many drafts, stay far below. */
const MAX_SOCKETS_A_PERSON = 1000
/** A revoked person's sockets close within 5 s: asked this often. */
const WATCH_EVERY_MS = 3000

const TARGET = /^\/sync\/([\w-]{1,64})(?:\?([^#]*))?$/

export interface Live {
  connections: () => number
  close: () => void
}

type Admission =
  | { ok: true; asker: Asker; draftId: string; ack: boolean; news: boolean; as: string | null }
  | { ok: false; id: ProblemId; detail: string }
const refused = (id: ProblemId, detail: string): Admission => ({ ok: false, id, detail })

/** Lets people into drafts at `/sync/:draftId`: everything is decided before the upgrade, a refusal is a plain HTTP answer. */
export function serveLive(server: Server, services: Services): Live {
  const { store, rooms, visits, log } = services
  const sockets = new WebSocketServer(SOCKET_OPTIONS)
  const open = new Map<symbol, Asker>()

  const accept = (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { asker, draftId, ack, news, as }: Admission & { ok: true },
  ) =>
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const key = Symbol(draftId)
      open.set(key, asker)
      ws.on('error', (error) => log.debug({ err: error }, 'socket error'))
      ws.on('close', () => open.delete(key))
      const { person, credential } = asker
      // What a window wrote as one person must not be stored as another's, who signed in on the same browser since.
      if (as !== null && as !== person.id) return ws.close(CLOSE.signedOut)
      // Another role is `dropRevoked`'s, which says so.
      const stillAllowed = async () => (await standing(store.db, asker)) !== 'ended'
      rooms.accept(ws, { draftId, person, role: person.role, sessionId: credential.id, ack, news, socket, stillAllowed })
    })

  const decide = async (request: IncomingMessage): Promise<Admission> => {
    const admission = await admit(request, services)
    if (!admission.ok) return admission
    const { person } = admission.asker
    const mine = [...open.values()].filter((asker) => asker.person.id === person.id).length
    if (mine >= MAX_SOCKETS_A_PERSON) return refused('too-many-requests', 'Close some windows first.')
    visits.note(admission.draftId, person.id)
    return admission
  }

  server.on('upgrade', (request, socket, head) => {
    endWhenBroken(socket)
    decide(request).then(
      (admission) => (admission.ok ? accept(request, socket, head, admission) : answer(socket, admission.id, admission.detail)),
      (error: unknown) => {
        log.error({ err: error }, 'upgrade failed')
        answer(socket, 'internal', 'The server’s log says more.')
      },
    )
  })

  const watch = setInterval(() => {
    dropRevoked(services, open).catch((error: unknown) => log.error({ err: error }, 'sessions could not be checked'))
  }, WATCH_EVERY_MS).unref()
  return { connections: () => open.size, close: () => clearInterval(watch) }
}

/** Apart from the request: what stays with the socket must not keep it. */
const endWhenBroken = (socket: Duplex): void => void socket.on('error', () => socket.destroy())

/** Who may come in, and where. */
async function admit({ url = '', headers, socket }: IncomingMessage, services: Services): Promise<Admission> {
  const { store, origins, attempts } = services
  if (!url.startsWith('/')) return refused('bad-request', 'The address of the request is not a path.')
  const target = TARGET.exec(url)
  if (!target) return refused('not-found', 'Drafts are at /sync/:draftId.')
  const cookie = parse(headers.cookie ?? '', cookieName(origins))[cookieName(origins)]
  if (headers.authorization === undefined && headers.origin !== undefined && !origins.allowed.has(headers.origin))
    return refused('bad-origin', `Open Travaux at ${origins.own}, or set TRAVAUX_ORIGIN to the address you use.`)
  const asker = await findAsker(store.db, headers.authorization, cookie)
  if (!asker) {
    const address = addressOf(socket.remoteAddress, headers['x-forwarded-for']?.toString())
    if (!attempts.allowed(address)) return refused('too-many-requests', 'Wait a minute and try again.')
    attempts.failed(address)
    return refused('not-signed-in', 'Open the link you were given, or send a valid token.')
  }
  if (asker.credential.via === 'session' && headers.origin === undefined)
    return refused('bad-origin', 'A browser’s session needs the Origin header.')
  const draftId = target[1]!
  if (!can(asker.person.role, 'read')) return refused('forbidden', `A ${asker.person.role} may not do this.`)
  if (!(await draftExists(store.db, draftId))) return refused('not-found', 'There is no such draft.')
  const wishes = new URLSearchParams(target[2])
  const [ack, news] = [wishes.get('ack') === '1', wishes.get('news') === '1']
  return { ok: true, asker, draftId, ack, news, as: wishes.get('as') }
}

/** Closes the connections of those whose session or token has ended, or whose role has changed. */
async function dropRevoked({ store, rooms }: Services, open: ReadonlyMap<symbol, Asker>): Promise<void> {
  const askers = new Map(Array.from(open.values(), (asker) => [asker.credential.id, asker]))
  for (const [id, asker] of askers) {
    const now = await standing(store.db, asker)
    if (now === 'same') continue
    rooms.disconnect((joiner) => joiner.sessionId === id, now === 'ended' ? CLOSE.signedOut : CLOSE.roleChanged)
  }
}

/** A plain HTTP answer on a socket that asked for an upgrade. */
function answer(socket: Duplex, id: ProblemId, detail: string): void {
  const { status } = PROBLEMS[id]
  const body = JSON.stringify(problem(id, detail))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
