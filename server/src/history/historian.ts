import { checkpointBefore, dropCheckpoints, keepCheckpoint } from '../store/checkpoints.ts'
import type { DraftLog, LoggedUpdate } from '../store/draft-log.ts'
import type { Database } from '../store/tables.ts'
import type { Stretch, Traced } from '../work/job.ts'
import type { Jobs, Outcome } from '../work/jobs.ts'

/** Rows that one job replays at most: a quarter of a second. A milestone is kept as often. */
const ROWS_AT_ONCE = 5000
/** Behind so many rows a checkpoint saves more than it costs. */
const WORTH_KEEPING = 200

/** A draft, as far as its history depends on it. */
export interface Traceable {
  readonly id: string
  readonly language: string
  readonly direction: string
}

export type Told =
  | { ok: true; traced: Traced }
  | { ok: false; problem: 'not-found' | 'too-many-requests' | 'internal'; reason: string }

/** What is compared: versions by the number of their last update, `latest` for the draft as it stands. Null compares nothing. */
export interface Versions {
  readonly from: number | null
  readonly to: number | 'latest'
}

/** Tells from a draft's log who wrote what and when. The log is replayed in a process of its own, from the nearest checkpoint on. */
export interface Historian {
  tell(draft: Traceable, versions: Versions): Promise<Told>
  /** Brings the checkpoints up to date, in the background. */
  advance(draftId: string): void
}

export function createHistorian({ db, log, jobs }: { db: Database; log: DraftLog; jobs: Jobs }): Historian {
  const queues = new Map<string, { running: Promise<Told> | null; next: Promise<Told> | null }>()

  async function tell(draft: Traceable, { from, to }: Versions): Promise<Told> {
    const { id, language, direction } = draft
    const end = to === 'latest' ? Infinity : to
    for (let attempt = 0; attempt < 2; attempt++) {
      const later = await stretch(id, end)
      const earlier = from === null ? null : await stretch(id, Math.min(from, end))
      if (!later.ok) return later
      if (earlier && !earlier.ok) return earlier
      const keep = later.rows.length >= WORTH_KEEPING
      const outcome = await jobs.run({ kind: 'trace', earlier, later, attrs: { language, direction }, keep })
      if (!outcome.ok) return failed(outcome.failure)
      if (outcome.value) {
        const { seq, checkpoint } = outcome.value
        if (checkpoint) await keepCheckpoint(db, id, { seq, bytes: checkpoint }, false)
        return { ok: true, traced: outcome.value }
      }
      await dropCheckpoints(db, id)
    }
    return failed('crash')
  }

  /** The log up to `end`, at most `ROWS_AT_ONCE` rows behind a checkpoint; the checkpoints that this needs are made. */
  async function stretch(draftId: string, end: number): Promise<({ ok: true } & Stretch) | (Told & { ok: false })> {
    for (;;) {
      const checkpoint = await checkpointBefore(db, draftId, Math.min(end, Number.MAX_SAFE_INTEGER))
      const rows = await rowsBehind(draftId, checkpoint?.seq ?? 0, end)
      const known = checkpoint?.bytes ?? null
      if (!known && rows.length === 0) return { ok: false, problem: 'not-found', reason: 'There is no such version.' }
      if (rows.length <= ROWS_AT_ONCE) return { ok: true, checkpoint: known, rows }
      const later = { checkpoint: known, rows: rows.slice(0, ROWS_AT_ONCE) }
      const outcome = await jobs.run({ kind: 'trace', earlier: null, later, attrs: {}, keep: true })
      if (!outcome.ok) return failed(outcome.failure)
      if (outcome.value) await keepCheckpoint(db, draftId, { seq: outcome.value.seq, bytes: outcome.value.checkpoint! }, true)
      else await dropCheckpoints(db, draftId)
    }
  }

  async function rowsBehind(draftId: string, seq: number, end: number): Promise<LoggedUpdate[]> {
    const rows: LoggedUpdate[] = []
    for await (const row of log.history(draftId, seq)) {
      if (row.seq > end || rows.length > ROWS_AT_ONCE) break
      rows.push(row)
    }
    return rows
  }

  /** What is being told may not know the last update any more: whoever asks then waits for the next telling, all of them for one. */
  function once(draft: Traceable, versions: Versions): Promise<Told> {
    const key = `${draft.id} ${versions.from} ${versions.to}`
    const ready = queues.get(key) ?? { running: null, next: null }
    queues.set(key, ready)
    const start = (): Promise<Told> => {
      ready.next = null
      const running = tell(draft, versions).finally(() => {
        if (ready.running !== running) return
        ready.running = null
        if (!ready.next) queues.delete(key)
      })
      return (ready.running = running)
    }
    if (!ready.running) return start()
    return (ready.next ??= ready.running.then(start, start))
  }

  return {
    tell: once,
    advance(id) {
      void once({ id, language: '', direction: '' }, { from: null, to: 'latest' }).catch(() => {})
    },
  }
}

function failed(failure: Extract<Outcome<unknown>, { ok: false }>['failure']): Told & { ok: false } {
  return failure === 'busy'
    ? { ok: false, problem: 'too-many-requests', reason: 'Other work is being done at the moment. Try again in a minute.' }
    : { ok: false, problem: 'internal', reason: 'The history could not be told. The draft itself is safe.' }
}
