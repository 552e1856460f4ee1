import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { splitUpdate } from '@travaux/shared/crdt/split-update'

const act = fc.record({
  who: fc.nat({ max: 2 }),
  does: fc.constantFrom('words', 'words', 'long', 'paragraph', 'attribute', 'format', 'delete', 'hear'),
  at: fc.nat({ max: 40 }),
})

/** Three people write, and now and then hear each other. */
function written(acts: readonly { who: number; does: string; at: number }[]): Y.Doc {
  const docs = [3, 1, 2].map((clientID) => Object.assign(new Y.Doc({ gc: clientID !== 1 }), { clientID }))
  for (const { who, does, at } of acts) {
    const doc = docs[who]!
    const root = doc.getXmlFragment('text')
    const paragraph = root.length > 0 ? (root.get(at % root.length) as Y.XmlElement) : null
    const text = paragraph?.get(0) as Y.XmlText | undefined
    if (does === 'paragraph' || !paragraph || !text) {
      const made = new Y.XmlElement('provision')
      made.insert(0, [new Y.XmlText('new ')])
      root.insert(at % (root.length + 1), [made])
    } else if (does === 'words') text.insert(at % (text.length + 1), 'a🦉b')
    else if (does === 'long') text.insert(at % (text.length + 1), '🦉é'.repeat(100 + at))
    else if (does === 'attribute') paragraph.setAttribute('number', String(at))
    else if (does === 'format' && text.length > 2) text.format(at % (text.length - 1), 1, { strong: {} })
    else if (does === 'delete' && text.length > 2) text.delete(at % (text.length - 1), 1)
    else if (does === 'hear') Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[(who + 1) % 3]!))
  }
  for (const other of docs.slice(1)) Y.applyUpdate(docs[0]!, Y.encodeStateAsUpdate(other))
  return docs[0]!
}

const structsIn = (update: Uint8Array): number => Y.decodeUpdate(update).structs.length

describe('an update that is cut into pieces', () => {
  it('gives the same document, and every piece is complete in itself and within the bounds', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 60 }), fc.nat({ max: 30 }), (acts, known) => {
        const whole = written(acts)
        const part = written(acts.slice(0, known))
        for (const update of [Y.encodeStateAsUpdate(whole), Y.encodeStateAsUpdate(whole, Y.encodeStateVector(part))]) {
          const copy = new Y.Doc()
          if (update.length !== Y.encodeStateAsUpdate(whole).length) Y.applyUpdate(copy, Y.encodeStateAsUpdate(part))
          for (const piece of splitUpdate(update, { bytes: 200, structs: 7 })) {
            Y.applyUpdate(copy, piece)
            expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null])
            expect(piece.length).toBeLessThanOrEqual(200)
            expect(structsIn(piece)).toBeLessThanOrEqual(7)
          }
          expect(copy.getXmlFragment('text').toJSON()).toBe(whole.getXmlFragment('text').toJSON())
          expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(whole))).toBe(true)
        }
      }),
    )
  })

  it('is one piece where it fits, and stays as it is where something in between is missing', () => {
    const doc = written([])
    doc.getXmlFragment('text').insert(0, [new Y.XmlText('short')])
    const update = Y.encodeStateAsUpdate(doc)
    expect(splitUpdate(update, { bytes: 1000, structs: 100 })).toEqual([update])
    const updates: Uint8Array[] = []
    doc.on('update', (made: Uint8Array) => void updates.push(made))
    for (const word of ['one ', 'two ', 'three ']) (doc.getXmlFragment('text').get(0) as Y.XmlText).insert(0, word)
    const torn = Y.mergeUpdates([updates[0]!, updates[2]!])
    expect(splitUpdate(torn, { bytes: 8, structs: 1 })).toEqual([torn])
  })
})
