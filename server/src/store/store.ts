import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createThreadedDraftLog } from './draft-log-thread.ts'
import type { DraftLog } from './draft-log.ts'
import { migrate } from './migrations.ts'
import type { SharedDraftLog } from './postgres/draft-log-postgres.ts'
import { openSqlite } from './sqlite-file.ts'
import { queries } from './sqlite.ts'
import type { Database } from './tables.ts'

/** The workspace's store: one SQLite file, or a Postgres database that several servers share. */
export interface Store {
  /** The SQLite file; null in Postgres. */
  readonly file: string | null
  /** Every table but the drafts' logs. */
  readonly db: Database
  readonly draftLog: DraftLog
  /** The same log where other servers write to it as well; null when this server has it to itself. */
  readonly shared: SharedDraftLog | null
  /** Does it while no other server on the same store does anything of the kind. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

export type OpenStore = { ok: true; store: Store } | { ok: false; reason: string }

export const storeFile = (folder: string): string => path.join(folder, 'travaux.db')

/** Where the data are: in the database that `databaseUrl` names, otherwise in the folder. */
export interface StorePlace {
  readonly folder: string
  readonly databaseUrl: string | null
}

/** Opens the store, making it when it doesn't exist yet. `onError` hears of connections that break while nobody uses them. */
export const openStore = async (place: StorePlace, onError: (error: Error) => void = () => {}): Promise<OpenStore> =>
  place.databaseUrl === null
    ? openFolder(place.folder)
    : (await import('./postgres/store.ts')).openPostgresStore(place.databaseUrl, onError)

/** Only the owner may read the folder. */
export function openFolder(folder: string): OpenStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = storeFile(folder)
  const sqlite = openSqlite(file)
  const migrated = migrate(sqlite)
  if (!migrated.ok) {
    sqlite.close()
    return migrated
  }
  const draftLog = createThreadedDraftLog(file)
  const close = async () => {
    await draftLog.close()
    sqlite.close()
  }
  return { ok: true, store: { file, db: queries(sqlite), draftLog, shared: null, alone: (work) => work(), close } }
}
