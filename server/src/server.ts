import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createAttempts } from './auth/attempts.ts'
import { joinLink } from './auth/join-link.ts'
import { originFile, originsOf } from './auth/origin.ts'
import { sweepSessions } from './auth/sessions.ts'
import { loadSample } from './commands/load-sample.ts'
import { noBus } from './bus/no-bus.ts'
import type { Config } from './config.ts'
import { giveMemoryBack } from './give-memory-back.ts'
import { serveLive } from './live.ts'
import { createHistorian } from './history/historian.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createServer } from './node-http.ts'
import type { Services } from './services.ts'
import { addLink, revokeLink } from './store/links.ts'
import { lockFolder } from './store/lock.ts'
import { hasCoordinator } from './store/people.ts'
import { onFold } from './store/on-fold.ts'
import { openStore } from './store/store.ts'
import { Visits } from './store/visits.ts'
import { createRooms } from './sync/rooms.ts'
import { createJobs } from './work/jobs.ts'

/** A slow upload of 50 MB fits; a request that trickles for ever doesn't. */
const REQUEST_TIMEOUT_MS = 120_000
const HEADERS_TIMEOUT_MS = 10_000
const KEEP_ALIVE_MS = 5000
const SETUP_LINK_MS = 15 * 60_000

export interface RunningServer {
  /** Where to open it: signs the first coordinator in as long as nobody has. */
  url: string
  /** Commits what was received and lets go of everything. */
  stop: () => Promise<void>
}

export type Started = { ok: true; server: RunningServer } | { ok: false; reason: string }

/** Starts the whole server on the data folder that `config` names. */
export async function startServer(config: Config, log: Log): Promise<Started> {
  mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(config.folder)
  if (!lock)
    return {
      ok: false,
      reason: `Another server is using ${config.folder}. Stop it first, or set TRAVAUX_DATA to another folder.`,
    }
  const opened = await openStore(config, (error) => log.warn({ err: error }, 'a connection to the database broke'))
  if (!opened.ok) {
    lock.release()
    return opened
  }
  const { store } = opened
  const metrics = createMetrics()
  const bus = config.redisUrl === null ? noBus : (await import('./bus/redis-bus.ts')).connectRedisBus(config.redisUrl, log)
  const others = store.shared ? { bus, log: store.shared } : undefined
  const jobs = createJobs({ time: config.fileTime })
  const historian = createHistorian({ db: store.db, log: store.draftLog, jobs })
  const rooms = createRooms({
    log: onFold(store.draftLog, (draftId) => historian.advance(draftId)),
    others,
    logger: log,
    measurements: metrics,
    whenEmpty: () => void giveMemoryBack().catch((error: unknown) => log.debug({ err: error }, 'memory could not be given back')),
  })
  const release = async () => {
    jobs.close()
    await bus.close()
    await store.close()
    lock.release()
  }

  const http = createServer({
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  })
  const listening = await listen(http, config)
  if (!listening.ok) {
    await release()
    return listening
  }
  const origins = originsOf(config, (http.address() as AddressInfo).port)
  const visits = new Visits(store.db, (error) => log.warn({ err: error }, 'visits could not be noted'))
  const services: Services = { store, rooms, jobs, historian, origins, attempts: createAttempts(), visits, metrics, log }
  await store.alone(() => loadSample(services))
  await sweepSessions(store.db)
  writeFileSync(originFile(config.folder), `${origins.own}\n`)
  const live = serveLive(http, services)
  metrics.watch(live.connections, () => rooms.census())
  serveRequests(http, services)
  const stop = async () => {
    live.close()
    const closed = new Promise((resolve) => http.close(resolve))
    await rooms.close()
    http.closeAllConnections()
    await closed
    await visits.write()
    await release()
  }
  return { ok: true, server: { url: await entrance(services, config.folder), stop } }
}

/** The routes with all that they need take twice as long to load as everything else: for the first request, or in a second in which little is done. */
const QUIET_MS = 1000
const QUIET = 0.2

/** Answers HTTP requests. After a restart people's open drafts come first. */
function serveRequests(http: Server, services: Services): void {
  type Answer = (request: IncomingMessage, response: ServerResponse) => unknown
  let loading: Promise<Answer> | null = null
  const load = () => (loading ??= import('./routes.ts').then(({ requestListener }) => requestListener(services)))
  http.on('request', (request, response) => {
    load().then(
      (answer) => answer(request, response),
      (error: unknown) => {
        services.log.error({ err: error }, 'the routes could not be loaded')
        response.writeHead(500).end()
      },
    )
  })
  whenQuiet(() => void load().catch(() => {}))
}

/** Once, after the first second in which the event loop was mostly idle. */
function whenQuiet(work: () => void, before = performance.eventLoopUtilization()): void {
  setTimeout(() => {
    const now = performance.eventLoopUtilization()
    if (performance.eventLoopUtilization(now, before).utilization < QUIET) work()
    else whenQuiet(work, now)
  }, QUIET_MS).unref()
}

type Listening = { ok: true } | { ok: false; reason: string }

function listen(http: Server, { port, host }: Config): Promise<Listening> {
  return new Promise((resolve) => {
    http.once('error', (error) => resolve({ ok: false, reason: `The server can't listen on ${host}:${port}: ${error.message}.` }))
    http.listen(port, host, () => resolve({ ok: true }))
  })
}

/**
 * A link that signs the first coordinator in, or the plain address once somebody has. The link of this server's own last start ends
 * with it; those that other servers of the workspace have printed stay good until one of them is used.
 */
async function entrance({ store, origins }: Services, folder: string): Promise<string> {
  const remembered = path.join(folder, 'setup-link')
  if (existsSync(remembered)) await revokeLink(store.db, readFileSync(remembered, 'utf8').trim())
  if (await hasCoordinator(store.db)) {
    rmSync(remembered, { force: true })
    return origins.own
  }
  const link = {
    kind: 'setup',
    name: 'Coordinator',
    role: 'coordinator',
    personId: null,
    createdBy: null,
    milliseconds: SETUP_LINK_MS,
  } as const
  const { id, secret } = await addLink(store.db, link)
  writeFileSync(remembered, `${id}\n`)
  return joinLink(origins.own, secret)
}
