import { rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { DirectLog } from '../../server/src/store/direct-log.ts'
import { createThreadedDraftLog } from '../../server/src/store/draft-log-thread.ts'
import type { Append } from '../../server/src/store/draft-log.ts'
import { openSqlite } from '../../server/src/store/sqlite-file.ts'
import { temporaryFolder } from '../support/server.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
let file: string
beforeEach(() => {
  file = path.join(folder, `log-${++files}.sqlite`)
})

const letter = (draftId: string, bytes = 20): Append => ({
  draftId,
  after: 0,
  onlyNext: false,
  rows: [{ userId: 'anna', at: 1000, update: new Uint8Array(bytes), newClients: [] }],
})

describe('a commit in the thread that asks, and whatever else takes long', () => {
  let now = 0
  let checkpoints = 0
  const opened: DirectLog[] = []
  const open = () => {
    const direct = new DirectLog(
      file,
      () => checkpoints++,
      () => now,
    )
    opened.push(direct)
    return direct
  }
  afterAll(() => opened.forEach((direct) => direct.close()))

  it('is left to the log’s thread while somebody else writes, and stores nothing then', () => {
    const direct = open()
    const other = openSqlite(file)
    expect(direct.append([letter('a')])).toMatchObject([{ first: 1 }])
    other.exec('BEGIN IMMEDIATE')
    expect(direct.append([letter('a')])).toBeNull()
    other.exec('COMMIT')
    expect(direct.append([letter('a')])).toMatchObject([{ first: 2 }])
    other.close()
  })

  it('is left to it where there is much to write', () => {
    const direct = open()
    expect(direct.append([letter('a', 100_000)])).toBeNull()
    expect(direct.append([letter('a', 20)])).toMatchObject([{ first: 1 }])
  })

  it('is left to it while the disk is slow, and tried again later', () => {
    let slow = 0
    const direct = new DirectLog(
      file,
      () => {},
      () => (now += slow / 2),
    )
    opened.push(direct)
    for (let turn = 0; turn < 300; turn++) expect(direct.append([letter(`quick ${turn}`)])).not.toBeNull()
    slow = 60
    const here = Array.from({ length: 100 }, (_, turn) => direct.append([letter(`slow ${turn}`)])).filter(Boolean).length
    expect(here).toBeGreaterThan(1)
    expect(here).toBeLessThan(20)
    for (let turn = 100; direct.quick; turn++) direct.append([letter(`slow ${turn}`)])
    slow = 0
    expect(direct.append([letter('slow')])).toBeNull()
    now += 60_000
    expect(direct.append([letter('slow')])).not.toBeNull()
  })

  it('asks for a checkpoint when the journal has become long', () => {
    const direct = open()
    checkpoints = 0
    for (let turn = 0; turn < 130; turn++) direct.append([letter(`draft ${turn}`, 60_000)])
    expect(checkpoints).toBe(1)
  })
})

describe('a log that commits directly', () => {
  it('keeps its journal as short as one that leaves it to SQLite', async () => {
    const log = createThreadedDraftLog(file)
    expect(await log.lastChange('a')).toBeNull()
    for (let turn = 0; turn < 500; turn++) {
      await log.append([letter(`draft ${turn}`, 60_000)])
      // Whatever the thread was asked before has been done then.
      if (turn % 50 === 0) await log.checkWritable(turn)
    }
    expect(statSync(`${file}-wal`).size).toBeLessThan(12e6)
    await log.close()
  })
})
