import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** How long a writer waits for another process's commit (the command line beside a running server). */
const BUSY_TIMEOUT_MS = 5000

/**
 * Opens the SQLite file as the promises on durability require: a commit that returned has reached the disk.
 * (node:sqlite starts with journal mode `delete`.)
 */
export function openSqlite(file: string, busyTimeout = BUSY_TIMEOUT_MS): DatabaseSync {
  makePrivate(file)
  const sqlite = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  return sqlite
}

/**
 * Makes the file readable by its owner alone, before SQLite would make it readable by everybody; journals take the file's mode. Drafts
 * are confidential wherever the data folder lies and whoever made it.
 */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', OWNER_ONLY))
  try {
    // One that an earlier version has made, or that was copied.
    chmodSync(file, OWNER_ONLY)
  } catch {
    // A file system without modes, or somebody else's file: whoever mounted it has decided who reads it.
  }
}

const OWNER_ONLY = 0o600

/**
 * Pages that lie in the WAL before it is written from its beginning again: with four times as many a letter costs a tenth less
 * where many drafts are written in.
 */
export const WAL_PAGES = 1000
export const WAL_PAGE_BYTES = 4096

/**
 * Makes the WAL as long at once as it will be. A commit that writes where the file has been before need not wait until the file
 * system has noted a new length: on ext4 it takes half the time and two thirds of the processor's. Does nothing when somebody else is writing.
 */
export function keepWalLong(sqlite: DatabaseSync): void {
  try {
    sqlite.exec(`
      PRAGMA wal_autocheckpoint = ${WAL_PAGES};
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS wal_length (filler BLOB);
      INSERT INTO wal_length VALUES (zeroblob(${WAL_PAGES * WAL_PAGE_BYTES}));
      COMMIT;
      DROP TABLE wal_length;
      PRAGMA wal_checkpoint(RESTART);`)
  } catch {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
  }
}
