import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { seedUpdate } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import type { LoggedUpdate } from '../../server/src/store/draft-log.ts'
import { SqliteDraftLog } from '../../server/src/store/draft-log-sqlite.ts'
import { openSqlite } from '../../server/src/store/sqlite-file.ts'
import { foldDraft } from '../../server/src/sync/fold.ts'
import { random } from '../support/kills.ts'
import { treaty } from '../support/treaty.ts'
import type { Bench, Row, Wish } from './row.ts'
import { keystrokes } from './sync/typing.ts'

const DRAFT = 'draft'
const PEOPLE = 3
const STROKES = 30_000
/** Rows that the server lets pile up before it puts them away. */
const TAIL = 2000
/** Bytes that a keystroke may take for ever: who, when and what. */
const LIMIT = 20

/** What a keystroke costs on the disk, with who and when, after the rows have been put away. */
export default {
  name: 'Log: bytes a keystroke',
  async run({ short }: Wish): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'travaux-log-bench-'))
    const db = openSqlite(path.join(folder, 'log.sqlite'))
    try {
      const strokes = short ? STROKES / 5 : STROKES
      const log = new SqliteDraftLog(db)
      const base = seedUpdate(treaty(2000), TEXT_ROOT)
      await log.seed(DRAFT, base, 'importer', Date.now())
      for (const rows of typed(base, strokes)) await put(log, rows)
      const bytes = (sql: string) => Number(db.prepare(sql).get()!['bytes']) / strokes
      const row = (measure: string, ours: number): Row => ({
        measure: `${measure}, ${strokes.toLocaleString('en')} keystrokes of ${PEOPLE} people`,
        ours,
        peer: LIMIT,
        peerName: 'the limit',
        unit: 'bytes',
        target: 1,
      })
      return [
        row('history', bytes('SELECT sum(length(data)) AS bytes FROM draft_segment')),
        row(
          'everything in the file: history, snapshot, text and pages',
          bytes(
            'SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
          ),
        ),
      ]
    } finally {
      db.close()
      rmSync(folder, { recursive: true })
    }
  },
} satisfies Bench

/** What people type at the same time, each at a hand's pace with pauses, in portions of what is put away at once. */
function* typed(base: Uint8Array, count: number): Generator<Omit<LoggedUpdate, 'seq'>[]> {
  const next = random(8)
  // Nothing that a compressor could foresee.
  const letter = () => String.fromCharCode(97 + Math.floor(next() * 26))
  const hands = Array.from({ length: PEOPLE }, () => ({
    userId: crypto.randomUUID(),
    updates: keystrokes(base, 1 + Math.floor(next() * 2 ** 32), count / PEOPLE, letter),
  }))
  let at = Date.UTC(2026, 10, 23, 9)
  for (let row = 0; row < count; row += TAIL)
    yield Array.from({ length: Math.min(TAIL, count - row) }, (_, index) => {
      const { userId, updates } = hands[(row + index) % PEOPLE]!
      at += Math.floor(30 + next() * 120 + (next() < 0.02 ? next() * 20_000 : 0))
      return { userId, at, update: updates[Math.floor((row + index) / PEOPLE)]! }
    })
}

async function put(log: SqliteDraftLog, rows: readonly Omit<LoggedUpdate, 'seq'>[]): Promise<void> {
  const { seq } = log.load(DRAFT)!
  await log.append([{ draftId: DRAFT, after: seq, onlyNext: false, rows: rows.map((row) => ({ ...row, newClients: [] })) }])
  const { snapshot, tail } = log.load(DRAFT)!
  if (!(await log.fold(DRAFT, foldDraft({ snapshot: snapshot?.update ?? null, tail })))) throw new Error('Nothing was put away.')
}
