import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Held by the server that works on a data folder; `release` is for an orderly end, the operating system does it after a crash. */
export interface Lock {
  release: () => void
}

/**
 * Takes the data folder for this process, or gives null when another process has it. An exclusive SQLite lock on an empty
 * file: unlike a file with a process id it can't be stale.
 */
export function lockFolder(folder: string): Lock | null {
  const sqlite = new DatabaseSync(path.join(folder, 'server.lock'), { timeout: 0 })
  try {
    sqlite.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    sqlite.close()
    if (isBusy(error)) return null
    throw error
  }
  return { release: () => sqlite.close() }
}

/** SQLITE_BUSY, https://sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5
