import { describe, expect, it } from 'vitest'
import { giveMemoryBack } from '../../server/src/give-memory-back.ts'
import { RawClient, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'

const start = syncServers()

describe('when everybody has left', () => {
  it('is told once the last draft has gone from memory, and not while somebody is in another', async () => {
    let told = 0
    const server = await start({ limits: { idleMs: 30 }, whenEmpty: () => told++ })
    const [anna, bela] = [await RawClient.joined(server.url), await RawClient.joined(server.url)]
    await anna.leave()
    await until('one is left', () => server.rooms.census().rooms === 1 && told === 0)
    await bela.leave()
    await until('it is told', () => told > 0)
    expect(server.rooms.census().rooms).toBe(0)
    expect(told).toBe(1)
  })

  it('what nobody needs any more is given back', async () => {
    const gone = new WeakRef({ large: Array.from({ length: 1000 }, (_, at) => ({ at })) })
    await giveMemoryBack()
    expect(gone.deref()).toBeUndefined()
  })
})
