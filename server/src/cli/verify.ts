import { decodeDocument } from '@travaux/shared/model'
import type { Config } from '../config.ts'
import { examine } from '../integrity/examine.ts'
import { salvage, setAside } from '../integrity/salvage.ts'
import { inWords, sharedEIds } from '../integrity/shared-eids.ts'
import { integrityErrors } from '../store/integrity.ts'
import { lockFolder } from '../store/lock.ts'
import { connect, othersConnected, type Pool } from '../store/postgres/connect.ts'
import { rawPostgresLog } from '../store/postgres/raw-log-postgres.ts'
import { rawSqliteLog } from '../store/raw-log-sqlite.ts'
import type { RawLog } from '../store/raw-log.ts'
import { openSqlite } from '../store/sqlite-file.ts'
import type { Store } from '../store/store.ts'
import { complain, expectPositionals, say, type Command } from './command.ts'
import { configured, existingStoreFile, withStore } from './workspace.ts'

export const verify: Command = {
  usage: 'verify [--repair]',
  summary: 'Check that the store is sound and that every revision and draft can be read.',
  help: [
    'Every draft’s log is read from its first row to its last; the snapshot, the segments of its history and whose its clients are',
    'must agree with it, and each block of a text must have an eId of its own.',
    '--repair mends what can be mended and says what can’t. The server must be stopped. Everything is set aside before: in SQLite as a',
    'copy of the file, in Postgres in the table draft_set_aside.',
  ],
  options: { repair: { type: 'boolean', default: false } },
  async run(positionals, { repair }) {
    expectPositionals(positionals)
    const config = configured()
    const wrong = repair ? await repaired(config) : await found(config)
    for (const line of wrong) complain(line)
    if (wrong.length > 0 && !repair) complain('`travaux verify --repair` mends what can be mended, with the server stopped.')
    return wrong.length === 0 ? 0 : 1
  },
}

/** What is wrong, in words. */
async function found(config: Config): Promise<string[]> {
  // Postgres checks its own pages; what lies in them is read below all the same.
  const file = config.databaseUrl === null ? integrityErrors(existingStoreFile(config)) : []
  return file.length > 0 ? file : readEverything(config)
}

/** Mends; what can't be, in words. */
async function repaired(config: Config): Promise<string[]> {
  if (config.databaseUrl !== null) {
    if (await withPool(config.databaseUrl, othersConnected))
      throw new Error('A server is using the database. Stop all servers first.')
    return mendLogs(config)
  }
  const file = existingStoreFile(config)
  const lock = lockFolder(config.folder)
  if (!lock) throw new Error(`A server is using ${config.folder}. Stop it first.`)
  try {
    if ((await found(config)).length === 0) return []
    say(`Set aside: ${setAside(file, new Date())}`)
    const losses: string[] = []
    if (integrityErrors(file).length > 0) {
      losses.push(...salvage(file))
      say('The file has been made anew from everything that can be read of it.')
    }
    return [...losses, ...(await mendLogs(config)), ...integrityErrors(file)]
  } finally {
    lock.release()
  }
}

async function readEverything(config: Config): Promise<string[]> {
  const names = await withStore(namesOf)
  return withRawLog(config, async (log) => {
    const wrong = [...names.wrong]
    for (const id of draftsOf(names, await log.drafts()))
      for (const fault of examine(await log.read(id)).faults) wrong.push(`${calledAs(names, id)}: ${fault}`)
    if (wrong.length === 0) say(`${names.revisions} revisions and ${names.drafts.size} drafts can be read.`)
    return wrong
  })
}

async function mendLogs(config: Config): Promise<string[]> {
  const names = await withStore(namesOf)
  return withRawLog(config, async (log) => {
    const lost = [...names.wrong]
    for (const id of draftsOf(names, await log.drafts())) {
      const { faults, losses, mended } = examine(await log.read(id))
      if (faults.length === 0) continue
      for (const fault of faults) say(`${calledAs(names, id)}: ${fault}`)
      if (mended) {
        await log.replace(id, mended)
        const left = examine(await log.read(id)).faults
        say(`${calledAs(names, id)}: ${left.length === 0 ? 'mended' : `mended, except: ${left.join('; ')}`}`)
      }
      lost.push(...losses.map((loss) => `${calledAs(names, id)}: ${loss}`))
    }
    return lost
  })
}

interface Names {
  readonly revisions: number
  /** Titles by id. */
  readonly drafts: ReadonlyMap<string, string>
  /** What is wrong with the revisions. */
  readonly wrong: readonly string[]
}

async function namesOf({ db }: Store): Promise<Names> {
  const revisions = await db.selectFrom('revisions').select(['id', 'doc']).execute()
  const drafts = await db.selectFrom('drafts').select(['id', 'title']).execute()
  const wrong = revisions.flatMap(({ id, doc }) => faultsOf(doc).map((fault) => `revision ${id}: ${fault}`))
  return { revisions: revisions.length, drafts: new Map(drafts.map(({ id, title }) => [id, title])), wrong }
}

function faultsOf(revision: string): string[] {
  try {
    const decoded = decodeDocument(JSON.parse(revision))
    return decoded.ok ? sharedEIds(decoded.doc).map(inWords) : [decoded.reason]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** Those with a title, and those of which only a log is there: a draft is stored log first. */
const draftsOf = ({ drafts }: Names, logs: readonly string[]): string[] => [...new Set([...drafts.keys(), ...logs])]

const calledAs = ({ drafts }: Names, id: string): string => `draft ${id} (${drafts.get(id) ?? 'no longer listed'})`

async function withRawLog<T>(config: Config, work: (log: RawLog) => Promise<T>): Promise<T> {
  if (config.databaseUrl === null) {
    const db = openSqlite(existingStoreFile(config))
    try {
      return await work(rawSqliteLog(db))
    } finally {
      db.close()
    }
  }
  return withPool(config.databaseUrl, (pool) => work(rawPostgresLog(pool)))
}

async function withPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = connect(url, () => {})
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}
