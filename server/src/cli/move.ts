import { lockFolder } from '../store/lock.ts'
import { migrate } from '../store/migrations.ts'
import { moveToPostgres } from '../store/postgres/move.ts'
import { openSqlite } from '../store/sqlite-file.ts'
import { complain, expectPositionals, say, UsageError, type Command } from './command.ts'
import { configured, existingStoreFile } from './workspace.ts'

export const move: Command = {
  usage: 'move-to-postgres postgres://USER@HOST/DATABASE',
  summary: 'Copy everything from the SQLite file into an empty Postgres database. The server must be stopped.',
  help: ['The file stays as it is. Afterwards start the servers with DATABASE_URL set, and check with `verify`.'],
  options: {},
  async run(positionals) {
    const [url] = expectPositionals(positionals, 'DATABASE_URL')
    if (!/^postgres(ql)?:\/\//.test(url!))
      throw new UsageError('The database is named by a URL such as postgres://user@host/database.')
    const config = { ...configured(), databaseUrl: null }
    const file = existingStoreFile(config)
    const lock = lockFolder(config.folder)
    if (!lock) throw new Error(`A server is using ${config.folder}. Stop it first.`)
    const sqlite = openSqlite(file)
    try {
      const current = migrate(sqlite)
      if (!current.ok) throw new Error(current.reason)
      const moved = await moveToPostgres(sqlite, url!)
      if (moved.ok) say(`${moved.rows} rows have been copied. Set DATABASE_URL, start, and check with \`verify\`.`)
      else complain(moved.reason)
      return moved.ok ? 0 : 1
    } finally {
      sqlite.close()
      lock.release()
    }
  },
}
