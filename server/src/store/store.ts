import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createSqliteDraftLog } from './draft-log-sqlite.ts'
import type { DraftLog } from './draft-log.ts'
import { migrate } from './migrations.ts'
import { openSqlite, queries } from './sqlite.ts'
import type { Database } from './tables.ts'

/** The draft log waits by asking again, so that a busy file never stops the server's loop. */
const LOG_BUSY_TIMEOUT_MS = 0

/** The workspace's store: one SQLite file. */
export interface Store {
  readonly file: string
  /** Every table but the drafts' logs. */
  readonly db: Database
  readonly draftLog: DraftLog
  close: () => void
}

export type OpenStore = { ok: true; store: Store } | { ok: false; reason: string }

export const storeFile = (folder: string): string => path.join(folder, 'travaux.db')

/** Opens the store of a data folder, making both when they don't exist yet. Only the owner may read the folder. */
export function openStore(folder: string): OpenStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = storeFile(folder)
  const sqlite = openSqlite(file)
  const migrated = migrate(sqlite)
  if (!migrated.ok) {
    sqlite.close()
    return migrated
  }
  const logSqlite = openSqlite(file, LOG_BUSY_TIMEOUT_MS)
  const close = () => {
    logSqlite.close()
    sqlite.close()
  }
  return { ok: true, store: { file, db: queries(sqlite), draftLog: createSqliteDraftLog(logSqlite), close } }
}
