import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { startSyncServer, type SyncServer, type SyncServerOptions } from './sync-server.ts'

/** Starts servers on files of their own, which end with the test. */
export function syncServers(): (options?: Partial<SyncServerOptions>) => Promise<SyncServer> {
  const started: { server: SyncServer; folder: string }[] = []
  afterEach(async () => {
    for (const { server, folder } of started.splice(0)) {
      await server.stop()
      rmSync(folder, { recursive: true })
    }
  })
  return async (options) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'travaux-sync-'))
    const server = await startSyncServer({ file: path.join(folder, 'log.sqlite'), ...options })
    started.push({ server, folder })
    return server
  }
}
