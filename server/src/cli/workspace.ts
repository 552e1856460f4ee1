import { existsSync, readFileSync } from 'node:fs'
import { originFile, originsOf } from '../auth/origin.ts'
import { readConfig, type Config } from '../config.ts'
import { ROOT } from '../places.ts'
import { openStore, storeFile, type Store } from '../store/store.ts'

/** The server's configuration, as this command's environment has it. */
export function configured(): Config {
  const read = readConfig(process.env, ROOT)
  if (!read.ok) throw new Error(read.reason)
  return read.config
}

/** Works on the data, beside a running server or without one. */
export async function withStore<T>(work: (store: Store, config: Config) => Promise<T>): Promise<T> {
  const config = configured()
  const opened = await openStore(config)
  if (!opened.ok) throw new Error(opened.reason)
  try {
    return await work(opened.store, config)
  } finally {
    await opened.store.close()
  }
}

/** The store's file, which must exist already: a mistyped folder must not look like an empty workspace. */
export function existingStoreFile({ folder, databaseUrl }: Config): string {
  if (databaseUrl !== null)
    throw new Error('DATABASE_URL is set: the data are in Postgres, which has tools of its own for this (pg_dump, pg_restore).')
  const file = storeFile(folder)
  if (!existsSync(file)) throw new Error(`There are no data in ${folder}. TRAVAUX_DATA says where they are.`)
  return file
}

/** Where links lead: the public address, or where the server last listened on this machine. */
export function linkOrigin(config: Config): string {
  const recorded = originFile(config.folder)
  if (config.origin === null && existsSync(recorded)) return readFileSync(recorded, 'utf8').trim()
  return originsOf(config, config.port).own
}
