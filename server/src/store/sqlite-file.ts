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

/** Pages of 4 kB that lie in the WAL before it is written from its beginning again. */
const WAL_PAGES = 256

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
      INSERT INTO wal_length VALUES (zeroblob(${WAL_PAGES * 4096}));
      COMMIT;
      DROP TABLE wal_length;
      PRAGMA wal_checkpoint(RESTART);`)
  } catch {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
  }
}
