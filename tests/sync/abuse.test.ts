import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { RawClient, presenceMessage, syncMessage, textAt, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT, type SyncServer } from '../support/sync-server.ts'

const start = syncServers()
const type = (words: string) => (doc: Y.Doc) => textAt(doc, 1).insert(0, words)

const claimed = (count: number) => encoding.encode((to) => encoding.writeVarUint(to, count))
const sync = (...rest: number[]) => new Uint8Array([0, ...rest])
const presence = (body: Uint8Array) =>
  encoding.encode((to) => {
    encoding.writeVarUint(to, 1)
    encoding.writeVarUint8Array(to, body)
  })

/** What no y-websocket client sends, and the code that the connection is closed with. */
const FRAMES: [name: string, frame: Uint8Array | string, code: number][] = [
  ['text', 'hello', 4400],
  ['text that is JSON', '{"type":"sync"}', 4400],
  ['nothing', new Uint8Array(0), 4400],
  ['an unknown type', new Uint8Array([77]), 4400],
  ['our own acknowledgement', new Uint8Array([110, 1]), 4400],
  ['an auth message', new Uint8Array([2, 0, 0]), 4400],
  ['a type beyond 2^53', new Uint8Array(12).fill(0xff), 4400],
  ['sync without a step', sync(), 4400],
  ['sync with an unknown step', sync(3, 0), 4400],
  ['an update shorter than it says', sync(2, 200, 1), 4400],
  ['an update of 2^50 bytes', new Uint8Array([0, 2, ...claimed(2 ** 50)]), 4400],
  ['something behind the update', sync(2, 2, 0, 0, 9), 4400],
  [
    'two messages in one frame',
    new Uint8Array([...syncMessage(2, new Uint8Array([0, 0])), ...syncMessage(2, new Uint8Array([0, 0]))]),
    4400,
  ],
  ['a state vector that ends early', sync(0, 2, 5, 1), 4400],
  ['a state vector of 2^40 clients', syncMessage(0, claimed(2 ** 40)), 4400],
  ['presence without a body', new Uint8Array([1]), 4400],
  ['presence of 2^40 clients', presence(claimed(2 ** 40)), 4400],
  ['presence that is not JSON', presenceMessage([[1, 1, '{"user":']]), 4400],
  ['presence that is a number', presenceMessage([[1, 1, '7']]), 4400],
  ['presence that is a list', presenceMessage([[1, 1, '[]']]), 4400],
  ['presence that is not UTF-8', presence(new Uint8Array([1, 1, 1, 2, 0xc3, 0x28])), 4400],
  ['five megabytes', new Uint8Array(5 << 20), 1009],
]

