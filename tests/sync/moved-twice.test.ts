import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seedUpdate } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { DraftState } from '../../server/src/sync/draft-state.ts'
import { LIMITS } from '../../server/src/sync/limits.ts'
import { RawClient, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { baseDocument } from '../support/sync-server.ts'

/** A block that is taken away in one write and comes again in another, by two people at the same moment, stands once in the end. */
const start = syncServers()

const blocks = (doc: Y.Doc) => doc.getXmlFragment(TEXT_ROOT).toArray() as Y.XmlElement[]
const names = (doc: Y.Doc) => blocks(doc).map((block) => block.getAttribute('eId')!)

/** A person's hands: what they take away and bring again, each a write of its own. */
class Hands {
  readonly client: RawClient
  #held: Y.XmlElement | null = null

  constructor(client: RawClient) {
    this.client = client
  }

  cut(at: number): Uint8Array {
    return this.client.change((doc) => {
      this.#held = blocks(doc)[at]!.clone()
      doc.getXmlFragment(TEXT_ROOT).delete(at, 1)
    })
  }

  async send(update: Uint8Array): Promise<void> {
    expect(await this.client.decided(this.client.write(update))).toBeNull()
  }

  paste(at: number): Uint8Array {
    return this.client.change((doc) => doc.getXmlFragment(TEXT_ROOT).insert(at, [this.#held!]))
  }
}

async function two(url: string): Promise<{ anna: Hands; bela: Hands }> {
  const [anna, bela] = await Promise.all(['anna', 'bela'].map(async (user) => new Hands(await RawClient.joined(url, { user }))))
  return { anna: anna!, bela: bela! }
}

describe('a block that two people cut at the same moment and paste', () => {
  it.each([
    ['one after the other', ['anna', 'bela']],
    ['the second of them first', ['bela', 'anna']],
  ] as const)('stands once: %s', async (_order, order) => {
    const server = await start()
    const hands = await two(server.url)
    const { anna, bela } = hands
    const before = names(anna.client.doc)
    const cuts = [anna.cut(0), bela.cut(0)] as const
    const pastes = { anna: anna.paste(before.length - 1), bela: bela.paste(1) }
    await anna.send(cuts[0])
    await bela.send(cuts[1])
    for (const who of order) await hands[who].send(pastes[who])
    const times = (doc: Y.Doc) => names(doc).filter((name) => name === before[0]).length
    for (const { client } of [anna, bela]) await until('it stands once', () => times(client.doc) === 1)
    expect(names(anna.client.doc).toSorted()).toEqual(before.toSorted())
    expect(names(bela.client.doc)).toEqual(names(anna.client.doc))
    expect(server.errors).toEqual([])
  })

  it('keeps what the second has just written in it, in a block of its own', async () => {
    const server = await start()
    const { anna, bela } = await two(server.url)
    const words = bela.client.change((doc) => (blocks(doc)[0]!.get(0) as Y.XmlText).insert(0, 'New '))
    const cuts = [anna.cut(0), bela.cut(0)] as const
    const pastes = [anna.paste(2), bela.paste(1)] as const
    await anna.send(cuts[0])
    for (const update of [words, cuts[1]]) await bela.send(update)
    await anna.send(pastes[0])
    await bela.send(pastes[1])
    const told = ({ client }: Hands) => blocks(client.doc).map((block) => `${block.getAttribute('eId')}`)
    for (const who of [anna, bela])
      await until('no two have one name', () => told(who).length === 4 && new Set(told(who)).size === 4)
    const written = blocks(anna.client.doc).filter((block) => (block.get(0) as Y.XmlText).toJSON() === 'New Convention')
    expect(written).toHaveLength(1)
    expect(server.errors).toEqual([])
  })
})

describe('whether a block may stand twice', () => {
  const client = 7
  const judged = (step2: boolean): boolean => {
    const state = seedUpdate(baseDocument, TEXT_ROOT)
    const env = { logger: { info: () => {} }, clock: () => 1_800_000_000_000, limits: LIMITS } as never
    const tail = [{ seq: 1, userId: 'importer', at: 0, update: state }]
    const stored = { snapshot: null, tail, seq: 1, historyBytes: 0, clientOwners: new Map([[client, 'anna']]) }
    const draft = new DraftState('draft', stored, env, () => [])
    const writer = { joiner: { role: 'drafter' }, person: { id: 'anna' }, charge: () => {} } as never
    const doc = new Y.Doc()
    doc.clientID = client
    Y.applyUpdate(doc, state)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => void updates.push(update))
    doc.getXmlFragment(TEXT_ROOT).delete(0, 1)
    const cut = updates.pop()!
    const fresh = new Y.XmlElement('recital')
    fresh.setAttribute('eId', 'rec_1')
    doc.getXmlFragment(TEXT_ROOT).insert(0, [fresh])
    draft.judge(writer, { update: cut, step2: false })
    draft.judge(writer, { update: cut, step2 })
    const verdict = draft.judge(writer, { update: updates.pop()!, step2: false })
    return verdict.refused === null && verdict.movesAgain
  }

  it('is asked behind what was deleted twice, and not behind what a client tells again when it comes back', () => {
    expect(judged(false)).toBe(true)
    expect(judged(true)).toBe(false)
  })
})
