import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { makePrivate } from '../store/sqlite-file.ts'

/** A complete copy of a store's file, its journal included, as it lies there: the name of the copy. */
export function setAside(file: string, now: Date): string {
  const aside = `${file}.before-repair-${now.toISOString().replaceAll(':', '-')}`
  for (const rest of ['', '-wal']) {
    if (!existsSync(file + rest)) continue
    copyFileSync(file + rest, aside + rest)
    makePrivate(aside + rest)
  }
  return aside
}

/**
 * Makes a SQLite file anew from whatever can be read of it, row by row from both ends of each table, and puts it in its place. What could
 * not be read, in words. Throws when not even the list of tables can be read: then only a backup helps.
 */
export function salvage(file: string): string[] {
  const fresh = `${file}.repaired`
  rmSync(fresh, { force: true })
  makePrivate(fresh)
  const from = new DatabaseSync(file)
  const to = new DatabaseSync(fresh, { enableForeignKeyConstraints: false })
  const losses: string[] = []
  try {
    const objects = from
      .prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
      .all() as unknown as { type: string; name: string; sql: string }[]
    for (const { type, sql } of objects) if (type === 'table') to.exec(sql)
    to.exec('BEGIN')
    for (const { type, name } of objects) {
      if (type === 'table' && !copyTable(from, to, name)) losses.push(`Some rows of the table ${name} could not be read.`)
    }
    for (const { type, sql } of objects) if (type !== 'table') to.exec(sql)
    to.exec('COMMIT')
  } finally {
    from.close()
    to.close()
  }
  for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true })
  renameSync(fresh, file)
  return losses
}

/** False when there are rows between those that could be read from the beginning and those from the end. */
function copyTable(from: DatabaseSync, to: DatabaseSync, table: string): boolean {
  const columns = from.prepare(`PRAGMA table_info(${table})`).all() as unknown as { name: string; pk: number }[]
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const insert = to.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
  const copy = (order: string): boolean => {
    try {
      for (const row of from.prepare(`SELECT * FROM ${table} ${order}`).iterate())
        insert.run(...columns.map(({ name }) => row[name] as SQLInputValue))
      return true
    } catch {
      return false
    }
  }
  return copy('') || (copy(`ORDER BY ${keys.map(({ name }) => `${name} DESC`).join(', ') || 'rowid DESC'}`) && false)
}
