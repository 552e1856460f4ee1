import { expect, it } from 'vitest'
import { RawClient, textAt, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT } from '../support/sync-server.ts'

const start = syncServers()
const PASTE = 'words '.repeat(500)

/** Pastes until the server takes no more; how often it did. */
async function fill(client: RawClient): Promise<number> {
  for (let pastes = 0; ; pastes++) {
    const refused = await client.decided(client.edit((doc) => textAt(doc, 1).insert(0, PASTE)))
    if (refused === null) continue
    expect(refused).toBe('full')
    return pastes
  }
}

it('a draft that has grown to its quota takes nothing more, loses nothing, and goes on when something is deleted', async () => {
  const server = await start({ limits: { draftBytes: 40_000, roomMs: 0 } })
  const anna = await RawClient.joined(server.url, { user: 'anna' })
  expect(await fill(anna)).toBeGreaterThan(10)
  const stored = (await server.rooms.read(DRAFT))!
  expect(stored.update.length).toBeLessThan(40_000)
  // What was refused is in the refused client's copy only; what was stored is there for everybody.
  const bela = await RawClient.joined(server.url, { user: 'bela' })
  expect(textOf(anna.doc).length - textOf(bela.doc).length).toBe(PASTE.length)
  expect(await bela.decided(bela.edit((doc) => textAt(doc, 1).insert(0, PASTE)))).toBe('full')
  // Its window opens anew after a refusal; deleting is taken, and makes room as soon as the draft is put together again.
  const chen = await RawClient.joined(server.url, { user: 'chen' })
  expect(await chen.decided(chen.edit((doc) => textAt(doc, 1).delete(0, PASTE.length * 5)))).toBeNull()
  await until(
    'there is room again',
    async () => {
      const again = await RawClient.joined(server.url, { user: 'dina' })
      const refused = await again.decided(again.edit((doc) => textAt(doc, 1).insert(0, `room ${PASTE}`)))
      await again.leave()
      return refused === null
    },
    30_000,
  )
  expect((await server.log.load(DRAFT))!.snapshot).not.toBeNull()
  const last = await RawClient.joined(server.url, { user: 'emil' })
  expect(textOf(last.doc)).toContain('room ')
})

it('a history that has grown to its quota ends as well, though its text is short', async () => {
  const server = await start({ limits: { tailRows: 1, historyBytes: 3000 } })
  const anna = await RawClient.joined(server.url, { user: 'anna' })
  const random = () => Array.from({ length: 500 }, () => String.fromCharCode(0x4e00 + Math.random() * 20_000)).join('')
  let refused: string | null = null
  for (let turn = 0; turn < 1000 && refused === null; turn++) {
    const pasted = random()
    refused = await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, pasted)))
    if (refused === null) expect(await anna.decided(anna.edit((doc) => textAt(doc, 1).delete(0, pasted.length)))).toBeNull()
  }
  expect(refused).toBe('full')
  const { historyBytes } = (await server.log.load(DRAFT))!
  expect(historyBytes).toBeGreaterThan(3000)
})
