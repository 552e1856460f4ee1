import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { ALLOWED, ATTACKS, inserts, ownProposal, prepared, textRoot, wordsAt } from '../support/attacks.ts'
import { RawClient, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT, type SyncServer } from '../support/sync-server.ts'

const start = syncServers()
const rowsOf = async (server: SyncServer) => (await server.log.load(DRAFT))!.seq
const storedText = async (server: SyncServer) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await server.rooms.read(DRAFT))!.update)
  return textOf(doc)
}

/** A server on which Raul and Rita have proposed something, and Rita at it. */
async function withProposals() {
  const server = await start()
  const raul = await RawClient.joined(server.url, { user: 'raul', role: 'reviewer' })
  expect(await raul.decided(raul.edit(prepared))).toBeNull()
  const rita = await RawClient.joined(server.url, { user: 'rita', role: 'reviewer' })
  expect(await rita.decided(rita.edit(ownProposal))).toBeNull()
  await until('raul has it', () => textOf(raul.doc) === textOf(rita.doc))
  return { server, raul, rita, state: Y.encodeStateAsUpdate(rita.doc) }
}

/** The update that these hands make on a copy of what the server has. */
function made(state: Uint8Array, hands: (doc: Y.Doc) => void | Uint8Array): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const before = Y.encodeStateVector(doc)
  const written = doc.transact(() => hands(doc))
  const update = Y.encodeStateAsUpdate(doc, before)
  return written ? Y.mergeUpdates([update, written]) : update
}

describe('a reviewer', () => {
  it.each(ALLOWED)('may %s', async (_, hands) => {
    const { rita, raul, state } = await withProposals()
    const update = made(state, hands)
    expect(await rita.decided(rita.write(update))).toBeNull()
    Y.applyUpdate(rita.doc, update)
    await until('raul has it', () => textOf(raul.doc) === textOf(rita.doc))
  })
})

describe('a reviewer with raw Yjs', () => {
  it('is refused everything else, as an update and as a step 2; nothing of it reaches a peer or the store', async () => {
    const { server, raul, rita, state } = await withProposals()
    const [rows, text] = [await rowsOf(server), textOf(raul.doc)]
    for (const [name, hands] of ATTACKS)
      for (const step of [1, 2] as const) {
        expect(['not-a-suggestion', 'invalid'], name).toContain(await rita.decided(rita.write(made(state, hands), step)))
        expect(await storedText(server), name).toBe(text)
      }
    expect(await rowsOf(server)).toBe(rows)
    expect(server.errors).toEqual([])
    // The gate still knows the draft: what is allowed comes in.
    expect(await rita.decided(rita.edit((doc) => wordsAt(doc, 2, 1).insert(2, 'kept', inserts('rita', 'rita:50'))))).toBeNull()
    await until('raul has it', () => textOf(raul.doc).includes('kept'))
    expect([...raul.doc.share.keys()].sort()).toEqual(['suggestions', 'text'])
  })

  it('cannot hide behind an allowed suggestion in the same update', async () => {
    const { server, rita, state } = await withProposals()
    const rows = await rowsOf(server)
    const [, allowed] = ALLOWED[0]!
    for (const [name, hands] of ATTACKS) {
      const both = (doc: Y.Doc) => {
        allowed(doc)
        return hands(doc)
      }
      expect(['not-a-suggestion', 'invalid'], name).toContain(await rita.decided(rita.write(made(state, both))))
    }
    expect(await rowsOf(server)).toBe(rows)
  })

  it('is checked against what a drafter wrote a moment before, also while it waits for its commit', async () => {
    const { server, rita } = await withProposals()
    const dora = await RawClient.joined(server.url, { user: 'dora' })
    for (let round = 0; round < 20; round++) {
      dora.edit((doc) => wordsAt(doc, 1, 1).insert(0, `d${round} `))
      const suggested = rita.edit((doc) => wordsAt(doc, 2, 1).insert(0, `s${round} `, inserts('rita', `rita:${100 + round}`)))
      expect(await rita.decided(suggested)).toBeNull()
      expect(
        await rita.decided(rita.write(made(Y.encodeStateAsUpdate(dora.doc), (doc) => textRoot(doc).delete(0, 1)))),
      ).not.toBeNull()
    }
    await until('dora has it all', () => textOf(dora.doc) === textOf(rita.doc))
    expect(await storedText(server)).toBe(textOf(dora.doc))
  })

  it('who is refused reads the draft again and goes on as somebody new', async () => {
    const { server, rita } = await withProposals()
    expect(await rita.decided(rita.edit((doc) => wordsAt(doc, 1, 1).insert(0, 'evil ')))).toBe('not-a-suggestion')
    await rita.leave()
    const again = await RawClient.joined(server.url, { user: 'rita', role: 'reviewer' })
    expect(textOf(again.doc)).not.toContain('evil')
    expect(await again.decided(again.edit((doc) => wordsAt(doc, 1, 1).insert(0, 'mild ', inserts('rita', 'rita:60'))))).toBeNull()
  })

  it('who goes on after a refusal, building on what was refused, is told of the gap', async () => {
    const { rita } = await withProposals()
    await rita.decided(rita.edit((doc) => wordsAt(doc, 1, 1).insert(0, 'evil ')))
    expect(await rita.decided(rita.edit((doc) => wordsAt(doc, 2, 1).insert(0, 'mild ', inserts('rita', 'rita:61'))))).toBe('gap')
  })
})
