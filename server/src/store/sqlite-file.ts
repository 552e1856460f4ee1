import { DatabaseSync } from 'node:sqlite'

/** How long a writer waits for another process's commit (the command line beside a running server). */
const BUSY_TIMEOUT_MS = 5000

/**
 * Opens the SQLite file as the promises on durability require: a commit that returned has reached the disk.
 * (node:sqlite starts with journal mode `delete`.)
 */
export function openSqlite(file: string, busyTimeout = BUSY_TIMEOUT_MS): DatabaseSync {
  const sqlite = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  return sqlite
}
