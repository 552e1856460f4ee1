import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SMALL_TREATY } from '../support/instrument.ts'
import { random } from '../support/kills.ts'
import { caller, mintToken, travaux, upload } from '../support/server.ts'
import { until } from '../support/sync-client.ts'
import { median, type Bench, type Row, type Wish } from './row.ts'
import { BUILT_SERVER, buildServer, startMeasured, type Measured } from './sync/process.ts'
import { Visitor, type Credential, type Job } from './sync/visitor.ts'

const [MINUTES, FEW_MINUTES] = [30, 10]
const DRAFTS = 12
const PEOPLE: readonly Job[] = [
  ...Array<Job>(14).fill('drafter'),
  ...Array<Job>(6).fill('reviewer'),
  ...Array<Job>(6).fill('observer'),
]
/** Longest visit and longest pause of somebody, in seconds. */
const [STAY, AWAY] = [40, 15]
const SAMPLE_MS = 5000
/** Memory of the last third of the time beside that of the second; the first third warms up. */
const FLAT = 1.1
/** When everybody has left, the thread that puts their drafts away has just been at work. */
const RESTED = 1.3

/** Hours of a coalition's day: people come and go, write, suggest, move carets, close their laptops. The server's memory must stay flat. */
export default {
  name: 'Soak: people come and go',
  onlyNamed: true,
  async run({ short }: Wish): Promise<Row[]> {
    const minutes = Number(process.env['TRAVAUX_SOAK_MINUTES'] ?? (short ? FEW_MINUTES : MINUTES))
    buildServer()
    const folder = mkdtempSync(path.join(tmpdir(), 'travaux-soak-'))
    const server = await startMeasured(BUILT_SERVER, {
      PORT: '0',
      TRAVAUX_DATA: folder,
      LOG_LEVEL: 'warn',
    })
    try {
      return await soak(server, folder, minutes)
    } finally {
      await server.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  },
} satisfies Bench

async function soak(server: Measured, folder: string, minutes: number): Promise<Row[]> {
  const http = server.url.replace('ws', 'http')
  const credentials = new Map<Job, Credential>()
  for (const job of new Set(PEOPLE)) {
    const token = await mintToken(folder, job)
    const me = (await (await caller(http, { token })('GET', '/api/me')).json()) as { id: string }
    credentials.set(job, { job, token, personId: me.id })
  }
  const people = PEOPLE.map((job) => credentials.get(job)!)
  const drafts = await makeDrafts(http, people[0]!.token)
  // Each provider waits for the end of the process.
  process.setMaxListeners(0)
  const next = random(Date.now() % 1e6)
  const over = performance.now() + minutes * 60_000
  const visits = people.map(async (person) => {
    while (performance.now() < over) {
      const draft = drafts[Math.floor(next() * DRAFTS)]!
      const visitor = await Visitor.arrive(`${server.url}/sync`, draft, person)
      await visitor.work(Math.min(over, performance.now() + next() * STAY * 1000), next)
      await visitor.leave(next() < 0.3)
      await wait(next() * AWAY * 1000)
    }
  })
  const samples: number[] = []
  const sampling = setInterval(() => samples.push(server.memory()), SAMPLE_MS)
  const cpu = server.cpu()
  await Promise.all(visits)
  clearInterval(sampling)
  console.log(
    `  ${minutes} minutes, ${Visitor.made} visits, ${Visitor.edits} edits acknowledged, refused: ${Visitor.refusals.join(', ') || 'none'}`,
  )
  console.log(`  ${(((server.cpu() - cpu) / minutes / 60_000) * 100).toFixed(1)} % of a core`)
  await until('the drafts leave memory', async () => (await roomsOf(server)) === 0, 120_000)
  const rested = server.memory()
  const verified = await travaux(['verify'], { folder })
  if (verified.status !== 0) throw new Error(`The store is not sound after the soak:\n${verified.stderr}`)
  const third = (from: number) => median(samples.slice((samples.length * from) / 3, (samples.length * (from + 1)) / 3))
  return [
    row('memory in the last third of the time', third(2), third(1), 'the second third', FLAT),
    row('memory when everybody has left', rested, third(1), 'the second third', RESTED),
    {
      measure: 'edits refused',
      ours: Visitor.refusals.length,
      peer: Visitor.edits,
      peerName: 'acknowledged',
      unit: 'letters',
      target: 0,
    },
  ]
}

const row = (measure: string, ours: number, peer: number, peerName: string, target: number): Row => ({
  measure,
  ours,
  peer,
  peerName,
  unit: 'KB',
  target,
})

async function makeDrafts(url: string, token: string): Promise<string[]> {
  const call = caller(url, { token })
  const revision = (await (await call('POST', '/api/instruments', upload('a.txt', SMALL_TREATY))).json()) as {
    revisionId: string
  }
  const made = Array.from({ length: DRAFTS }, async (_, at) => {
    const answer = await call('POST', '/api/drafts', { revisionId: revision.revisionId, title: `Draft ${at}` })
    return ((await answer.json()) as { id: string }).id
  })
  return Promise.all(made)
}

async function roomsOf({ url }: Measured): Promise<number> {
  const numbers = await (await fetch(`${url.replace('ws', 'http')}/metrics`)).text()
  return Number(/^travaux_rooms (\d+)/m.exec(numbers)?.[1] ?? Number.NaN)
}
