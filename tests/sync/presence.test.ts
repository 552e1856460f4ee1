import { describe, expect, it } from 'vitest'
import { CLOSE, MESSAGE } from '@travaux/shared/protocol'
import { RawClient, presenceMessage, stockClient, textAt, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT } from '../support/sync-server.ts'

const start = syncServers()
const caret = (at: number) => JSON.stringify({ cursor: { at }, user: { name: 'Somebody else', color: 'red', id: 'root' } })
const placeOf = (from: RawClient, client: number) =>
  (from.presence.get(client) as { cursor: { at: number } } | undefined)?.cursor.at
const ANNA = { id: 'anna', name: 'ANNA', color: '#0072b2' }

describe('presence', () => {
  it('shows each person under the name that the server knows, whatever the client says', async () => {
    const server = await start()
    const bela = await RawClient.joined(server.url, { user: 'bela', role: 'observer' })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    anna.send(presenceMessage([[11, 1, caret(5)]]))
    await until('seen', () => bela.presence.has(11))
    expect(bela.presence.get(11)).toEqual({ cursor: { at: 5 }, user: ANNA })
  })

  it('reaches stock clients, both ways, and goes when someone leaves', async () => {
    const server = await start()
    const [anna, bela] = [stockClient(server.url, { user: 'anna' }), stockClient(server.url, { user: 'bela', role: 'observer' })]
    await Promise.all([anna.synced(), bela.synced()])
    anna.provider.awareness.setLocalStateField('cursor', { at: 1 })
    bela.provider.awareness.setLocalStateField('cursor', { at: 2 })
    const sees = (from: typeof anna, of: typeof anna) => from.provider.awareness.getStates().get(of.doc.clientID)
    await until('anna sees bela', () => sees(anna, bela)?.['cursor'] !== undefined)
    await until('bela sees anna', () => sees(bela, anna)?.['cursor'] !== undefined)
    expect(sees(bela, anna)).toEqual({ cursor: { at: 1 }, user: ANNA })
    bela.provider.ws!.close()
    bela.provider.shouldConnect = false
    await until('bela is gone', () => sees(anna, bela) === undefined)
    bela.provider.connect()
    await until('bela is back', () => sees(anna, bela)?.['cursor'] !== undefined)
    anna.leave()
    bela.leave()
  })

  it('is there for those who come later', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    anna.send(presenceMessage([[11, 1, caret(5)]]))
    await anna.decided(anna.edit((doc) => textAt(doc, 0).insert(0, 'x')))
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    await until('seen', () => bela.presence.has(11))
  })

  it('has one client id for each connection: ghosts are dropped', async () => {
    const server = await start()
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    anna.send(presenceMessage(Array.from({ length: 100 }, (_, at) => [1000 + at, 1, caret(at)])))
    anna.send(presenceMessage([[2000, 1, caret(1)]]))
    anna.send(presenceMessage([[1000, 2, caret(99)]]))
    await until('seen', () => placeOf(bela, 1000) === 99)
    expect([...bela.presence.keys()]).toEqual([1000])
  })

  it('of another person cannot be moved or removed', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    anna.send(presenceMessage([[11, 1, caret(1)]]))
    await until('seen', () => bela.presence.has(11))
    const mallory = await RawClient.joined(server.url, { user: 'mallory' })
    mallory.send(presenceMessage([[11, 5, caret(666)]]))
    mallory.send(presenceMessage([[11, 9, 'null']]))
    mallory.send(presenceMessage([[12, 1, caret(12)]]))
    await until('mallory is heard', () => bela.presence.has(12))
    expect(bela.presence.get(11)).toEqual({ cursor: { at: 1 }, user: ANNA })
    await mallory.leave()
    await until('mallory is gone', () => bela.presence.get(12) === null)
    expect(bela.presence.get(11)).not.toBeNull()
  })

  it('that is old, echoed or too large is not passed on', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    anna.send(presenceMessage([[11, 7, caret(7)]]))
    await until('seen', () => bela.presence.has(11))
    let heard = 0
    bela.ws.on('message', () => void heard++)
    anna.send(presenceMessage([[11, 6, caret(6)]]))
    anna.send(presenceMessage([[11, 7, caret(8)]]))
    bela.send(presenceMessage([[11, 7, caret(7)]]))
    anna.send(presenceMessage([[11, 8, JSON.stringify({ cursor: 'x'.repeat(5000) })]]))
    for (const one of [anna, bela]) await one.decided(one.edit((doc) => textAt(doc, 0).insert(0, 'x')))
    // What Chen says now is shown behind, or with, whatever is shown of what was said before.
    const chen = await RawClient.joined(server.url, { user: 'chen' })
    chen.send(presenceMessage([[12, 1, caret(1)]]))
    await until('Chen is seen', () => bela.presence.has(12))
    expect(bela.presence.get(11)).toEqual({ cursor: { at: 7 }, user: ANNA })
    expect(heard).toBe(3) // Anna's letter, the acknowledgement of the own one, Chen's caret
  })

  it.each([
    ['at most so often', { presenceMs: 1500 }],
    ['less often the more people there are', { presenceMs: 0, presenceMsAPerson: 400 }],
  ])('is sent together, %s: a burst of caret moves is one message', async (_, limits) => {
    const server = await start({ limits })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    const people = await Promise.all(['anna', 'chen', 'dina'].map((user) => RawClient.joined(server.url, { user })))
    let heard = 0
    bela.ws.on('message', () => void heard++)
    // A lone move is shown at once, and what follows together.
    people[0]!.send(presenceMessage([[1, 1, caret(1)]]))
    await until('the first is seen', () => bela.presence.has(1))
    for (let clock = 2; clock <= 20; clock++)
      people.forEach((person, at) => person.send(presenceMessage([[at + 1, clock, caret(clock)]])))
    await until('all are seen', () => [1, 2, 3].every((client) => placeOf(bela, client) === 20))
    expect(heard).toBe(2)
  })

  it('that breaks off within an echo of others closes the connection', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    anna.send(presenceMessage([[11, 1, caret(1)]]))
    await anna.decided(anna.edit((doc) => textAt(doc, 0).insert(0, 'x')))
    // Client 12, clock 1, and a state of 100 bytes of which one is there.
    anna.send(new Uint8Array([MESSAGE.awareness, 5, 1, 12, 1, 100, 0]))
    await until('closed', () => anna.closed !== null)
    expect(anna.closed).toBe(CLOSE.badMessage)
  })

  it('lists each person once', async () => {
    const server = await start()
    await RawClient.joined(server.url, { user: 'anna' })
    await RawClient.joined(server.url, { user: 'anna' })
    await RawClient.joined(server.url, { user: 'bela' })
    expect(server.rooms.present(DRAFT).sort()).toEqual(['anna', 'bela'])
    expect(server.rooms.present('another')).toEqual([])
  })
})
