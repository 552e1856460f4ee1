import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** The least that a server can do: every message goes to everybody else in the room as it came. It answers step 1 with nothing. */
const server = createServer((_, response) => response.end('okay'))
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
const rooms = new Map<string, Set<WebSocket>>()
const EMPTY_STEP_2 = Buffer.from([0, 1, 2, 0, 0])

sockets.on('connection', (socket, { url = '/' }) => {
  const room = rooms.get(url) ?? new Set()
  rooms.set(url, room.add(socket))
  socket.on('message', (message: Buffer) => {
    if (message[0] === 0 && message[1] === 0) socket.send(EMPTY_STEP_2)
    else for (const other of room) if (other !== socket) other.send(message)
  })
  socket.on('error', () => {})
  socket.on('close', () => room.delete(socket))
})
server.listen(0, '127.0.0.1', () => console.log(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('SIGTERM', () => process.exit(0))
