import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'

/** Hocuspocus as its guide sets it up, keeping documents in SQLite. `hocuspocus.ts FILE` */
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: true,
  extensions: [new SQLite({ database: process.argv[2]! })],
})
await server.listen()
console.log(`ws://127.0.0.1:${server.address.port}`)
