import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs'
import { makePrivate, openSqlite } from '../store/sqlite-file.ts'
import { expectPositionals, fromWhereThePersonStands, type Command } from './command.ts'
import { configured, existingStoreFile } from './workspace.ts'

export const backup: Command = {
  usage: 'backup FILE',
  summary: 'Write everything into one file, while the server runs or not.',
  help: ['The file is a complete SQLite database of one moment; keep it as carefully as the data.'],
  options: {},
  async run(positionals) {
    const [name] = expectPositionals(positionals, 'FILE')
    const file = fromWhereThePersonStands(name!)
    if (existsSync(file)) throw new Error(`${file} exists already. A backup never overwrites a file.`)
    const sqlite = openSqlite(existingStoreFile(configured()))
    try {
      // SQLite takes an empty file for none.
      makePrivate(file)
      sqlite.prepare('VACUUM INTO ?').run(file)
    } finally {
      sqlite.close()
    }
    settle(file)
    return 0
  },
}

/** VACUUM INTO leaves the bytes to the operating system: a backup counts when they are on the disk. */
function settle(file: string): void {
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
