import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../server/src/store/migrations.ts'
import { openFolder } from '../../server/src/store/store.ts'
import { temporaryFolder } from '../support/server.ts'
import { RawClient, textAt, textOf, until } from '../support/sync-client.ts'
import { startSyncServer } from '../support/sync-server.ts'
import { startVictim } from '../support/victim.ts'

const folder = temporaryFolder()
const disk = path.join(folder, 'disk')
mkdirSync(disk)
const mount = (...args: string[]): boolean => spawnSync('mount', args, { stdio: 'ignore' }).status === 0
/** A disk of two megabytes; only root may have one. */
const mounted = process.getuid?.() === 0 && mount('-t', 'tmpfs', '-o', 'size=2m', 'travaux-test', disk)
afterAll(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(folder, { recursive: true, force: true })
})

describe('a disk that is really full', () => {
  it.skipIf(!mounted)('costs nothing that was acknowledged, and everything comes in when there is room', async () => {
    const server = await startSyncServer({ file: path.join(disk, 'log.sqlite'), limits: { retryMs: 50 } })
    const anna = await RawClient.joined(server.url)
    const kept: string[] = []
    let refused: string | null = null
    for (let turn = 0; refused === null; turn++) {
      const words = `[${turn}]${'filling the disk '.repeat(4000)}`
      refused = await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, words)))
      if (refused === null) kept.push(`[${turn}]`)
    }
    expect(refused).toBe('not-saved')
    expect(kept.length).toBeGreaterThan(3)
    expect(server.rooms.healthy()).toBe(false)
    const reader = await RawClient.joined(server.url, { user: 'bela', role: 'observer' })
    for (const word of kept) expect(textOf(reader.doc)).toContain(word)
    expect(textOf(reader.doc)).not.toContain(`[${kept.length}]`)
    expect(mount('-o', 'remount,size=32m', disk)).toBe(true)
    await until('it can be saved again', () => server.rooms.healthy())
    await until('what was refused has come in', () => textOf(reader.doc) === textOf(anna.doc))
    await server.stop()
  })
})

/** The kernel refuses whatever a process writes into files from now on (RLIMIT_FSIZE), or lets it again: SQLite's SQLITE_IOERR. */
const writing = (process: ChildProcess, may: boolean): Buffer =>
  execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${may ? 'unlimited' : '0'}:unlimited`])

describe('a disk that answers each write with an error', () => {
  const possible = spawnSync('prlimit', ['--version']).status === 0
  it.skipIf(!possible)(
    'costs nothing that was acknowledged, though the server is killed then; the rest comes in later',
    async () => {
      const file = path.join(folder, 'errors.sqlite')
      const first = await startVictim(file, { retryMs: 20 })
      const anna = await RawClient.joined(first.url)
      const write = (client: RawClient, word: string) => client.decided(client.edit((doc) => textAt(doc, 1).insert(0, word)))
      for (const word of ['[one]', '[two]']) expect(await write(anna, word)).toBeNull()
      writing(first.process, false)
      expect(await write(anna, '[refused]')).toBe('not-saved')
      const reader = await RawClient.joined(first.url, { user: 'bela', role: 'observer' })
      expect(textOf(reader.doc)).toContain('[two]')
      expect(textOf(reader.doc)).not.toContain('[refused]')
      writing(first.process, true)
      await until('what was refused has come in', () => textOf(reader.doc).includes('[refused]'))
      expect(await write(anna, '[three]')).toBeNull()
      writing(first.process, false)
      expect(await write(anna, '[four]')).toBe('not-saved')
      first.process.kill('SIGKILL')
      await once(first.process, 'exit')
      const second = await startVictim(file)
      const late = await RawClient.joined(second.url, { user: 'bela', role: 'observer' })
      for (const word of ['[one]', '[two]', '[refused]', '[three]']) expect(textOf(late.doc)).toContain(word)
      expect(textOf(late.doc)).not.toContain('[four]')
      await RawClient.joined(second.url, {}, true, anna.doc)
      await until('its writer brings the rest', () => textOf(late.doc).includes('[four]'))
      second.process.kill('SIGKILL')
    },
  )
})

describe('a process that is killed while it brings the schema up to date', () => {
  it('leaves the data as they were, and the next start does it', async () => {
    const data = path.join(folder, 'data')
    mkdirSync(data)
    const file = path.join(data, 'travaux.db')
    const half = `
      const db = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)})
      db.exec('PRAGMA journal_mode = WAL; BEGIN IMMEDIATE')
      for (const step of ${JSON.stringify(MIGRATIONS.slice(0, 3))}) db.exec(step)
      console.log('half')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['-e', half], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const opened = openFolder(data)
    expect(opened.ok).toBe(true)
    if (opened.ok) await opened.store.close()
    const db = new DatabaseSync(file)
    expect(db.prepare('SELECT count(*) AS steps FROM migrations').get()).toEqual({ steps: MIGRATIONS.length })
    db.close()
  })
})
