import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createThreadedDraftLog } from './draft-log-thread.ts'
import type { DraftLog } from './draft-log.ts'
import { migrate } from './migrations.ts'
import { openSqlite } from './sqlite-file.ts'
import { queries } from './sqlite.ts'
import type { Database } from './tables.ts'

/** The workspace's store: one SQLite file. */
export interface Store {
  readonly file: string
  /** Every table but the drafts' logs. */
  readonly db: Database
  readonly draftLog: DraftLog
  close: () => Promise<void>
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
  const draftLog = createThreadedDraftLog(file)
  const close = async () => {
    await draftLog.close()
    sqlite.close()
  }
  return { ok: true, store: { file, db: queries(sqlite), draftLog, close } }
}
