import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { RawClient, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'

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

  paste(at: number): Uint8Array {
    return this.client.change((doc) => doc.getXmlFragment(TEXT_ROOT).insert(at, [this.#held!]))
  }
}

describe('a block that two people cut at the same moment and paste', () => {
  it.each([
    ['one after the other', ['anna', 'bela']],
    ['the second of them first', ['bela', 'anna']],
  ] as const)('stands once: %s', async (_order, order) => {
    const server = await start()
    const [anna, bela] = await Promise.all(
      ['anna', 'bela'].map(async (user) => new Hands(await RawClient.joined(server.url, { user }))),
    )
    const hands = { anna: anna!, bela: bela! }
    const before = names(anna!.client.doc)
    const cuts = [anna!.cut(0), bela!.cut(0)]
    const ends = { anna: before.length - 1, bela: 1 }
    const pastes = { anna: anna!.paste(ends.anna), bela: bela!.paste(ends.bela) }
    await anna!.client.decided(anna!.client.write(cuts[0]!))
    await bela!.client.decided(bela!.client.write(cuts[1]!))
    for (const who of order) await hands[who].client.decided(hands[who].client.write(pastes[who]))
    const times = (doc: Y.Doc) => names(doc).filter((name) => name === before[0]).length
    for (const { client } of [anna!, bela!]) await until('it stands once', () => times(client.doc) === 1)
    expect(names(anna!.client.doc).toSorted()).toEqual(before.toSorted())
    expect(names(bela!.client.doc)).toEqual(names(anna!.client.doc))
    expect(server.errors).toEqual([])
  })
})
