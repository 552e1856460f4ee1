import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { build, schema } from '@travaux/shared/model'
import { Gate, seedUpdate, writeChange, type KnownNodes } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { rejected } from '@travaux/shared/suggest'
import { inserts, strikes } from '../support/attacks.ts'
import { arbitraryDocument } from '../support/documents.ts'
import { readNodes } from '../../client/src/editor/fragment-reader.ts'
import { draftIn, PEOPLE, type Write } from '../support/hands.ts'
import { Exchange } from '../support/peers.ts'
import { actRaw, arbitraryRawAct } from '../support/raw-hands.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { arbitraryTurns, ids } from '../support/suggesting.ts'

const json = (doc: Node): string => JSON.stringify(doc.toJSON())

/** As the editor writes: it knows which nodes it has shown, and leaves alone what is still one of them. */
const throughBinding: Write = (fragment, doc) => {
  const known: KnownNodes = new Map()
  readNodes(fragment, schema, known)
  writeChange(fragment, doc, known)
}

describe('reviewers and a drafter at one draft', { timeout: PATIENCE }, () => {
  it.each([
    ['by hand', writeChange],
    ['through the editor’s binding', throughBinding],
  ])(
    'in lock-step, %s: no honest update is refused, the draft stays what it was, all copies are equal (laws 1 and 2)',
    (_, write) => {
      fc.assert(
        fc.property(arbitraryDocument(), arbitraryTurns(14), (doc, turns) => {
          const exchange = new Exchange(doc, PEOPLE, ids(), write)
          for (const { who, edit } of turns) {
            const peer = exchange.peer(who)
            const before = draftIn(exchange.doc).doc
            peer.hands.act(peer.doc, { who, does: 'edit', edit })
            const meant = json(peer.draft().doc)
            exchange.drain()
            expect(exchange.refused).toEqual([])
            expect(json(draftIn(exchange.doc).doc)).toBe(meant)
            if (who !== 'dora') expect(json(rejected(draftIn(exchange.doc).doc, who))).toBe(json(rejected(before, who)))
          }
          for (const peer of exchange.peers) expect(json(peer.draft().doc)).toBe(json(draftIn(exchange.doc).doc))
        }),
        seeds(120),
      )
    },
  )
})

describe('what no keyboard does', () => {
  const base = build.doc(build.title('To 🦉 this'), build.recital(''))
  const words = (doc: Y.Doc) => (doc.getXmlFragment(TEXT_ROOT).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const drafted = () => seedUpdate(base, TEXT_ROOT)
  /** Hands in Rita's name on a copy of the draft: what the gate says of what they write, and how the draft reads with it. */
  function tried(state: Uint8Array, hands: (doc: Y.Doc) => void): { ok: boolean; title: string } {
    const [copy, server] = [new Y.Doc(), new Y.Doc()]
    Y.applyUpdate(copy, state)
    copy.transact(() => hands(copy))
    const update = Y.encodeStateAsUpdate(copy, Y.encodeStateVectorFromUpdate(state))
    for (const known of [state, update]) Y.applyUpdate(server, known)
    return { ok: new Gate(state).check(update, 'rita').ok, title: draftIn(server).doc.child(0).textContent }
  }

  it('a format of nothing that ends within a character is written nowhere but in the copy of who makes it', () => {
    expect(tried(drafted(), (doc) => words(doc).format(0, 4, {}))).toEqual({ ok: true, title: 'To 🦉 this' })
  })

  it.each<[name: string, hands: (doc: Y.Doc) => void]>([
    ['striking up to the middle of a character', (doc) => words(doc).format(0, 4, strikes('rita'))],
    ['commenting from the middle of a character', (doc) => words(doc).format(4, 3, { 'comment--rita:7': true })],
    ['own words in the middle of a character', (doc) => words(doc).insert(4, 'x', inserts('rita'))],
    [
      'own words in the middle of a character, taken back at once',
      (doc) => {
        words(doc).insert(4, 'x', inserts('rita'))
        words(doc).delete(4, 1)
      },
    ],
  ])('%s is refused', (_, hands) => {
    expect(tried(drafted(), hands).ok).toBe(false)
  })

  it('the text of a block that a drafter has emptied stays: somebody may be writing in it', () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, drafted())
    words(doc).delete(0, words(doc).length)
    const title = (copy: Y.Doc) => copy.getXmlFragment(TEXT_ROOT).get(0) as Y.XmlElement
    expect(tried(Y.encodeStateAsUpdate(doc), (copy) => title(copy).delete(0, 1)).ok).toBe(false)
  })
})

describe('random hands on raw Yjs in a reviewer’s name', { timeout: PATIENCE }, () => {
  it('never alter the draft without that reviewer’s suggestions, nor any other root (law 16)', () => {
    let passed = 0
    fc.assert(
      fc.property(
        arbitraryDocument(),
        arbitraryTurns(6),
        fc.array(arbitraryRawAct, { minLength: 1, maxLength: 3 }),
        (doc, turns, acts) => {
          const exchange = new Exchange(doc, PEOPLE, ids())
          for (const { who, edit } of turns) {
            const peer = exchange.peer(who)
            peer.hands.act(peer.doc, { who, does: 'edit', edit })
            exchange.drain()
          }
          const before = draftIn(exchange.doc)
          const attacker = new Y.Doc()
          Y.applyUpdate(attacker, exchange.state())
          const known = Y.encodeStateVector(attacker)
          attacker.transact(() => acts.forEach((one) => actRaw(attacker, one)))
          const update = Y.encodeStateAsUpdate(attacker, known)
          if (!new Gate(exchange.state()).check(update, 'rita').ok) return
          passed++
          // What all others have then: the attacker's own copy may be spoilt by what never leaves it.
          const copy = new Y.Doc()
          for (const known of [exchange.state(), update]) Y.applyUpdate(copy, known)
          const after = draftIn(copy)
          expect(json(rejected(after.doc, 'rita'))).toBe(json(rejected(before.doc, 'rita')))
          const others = (records: typeof before.records) => [...records].filter(([key]) => !key.startsWith('rita:'))
          expect(others(after.records)).toEqual(others(before.records))
          expect(copy.share.has('meta')).toBe(false)
        },
      ),
      seeds(400),
    )
    // The property says something only if some of it is allowed.
    expect(passed).toBeGreaterThan(5)
  })
})
