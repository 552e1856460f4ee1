import { createServer } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { build } from 'vite'
import type { DocumentJSON } from '@travaux/shared/model'
import { pageRoutes } from '../../../server/src/routes/pages.ts'

/** A page with plain Tiptap on this text, sent by the routes that send Travaux's own page. */
export async function servePlainPage(text: DocumentJSON): Promise<{ url: string; close: () => Promise<void> }> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'travaux-plain-page-'))
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4000 },
  })
  await writeFile(path.join(outDir, 'text.json'), JSON.stringify(text))
  const server = createServer(getRequestListener(pageRoutes(outDir).fetch))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.close()
      server.closeAllConnections()
      await rm(outDir, { recursive: true })
    },
  }
}
