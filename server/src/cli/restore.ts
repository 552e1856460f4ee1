import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { integrityErrors } from '../store/integrity.ts'
import { lockFolder } from '../store/lock.ts'
import { makePrivate, openSqlite } from '../store/sqlite-file.ts'
import { openFolder, storeFile } from '../store/store.ts'
import { complain, expectPositionals, fromWhereThePersonStands, type Command } from './command.ts'
import { configured } from './workspace.ts'

export const restore: Command = {
  usage: 'restore FILE',
  summary: 'Put a backup in the place of the data. The server must be stopped.',
  help: ['The data that were there are kept beside it, under a name that says when.'],
  options: {},
  async run(positionals) {
    const [name] = expectPositionals(positionals, 'FILE')
    const backup = fromWhereThePersonStands(name!)
    const { folder, databaseUrl } = configured()
    if (databaseUrl !== null) throw new Error('DATABASE_URL is set: restore a dump of the database with pg_restore instead.')
    if (!existsSync(backup)) throw new Error(`${backup} does not exist.`)
    const wrong = integrityErrors(backup)
    if (wrong.length > 0) throw new Error(`${backup} is not a sound backup: ${wrong[0]}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = lockFolder(folder)
    if (!lock) throw new Error(`A server is using ${folder}. Stop it first.`)
    try {
      await replaceStore(folder, backup)
    } finally {
      lock.release()
    }
    return 0
  },
}

/** Checks the copy before it takes the place, and keeps what was there. */
async function replaceStore(folder: string, backup: string): Promise<void> {
  const file = storeFile(folder)
  const copy = `${file}.restoring`
  copyFileSync(backup, copy)
  makePrivate(copy)
  if (existsSync(file)) {
    foldJournal(file)
    const kept = `${file}.before-restore-${new Date().toISOString().replaceAll(':', '-')}`
    renameSync(file, kept)
    complain(`The data that were there are in ${kept}`)
  }
  for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true })
  renameSync(copy, file)
  const opened = openFolder(folder)
  if (!opened.ok) throw new Error(opened.reason)
  await opened.store.close()
}

/** Brings everything of the write-ahead log into the file itself. */
function foldJournal(file: string): void {
  const sqlite = openSqlite(file)
  sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  sqlite.close()
}
