import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { build } from '@travaux/shared/model'
import { seedUpdate } from '@travaux/shared/crdt'
import { TEXT_ROOT, type Role } from '@travaux/shared/protocol'
import { noBus } from '../../server/src/bus/no-bus.ts'
import { createServer } from '../../server/src/node-http.ts'
import type { DraftLog } from '../../server/src/store/draft-log.ts'
import { createThreadedDraftLog } from '../../server/src/store/draft-log-thread.ts'
import { createRooms, SOCKET_OPTIONS, type Rooms, type SyncLogger } from '../../server/src/sync/rooms.ts'
import { UNMEASURED, type Measurements } from '../../server/src/sync/measurements.ts'
import type { Limits } from '../../server/src/sync/limits.ts'

/**
 * The live engine behind a plain HTTP server that believes what the URL says: `/sync/DRAFT?user=anna&role=drafter&ack=1`.
 * Run as a program (`sync-server.ts FILE [LIMITS]`) it is the process that tests kill; it prints its address, then a line for
 * each snapshot.
 */
export interface SyncServer {
  readonly url: string
  readonly rooms: Rooms
  readonly log: DraftLog
  /** Sessions in this set are no longer allowed. */
  readonly revoked: Set<string>
  /** What was logged as an error. */
  readonly errors: string[]
  stop(): Promise<void>
}

export interface SyncServerOptions {
  readonly file: string
  readonly limits?: Partial<Limits>
  /** Whether the draft is made when it is not there. */
  readonly seeds?: boolean
  readonly wrapLog?: (log: DraftLog) => DraftLog
  readonly measurements?: Measurements
  readonly whenEmpty?: () => void
  /** Where the log is, in place of the file, when several servers share it. */
  readonly shared?: SharedPlace
}

export interface SharedPlace {
  readonly databaseUrl: string
  /** Null: the servers hear of each other through the log alone. */
  readonly redisUrl: string | null
}

export const DRAFT = 'draft-1'

/** The draft that tests write in: one article with two paragraphs. */
export const baseDocument = build.doc(
  build.title('Convention'),
  build.article('24', 'Safeguards', build.p('1', 'First paragraph.'), build.p('2', 'Second paragraph.')),
  build.article('35', 'Grounds for refusal', build.p('1', 'Requests may be refused.')),
)

export async function startSyncServer({
  file,
  limits,
  seeds = true,
  wrapLog = (log) => log,
  shared,
  measurements = UNMEASURED,
  whenEmpty = () => {},
}: SyncServerOptions): Promise<SyncServer> {
  const errors: string[] = []
  const logger = { info: () => {}, warn: () => {}, error: (_: object, message: string) => void errors.push(message) }
  const opened = shared ? await openShared(shared, logger) : { log: createThreadedDraftLog(file), others: undefined }
  const log = wrapLog(opened.log)
  if (seeds && (await log.lastChange(DRAFT)) === null)
    await log.seed(DRAFT, seedUpdate(baseDocument, TEXT_ROOT), 'importer', Date.now())
  const rooms = createRooms({ log, others: opened.others, logger, measurements, whenEmpty, ...(limits ? { limits } : {}) })
  const sockets = new WebSocketServer(SOCKET_OPTIONS)
  const revoked = new Set<string>()
  const server = createServer((_, response) => response.end())
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams: asked } = new URL(request.url ?? '/', 'http://localhost')
    const user = asked.get('user') ?? 'anna'
    const sessionId = `session of ${user}`
    sockets.handleUpgrade(request, socket, head, (ws) =>
      rooms.accept(ws, {
        draftId: pathname.split('/').at(-1) ?? '',
        person: { id: user, name: user.toUpperCase(), color: '#0072b2' },
        role: (asked.get('role') ?? 'drafter') as Role,
        sessionId,
        ack: asked.get('ack') === '1',
        news: asked.get('news') === '1',
        socket,
        stillAllowed: async () => !revoked.has(sessionId),
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`
  const stop = async () => {
    await rooms.close()
    await opened.log.close()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url, rooms, log, revoked, errors, stop }
}

/** Loaded when it is needed: a server that is killed a hundred times starts without Postgres and Redis. */
async function openShared({ databaseUrl, redisUrl }: SharedPlace, logger: SyncLogger) {
  const [{ openPostgresStore }, { connectRedisBus }] = await Promise.all([
    import('../../server/src/store/postgres/store.ts'),
    import('../../server/src/bus/redis-bus.ts'),
  ])
  const opened = await openPostgresStore(databaseUrl, () => {})
  if (!opened.ok) throw new Error(opened.reason)
  const { shared } = opened.store
  const bus = redisUrl === null ? noBus : connectRedisBus(redisUrl, logger)
  const close = async () => {
    await bus.close()
    await opened.store.close()
  }
  return { log: { ...shared!, close }, others: { bus, log: shared! } }
}

if (import.meta.main) {
  const [file, limits] = process.argv.slice(2)
  if (!file) throw new Error('Which file?')
  const measurements = { ...UNMEASURED, folded: () => console.log('a snapshot was made') }
  const server = await startSyncServer({ file, limits: JSON.parse(limits ?? '{}') as Partial<Limits>, measurements })
  console.log(server.url)
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
}
