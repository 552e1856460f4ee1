import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { schema } from '@travaux/shared/model'
import { Gate, writeChange, type KnownNodes } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { rejected } from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { readNodes } from '../../client/src/editor/fragment-reader.ts'
import { draftIn, Exchange, type Write } from '../support/peers.ts'
import { arbitraryTurns, ids } from '../support/suggesting.ts'

const USERS = ['dora', 'rita', 'raul', 'rosa']
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
          const exchange = new Exchange(doc, USERS, write)
          const made = ids()
          for (const { who, edit } of turns) {
            const peer = exchange.peers.find(({ user }) => user === who)!
            const before = draftIn(exchange.doc).doc
            if (who === 'dora') peer.edit(edit)
            else peer.suggest(edit, made)
            const meant = json(peer.draft().doc)
            exchange.drain()
            expect(exchange.refused).toEqual([])
            expect(json(draftIn(exchange.doc).doc)).toBe(meant)
            if (who !== 'dora') expect(json(rejected(draftIn(exchange.doc).doc, who))).toBe(json(rejected(before, who)))
          }
          for (const peer of exchange.peers) expect(json(peer.draft().doc)).toBe(json(draftIn(exchange.doc).doc))
        }),
        { numRuns: 120 },
      )
    },
  )

  it('at once: whatever is refused or not, the draft of the others stays theirs and all copies are equal (laws 1, 2 and 10)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(20), fc.infiniteStream(fc.boolean()), (doc, turns, sends) => {
        const exchange = new Exchange(doc, USERS)
        const made = ids()
        for (const { who, edit } of turns) {
          const peer = exchange.peers.find(({ user }) => user === who)!
          if (who === 'dora') peer.edit(edit)
          else peer.suggest(edit, made)
          if (sends.next().value) exchange.deliver(peer)
        }
        exchange.drain()
        for (const peer of exchange.peers) {
          expect(json(peer.draft().doc)).toBe(json(draftIn(exchange.doc).doc))
          expect([...peer.draft().records]).toEqual([...draftIn(exchange.doc).records])
        }
      }),
      { numRuns: 120 },
    )
  })
})

/** Hands that know Yjs and no rule: an act on the `at`-th text or element, in the reviewer's own name or another's. */
const arbitraryAct = fc.record({
  does: fc.constantFrom('insert', 'delete', 'format', 'attribute', 'element', 'remove', 'record', 'root'),
  at: fc.nat(40),
  from: fc.nat(40),
  length: fc.integer({ min: 1, max: 12 }),
  formats: fc.subarray(['insertion--rita:1', 'insertion--raul:1', 'deletion--rita:1', 'deletion--raul:1', 'strong']),
  value: fc.constantFrom(null, true, 1, 'x', '1 rita:1', '1 raul:1'),
})

type Act = typeof arbitraryAct extends fc.Arbitrary<infer A> ? A : never

function act(doc: Y.Doc, { does, at, from, length, formats, value }: Act): void {
  const [texts, elements] = [[] as Y.XmlText[], [] as Y.XmlElement[]]
  const visit = (parent: Y.XmlFragment) =>
    parent.toArray().forEach((child) => {
      if (child instanceof Y.XmlText) texts.push(child)
      else if (child instanceof Y.XmlElement) visit((elements.push(child), child))
    })
  const root = doc.getXmlFragment(TEXT_ROOT)
  visit(root)
  const [text, element] = [texts[at % Math.max(1, texts.length)], elements[at % Math.max(1, elements.length)]]
  const attributes = Object.fromEntries(
    formats.map((key) => [key, value === null ? null : key.startsWith('insertion') || key.startsWith('deletion') ? 1 : true]),
  )
  const start = text ? from % (text.length + 1) : 0
  const size = text ? Math.min(length, text.length - start) : 0
  if (does === 'insert') text?.insert(start, 'words', attributes)
  else if (does === 'delete') text?.delete(start, size)
  else if (does === 'format' && size > 0) text?.format(start, size, attributes)
  else if (does === 'attribute') element?.setAttribute(from % 2 ? 'sug' : 'number', String(value))
  else if (does === 'element') root.insert(at % (root.length + 1), [withSug(String(value))])
  else if (does === 'remove' && root.length > 0) root.delete(at % root.length, 1)
  else if (does === 'record') doc.getMap('suggestions').set(`${from % 2 ? 'rita' : 'raul'}:${at} delete art_1`, { value })
  else if (does === 'root') doc.getMap('meta').set('k', value)
}

function withSug(sug: string): Y.XmlElement {
  const element = new Y.XmlElement('article')
  element.setAttribute('sug', sug)
  return element
}

describe('random hands on raw Yjs in a reviewer’s name', () => {
  it('never alter the draft without that reviewer’s suggestions, nor any other root (law 16)', () => {
    let passed = 0
    fc.assert(
      fc.property(
        arbitraryDocument(),
        arbitraryTurns(6),
        fc.array(arbitraryAct, { minLength: 1, maxLength: 3 }),
        (doc, turns, acts) => {
          const exchange = new Exchange(doc, USERS)
          const made = ids()
          for (const { who, edit } of turns) {
            const peer = exchange.peers.find(({ user }) => user === who)!
            if (who === 'dora') peer.edit(edit)
            else peer.suggest(edit, made)
            exchange.drain()
          }
          const before = draftIn(exchange.doc)
          const attacker = new Y.Doc()
          Y.applyUpdate(attacker, exchange.state())
          const known = Y.encodeStateVector(attacker)
          attacker.transact(() => acts.forEach((one) => act(attacker, one)))
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
      { numRuns: 400 },
    )
    // The property says something only if some of it is allowed.
    expect(passed).toBeGreaterThan(5)
  })
})
