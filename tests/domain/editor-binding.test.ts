import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { writeChange } from '@travaux/shared/crdt'
import { build } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import {
  ANCHORED,
  arbitrarySession,
  draftIn,
  DRAFTERS,
  looseWords,
  PEOPLE,
  THREAD,
  withWords,
  type Act,
  type Session,
} from '../support/hands.ts'
import { HeadlessEditor } from '../support/headless-editor.ts'
import { Exchange, type Peer } from '../support/peers.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { ids } from '../support/suggesting.ts'

/** Several people at one draft, each at an editor as the page mounts it: law 6, “no client emits an update merely from receiving one”. */
const json = (doc: Node): unknown => doc.toJSON().content

class Office {
  readonly exchange: Exchange
  readonly #editors = new Map<Peer, HeadlessEditor>()

  constructor(base: Node) {
    this.exchange = new Exchange(base, PEOPLE, ids())
  }

  /** A person's editor; who was refused has opened the draft anew. */
  at(peer: Peer): HeadlessEditor {
    const open = this.#editors.get(peer)
    if (open?.document === peer.doc) return open
    open?.destroy()
    const said = peer.outbox.length
    const mode = DRAFTERS.some((one) => one === peer.user) ? 'editing' : 'suggesting'
    const editor = new HeadlessEditor(peer.doc, peer.user, mode)
    expect(peer.outbox.length).toBe(said)
    this.#editors.set(peer, editor)
    return editor
  }

  act(peer: Peer, { does, edit }: Act): void {
    const editor = this.at(peer)
    if (does === 'comment') editor.undo()
    else if (does === 'edit') editor.edit(edit)
    else editor.decide(does, edit.at)
  }

  /** Sends what a person has written; nobody says anything to it. */
  async deliver(peer: Peer): Promise<void> {
    const others = this.exchange.peers.filter((other) => other !== peer)
    const said = others.map(({ outbox }) => [...outbox])
    this.exchange.deliver(peer)
    this.at(peer)
    await Promise.resolve()
    expect(peer.outbox).toEqual([])
    expect(others.map(({ outbox }) => outbox)).toEqual(said)
  }

  async drain(): Promise<void> {
    for (const peer of this.exchange.peers) await this.deliver(peer)
  }
}

async function play({ base, acts, sends }: Session): Promise<Office> {
  const office = new Office(base)
  const dora = office.exchange.peer('dora')
  writeChange(dora.doc.getXmlFragment(TEXT_ROOT), withWords(dora.draft().doc, ANCHORED, THREAD))
  office.exchange.deliver(dora)
  for (const peer of office.exchange.peers) office.at(peer)
  for (const [index, act] of acts.entries()) {
    const peer = office.exchange.peer(act.who)
    office.act(peer, act)
    await Promise.resolve()
    if (sends[index]) await office.deliver(peer)
  }
  await office.drain()
  return office
}

describe('editors at one draft', { timeout: PATIENCE }, () => {
  it('leave alone what a decision has left of a suggestion, which a stock Y.Doc would tidy up (law 6)', async () => {
    const office = new Office(build.doc(build.title('Convention')))
    const [dora, rita, raul] = ['dora', 'rita', 'raul'].map((user) => office.exchange.peer(user)) as [Peer, Peer, Peer]
    const at = (from: number) => ({ kind: 'type' as const, at: 0, to: 0, from, length: 0, words: 'not ' })
    office.at(rita).edit(at(0))
    await office.deliver(rita)
    office.at(dora).decide('reject', 0)
    await office.deliver(dora)
    office.at(raul).edit(at(3))
    await office.deliver(raul)
    expect(office.at(rita).state.doc.textContent).toBe('Connot vention')
  })

  it('say nothing to what they hear, and show the same; a thread keeps its words, also through undo (laws 1, 6 and 15)', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySession(), async (session) => {
        const office = await play(session)
        const text = json(draftIn(office.exchange.doc).doc)
        for (const peer of office.exchange.peers) expect(json(office.at(peer).state.doc)).toEqual(text)
        expect(looseWords(draftIn(office.exchange.doc).doc)).toEqual([])
      }),
      seeds(30),
    )
  })
})