/** Bytes that are no WebSocket frames from a client. */
const STREAMS: [name: string, bytes: number[]][] = [
  ['an unmasked frame', [0x82, 0x01, 0x00]],
  ['reserved bits', [0xf2, 0x80, 0, 0, 0, 0]],
  ['an unknown opcode', [0x83, 0x80, 0, 0, 0, 0]],
  ['a fragment without a beginning', [0x80, 0x80, 0, 0, 0, 0]],
  ['a fragmented ping', [0x09, 0x80, 0, 0, 0, 0]],
  ['a ping that is too long', [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0]],
  ['a frame of 2^62 bytes', [0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['a close code that does not exist', [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x07]],
  ['half a header', [0x82]],
]

async function rawSocket(server: SyncServer): Promise<Socket> {
  const { port, pathname } = new URL(`${server.url}/${DRAFT}`)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `GET ${pathname}?user=mallory HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(socket, 'data')
  return socket
}

describe('a hostile client', () => {
  it('ends nothing but its own connection, whatever it sends', async () => {
    const server = await start()
    const bystander = await RawClient.joined(server.url, { user: 'bela' })
    for (const [name, frame, code] of FRAMES) {
      const mallory = await RawClient.joined(server.url, { user: 'mallory' }, false)
      mallory.ws.send(frame)
      await until(`the connection is closed after ${name}`, () => mallory.closed !== null)
      expect(mallory.closed, name).toBe(code)
      expect(await bystander.decided(bystander.edit(type('on '))), `after ${name}`).toBeNull()
    }
    expect(server.rooms.present(DRAFT)).toEqual(['bela'])
    expect((await server.log.load(DRAFT))!.seq).toBe(1 + FRAMES.length)
    expect(server.errors).toEqual([])
  })

  it('that does not even speak WebSocket ends nothing else either', async () => {
    const server = await start()
    const bystander = await RawClient.joined(server.url, { user: 'bela' })
    for (const [name, bytes] of STREAMS) {
      const socket = await rawSocket(server)
      const closed = once(socket, 'close')
      socket.write(new Uint8Array(bytes))
      if (name.startsWith('half')) socket.destroy()
      await closed
      expect(await bystander.decided(bystander.edit(type('on '))), `after ${name}`).toBeNull()
    }
    await until('they are gone', () => server.rooms.present(DRAFT).length === 1)
    expect(textOf(bystander.doc)).toContain('on on')
  })

  it('that keeps sending after its dismissal is not heard', async () => {
    const server = await start()
    const socket = await rawSocket(server)
    await until('present', () => server.rooms.present(DRAFT).length === 1)
    expect(server.rooms.disconnect(({ person }) => person.id === 'mallory', 4403)).toBe(1)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await server.rooms.read(DRAFT))!.update)
    const before = Y.encodeStateVector(doc)
    type('late ')(doc)
    socket.write(masked(syncMessage(2, Y.encodeStateAsUpdate(doc, before))))
    const anna = await RawClient.joined(server.url)
    await anna.decided(anna.edit(type('anna ')))
    expect((await server.log.load(DRAFT))!.seq).toBe(2)
    socket.destroy()
  })

  it('that never reads is cut off, and the others keep their pace', async () => {
    const server = await start({ limits: { unreadBytes: 200_000, burst: 1e9 } })
    const socket = await rawSocket(server)
    await until('present', () => server.rooms.present(DRAFT).length === 1)
    socket.pause()
    const anna = await RawClient.joined(server.url)
    const reader = await RawClient.joined(server.url, { user: 'bela' })
    // The kernel buffers some megabytes before the server sees that nobody reads.
    for (let turn = 0; server.rooms.present(DRAFT).includes('mallory') && turn < 400; turn++)
      await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, 'x'.repeat(100_000))))
    expect(server.rooms.present(DRAFT).sort()).toEqual(['anna', 'bela'])
    await until('the reader has it all', () => textOf(reader.doc) === textOf(anna.doc))
    socket.destroy()
  })

  it('that asks for the whole text again and again waits for it', async () => {
    const server = await start({ limits: { burst: 10, wholeTextTokens: 1, tokensPerSecond: 1 } })
    const greedy = await RawClient.joined(server.url, { user: 'mallory' })
    let answers = 0
    greedy.onUpdate = () => void answers++
    for (let turn = 0; turn < 5; turn++) {
      for (let again = 0; again < 100; again++) greedy.join()
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    const bystander = await RawClient.joined(server.url, { user: 'bela' })
    await bystander.decided(bystander.edit(type('on ')))
    expect(answers).toBeLessThan(250)
  })
})

describe('someone who writes faster than allowed', () => {
  it('is read more slowly and loses nothing', async () => {
    const server = await start({ limits: { burst: 20, tokensPerSecond: 200, wholeTextTokens: 1 } })
    const anna = await RawClient.joined(server.url)
    for (let turn = 0; turn < 200; turn++) anna.edit(type(`${turn} `))
    expect(await anna.decided(anna.sent - 1)).toBeNull()
    expect(anna.refusals).toEqual([])
    const late = await RawClient.joined(server.url, { user: 'bela' })
    expect(textOf(late.doc)).toBe(textOf(anna.doc))
  })
})

describe('rights that end', () => {
  it('end the connection when they are checked again', async () => {
    const server = await start({ limits: { revalidateMs: 20 } })
    const anna = await RawClient.joined(server.url)
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    server.revoked.add('session of anna')
    await until('closed', () => anna.closed !== null)
    expect(anna.closed).toBe(4401)
    expect(await bela.decided(bela.edit(type('on ')))).toBeNull()
    expect(server.rooms.present(DRAFT)).toEqual(['bela'])
  })
})

describe('someone of whom nothing is heard', () => {
  it('hears from the server before a stock client would give up, and is let go when the line is dead', async () => {
    const server = await start({ limits: { keepAliveMs: 40 } })
    const anna = await RawClient.joined(server.url)
    let heard = 0
    anna.ws.on('message', () => void heard++)
    await until('something is heard', () => heard > 1)
    expect(anna.closed).toBeNull()
    anna.ws.pause()
    await until('let go', () => server.rooms.present(DRAFT).length === 0)
  })
})

/** A client's frame: masked with zeros. */
function masked(message: Uint8Array): Uint8Array {
  if (message.length > 125) throw new Error('Longer messages are not needed here.')
  return new Uint8Array([0x82, 0x80 | message.length, 0, 0, 0, 0, ...message])
}
