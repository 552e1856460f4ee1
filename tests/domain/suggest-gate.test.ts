import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { schema } from '@travaux/shared/model'
import { Gate, writeChange, type KnownNodes } from '@travaux/shared/crdt'
import { rejected } from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { readNodes } from '../../client/src/editor/fragment-reader.ts'
import { draftIn, PEOPLE, type Write } from '../support/hands.ts'
import { Exchange } from '../support/peers.ts'
import { actRaw, arbitraryRawAct } from '../support/raw-hands.ts'
import { seeds } from '../support/seeds.ts'
import { arbitraryTurns, ids } from '../support/suggesting.ts'

const json = (doc: Node): string => JSON.stringify(doc.toJSON())

/** As the editor writes: it knows which nodes it has shown, and leaves alone what is still one of them. */
const throughBinding: Write = (fragment, doc) => {
  const known: KnownNodes = new Map()
  readNodes(fragment, schema, known)
  writeChange(fragment, doc, known)
}

describe('reviewers and a drafter at one draft', () => {
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

describe('random hands on raw Yjs in a reviewer’s name', () => {
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
          const after = draftIn(attacker)
          expect(json(rejected(after.doc, 'rita'))).toBe(json(rejected(before.doc, 'rita')))
          const others = (records: typeof before.records) => [...records].filter(([key]) => !key.startsWith('rita:'))
          expect(others(after.records)).toEqual(others(before.records))
          expect(attacker.share.has('meta')).toBe(false)
        },
      ),
      seeds(400),
    )
    // The property says something only if some of it is allowed.
    expect(passed).toBeGreaterThan(5)
  })
})
