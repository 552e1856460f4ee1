import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { AMENDMENT_STATUSES, SUPPORTER_KINDS } from '@travaux/shared/amendment'
import { readNumbering, readSheet, sheetEditor, type SheetEditor } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'

const KEYS = ['art_1', 'art_2', 'title']

const edit: fc.Arbitrary<(editor: SheetEditor) => void> = fc.oneof(
  fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...AMENDMENT_STATUSES)).map(
    ([key, status]) =>
      (editor: SheetEditor) =>
        editor.setStatus(key, status),
  ),
  fc.tuple(fc.constantFrom(...KEYS), fc.option(fc.string({ maxLength: 10 }))).map(
    ([key, proposer]) =>
      (editor: SheetEditor) =>
        editor.setProposer(key, proposer),
  ),
  fc
    .tuple(
      fc.constantFrom(...KEYS),
      fc.constantFrom(...SUPPORTER_KINDS),
      fc.string({ maxLength: 8 }),
      fc.option(fc.string({ maxLength: 8 })),
    )
    .map(
      ([key, kind, name, document]) =>
        (editor: SheetEditor) =>
          editor.addSupporter(key, { kind, name, document }),
    ),
  fc.tuple(fc.constantFrom(...KEYS), fc.nat(3)).map(
    ([key, index]) =>
      (editor: SheetEditor) =>
        editor.removeSupporter(key, index),
  ),
  fc.tuple(fc.constantFrom(...KEYS), fc.subarray(['art_1', 'art_2', 'art_2__para_1', 'title'])).map(
    ([key, units]) =>
      (editor: SheetEditor) =>
        editor.claim(key, units),
  ),
  fc.constantFrom(...KEYS).map((key) => (editor: SheetEditor) => editor.makeText(key, 'justification')),
  fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 2, maxLength: 2 }).map(
    ([from, into]) =>
      (editor: SheetEditor) =>
        editor.merge(from!, into!),
  ),
)

describe('the notes on amendments', () => {
  it('read the same in all copies, whatever people do at the same time, and never touch the text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), edit, fc.boolean()), { maxLength: 30 }), (edits) => {
        const copies = [0, 1, 2].map(() => new Y.Doc())
        for (const [who, change, meet] of edits) {
          change(sheetEditor(copies[who]!))
          if (meet) exchange(copies)
        }
        exchange(copies)
        const read = copies.map((doc) => [...readSheet(doc)])
        expect(read[1]).toEqual(read[0])
        expect(read[2]).toEqual(read[0])
        expect(copies.every((doc) => doc.getXmlFragment(TEXT_ROOT).length === 0)).toBe(true)
      }),
    )
  })

  it('give a unit to one amendment at a time', () => {
    const doc = new Y.Doc()
    const editor = sheetEditor(doc)
    editor.claim('art_1', ['art_1', 'art_2'])
    editor.claim('art_2', ['art_2'])
    expect([...readSheet(doc)].map(([key, { units }]) => [key, units])).toEqual([
      ['art_1', ['art_1']],
      ['art_2', ['art_2']],
    ])
  })

  it('keep what two people wrote in the same new entry', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()]
    sheetEditor(a).addSupporter('art_1', { kind: 'organisation', name: 'One', document: null })
    sheetEditor(b).addSupporter('art_1', { kind: 'state', name: 'Two', document: 'A/1' })
    sheetEditor(b).setStatus('art_1', 'agreed')
    exchange([a, b])
    const entry = readSheet(a).get('art_1')!
    expect(entry.supporters.map(({ name }) => name).sort()).toEqual(['One', 'Two'])
    expect(entry.status).toBe('agreed')
  })

  it('of two amendments that are merged into each other at the same moment stand under one', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()]
    sheetEditor(a).setProposer('art_1', 'One')
    sheetEditor(a).setStatus('art_2', 'agreed')
    exchange([a, b])
    sheetEditor(a).merge('art_1', 'art_2')
    sheetEditor(b).merge('art_2', 'art_1')
    sheetEditor(b).addSupporter('art_1', { kind: 'state', name: 'Two', document: null })
    exchange([a, b])
    expect(Array.from(readSheet(a), ([key, { proposer, supporters }]) => [key, proposer, supporters.length])).toEqual([
      ['art_1', 'One', 1],
    ])
    // What is noted next stands there too, and merging goes on from there.
    sheetEditor(a).setStatus('art_1', 'submitted')
    sheetEditor(a).merge('art_1', 'title')
    expect(Array.from(readSheet(a), ([key, { proposer, status }]) => [key, proposer, status])).toEqual([
      ['title', 'One', 'draft'],
    ])
  })
})

function exchange(copies: readonly Y.Doc[]): void {
  const all = Y.mergeUpdates(copies.map((doc) => Y.encodeStateAsUpdate(doc)))
  for (const doc of copies) Y.applyUpdate(doc, all)
}

it('how a draft numbers is one choice, whoever makes it, and disturbs no notes', () => {
  const [ana, bela] = [new Y.Doc(), new Y.Doc()]
  expect(readNumbering(ana)).toBe('kept')
  sheetEditor(ana).setNumbering('counted')
  sheetEditor(bela).setNumbering('kept')
  sheetEditor(bela).setStatus('art_1', 'agreed')
  Y.applyUpdate(ana, Y.encodeStateAsUpdate(bela))
  Y.applyUpdate(bela, Y.encodeStateAsUpdate(ana))
  expect(readNumbering(ana)).toBe(readNumbering(bela))
  sheetEditor(bela).setNumbering('counted')
  Y.applyUpdate(ana, Y.encodeStateAsUpdate(bela))
  expect([readNumbering(ana), [...readSheet(ana).keys()]]).toEqual(['counted', ['art_1']])
})
