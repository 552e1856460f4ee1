import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advance,
  apply,
  arrange,
  begin,
  characters,
  documentOf,
  invert,
  labelOf,
  perform,
  replay,
  stepsAreFull,
  wordsOf,
  type Arrangement,
} from '@travaux/shared/arrange'
import { blocks, decodeDocument, encodeDocument } from '@travaux/shared/model'
import type { MarkAs, Operation, Step } from '@travaux/shared/protocol'
import { read } from '../support/parse-reading.ts'

const TREATY = `CONTENTS
Article 1 Scope .... 1
Article 2 Terms .... 1
Article 4 Measures .... 2

A Convention on Everything

The Parties to this Convention,
Recalling the Charter,
Have agreed as follows:

CHAPTER I
General provisions

Article 1
Scope
1. This Convention applies to:
(a) persons;
(h) things:
(i) large;
(ii) small.
2. It applies everywhere.

Article 2
Terms
Words mean what they say.

CHAPTER II: Measures

Article 4 Measures
1. Each Party shall act. 2. It shall report.
3. (a) First;
(b) Second.
Done at Geneva on 1 May 2026.
`

/** A table of contents of several pages, in front of a short line. */
const LONG_CONTENTS = [
  'A Convention',
  '',
  'CONTENTS',
  ...Array.from({ length: 150 }, (_, index) => `Article ${index + 1} Measures of kind ${index + 1} ........ ${index + 5}`),
  '',
  'Preamble',
  '',
  'The Parties to this Convention,',
  '',
  ...Array.from({ length: 150 }, (_, index) => `Article ${index + 1}\nMeasures of kind ${index + 1}\n\nEach Party shall act.\n`),
].join('\n')

const staged = async (source = TREATY): Promise<Arrangement> => arrange(await read(source))

/** Every item in one short line: kind or level, label, words. */
const lines = ({ items, language }: Arrangement): string[] =>
  items.map((item) =>
    [item.kind === 'paragraph' ? String(item.level) : (item.rank ?? item.kind), labelOf(item, language), wordsOf(item)]
      .filter(Boolean)
      .join(' '),
  )

/** All characters of the source: labels as they were read, and words. */
const held = ({ items }: Arrangement): string[] =>
  Array.from(characters(items.map((item) => item.read + wordsOf(item)).join(''))).toSorted()

const idOf = ({ items }: Arrangement, words: string): string =>
  items.findLast((item) => (item.read + wordsOf(item)).includes(words))!.id

function done(arrangement: Arrangement, ...operations: Operation[]): Arrangement {
  return operations.reduce((now, operation) => {
    const performed = perform(now, operation)
    if (!performed.ok) throw new Error(performed.reason)
    return apply(now, performed.change)
  }, arrangement)
}

const CORPUS = path.resolve(import.meta.dirname, '../../../shared/corpus/treaties')

describe.skipIf(!existsSync(CORPUS))('a whole treaty', () => {
  it.each(['uncac.en.pdf', 'uncac.en.docx', 'un-charter.ar.txt', 'budapest-ets185.en.txt'])(
    '%s has every piece beside the lines that its characters stand in, and makes the document that was read',
    async (name) => {
      const parsed = await read(new Uint8Array(readFileSync(path.join(CORPUS, name))))
      const arrangement = arrange(parsed)
      const astray = arrangement.items.filter(
        (item) =>
          item.kind !== 'leftOut' &&
          !characters(item.lines.map((line) => parsed.lines[line]!.text).join('')).includes(
            characters(item.read + wordsOf(item)),
          ),
      )
      expect(astray).toEqual([])
      expect(documentOf(arrangement).eq(parsed.doc)).toBe(true)
    },
  )
})

it('a short line behind a table of contents of several pages is found where it stands', async () => {
  const { items } = await staged(LONG_CONTENTS)
  const at = items.findIndex((item) => wordsOf(item) === 'Preamble')
  expect(items.slice(1, at).every(({ kind }) => kind === 'leftOut')).toBe(true)
  expect(at).toBe(152)
})

describe('a text that was read', () => {
  it('is arranged with every line of the file in its place, what was left out included', async () => {
    const arrangement = await staged()
    expect(lines(arrangement)).toMatchInlineSnapshot(`
      [
        "leftOut CONTENTS",
        "leftOut Article 1 Scope .... 1",
        "leftOut Article 2 Terms .... 1",
        "leftOut Article 4 Measures .... 2",
        "title A Convention on Everything",
        "preamble The Parties to this Convention,",
        "recital Recalling the Charter,",
        "preamble Have agreed as follows:",
        "chapter CHAPTER I General provisions",
        "article Article 1 Scope",
        "1 1. This Convention applies to:",
        "2 (a) persons;",
        "2 (h) things:",
        "3 (i) large;",
        "3 (ii) small.",
        "1 2. It applies everywhere.",
        "article Article 2 Terms",
        "1 Words mean what they say.",
        "chapter CHAPTER II: Measures",
        "article Article 4 Measures",
        "1 1. Each Party shall act. 2. It shall report.",
        "1 3.",
        "2 (a) First;",
        "2 (b) Second.",
        "closing Done at Geneva on 1 May 2026.",
      ]
    `)
  })

  it('makes the document that was read', async () => {
    const parsed = await read(TREATY)
    expect(documentOf(arrange(parsed)).toJSON()).toEqual(parsed.doc.toJSON())
  })

  it('names for every piece the lines that its characters stand in', async () => {
    const parsed = await read(TREATY)
    for (const item of arrange(parsed).items) {
      const there = characters(item.lines.map((line) => parsed.lines[line]!.text).join(''))
      expect(there).toContain(characters(item.read + wordsOf(item)))
    }
  })

  it('ties each doubtful place to the piece that it is about', async () => {
    const arrangement = await staged()
    const doubt = arrangement.doubts.find(({ code }) => code === 'number-sequence')!
    expect(wordsOf(arrangement.items.find(({ id }) => id === doubt.item)!)).toBe('things:')
  })
})

/** An operation on the piece that holds some words, and what the pieces around it are afterwards. */
const OPERATIONS: [
  name: string,
  on: string,
  operation: (id: string, other: (words: string) => string) => Operation,
  expected: string[],
  gone?: string[],
][] = [
  ['a point is made a paragraph', '(a) persons', (id) => ({ op: 'promote', items: [id] }), ['1 (a) persons;']],
  [
    'what stands below goes with it',
    '(h)things:',
    (id) => ({ op: 'demote', items: [id] }),
    ['3 (h) things:', '4 (i) large;', '4 (ii) small.'],
  ],
  [
    'a chapter is made a section, and keeps its label',
    'General provisions',
    (id) => ({ op: 'demote', items: [id] }),
    ['section CHAPTER I General provisions'],
  ],
  [
    'a paragraph joins the one before',
    '2.It applies',
    (id) => ({ op: 'merge', item: id }),
    ['3 (ii) small. 2. It applies everywhere.'],
  ],
  [
    'text behind an article’s number becomes its heading',
    'Words mean',
    (id) => ({ op: 'merge', item: id }),
    ['article Article 2 Terms Words mean what they say.'],
  ],
  [
    'a paragraph is divided, and the second part takes its own number',
    'Each Party',
    (id) => ({ op: 'split', item: id, at: 'Each Party shall act. '.length }),
    ['1 1. Each Party shall act.', '1 2. It shall report.'],
  ],
  [
    'a heading is divided from the text behind it',
    'General provisions',
    (id) => ({ op: 'split', item: id, at: 8 }),
    ['chapter CHAPTER I General', '1 provisions'],
  ],
  ['a number is corrected', '(h)things', (id) => ({ op: 'relabel', item: id, label: '(b)' }), ['2 (b) things:']],
  [
    'a number is taken for words',
    '2.It applies',
    (id) => ({ op: 'relabel', item: id, label: '' }),
    ['1 2. It applies everywhere.'],
  ],
  [
    'words are taken for a number',
    'Words mean',
    (id) => ({ op: 'relabel', item: id, label: 'Words' }),
    ['1 Words mean what they say.'],
  ],
  [
    'an article gets another number',
    'Scope',
    (id) => ({ op: 'relabel', item: id, label: 'Article 1 bis' }),
    ['article Article 1 bis Scope'],
  ],
  [
    'a paragraph is a section’s heading',
    'It applies',
    (id) => ({ op: 'mark', items: [id], as: 'section' }),
    ['section 2. It applies everywhere.'],
  ],
  [
    'a heading is a recital',
    'General provisions',
    (id) => ({ op: 'mark', items: [id], as: 'recital' }),
    ['recital CHAPTER I General provisions'],
  ],
  ['a paragraph is a note', 'Words mean', (id) => ({ op: 'mark', items: [id], as: 'note' }), ['note Words mean what they say.']],
  [
    'a line of the contents comes back as the article that it names',
    'Article4Measures....2',
    (id) => ({ op: 'restore', items: [id] }),
    ['article Article 4 Measures .... 2'],
  ],
  [
    'a paragraph is left out',
    'Words mean',
    (id) => ({ op: 'mark', items: [id], as: 'leftOut' }),
    ['leftOut Words mean what they say.'],
  ],
]

describe('an operation', () => {
  it.each(OPERATIONS)('%s', async (_name, on, operation, expected) => {
    const before = await staged()
    const other = (words: string) =>
      before.items.findLast((item) => characters(item.read + wordsOf(item)).includes(characters(words)))!.id
    const after = done(before, operation(other(on), other))
    const at = lines(after).indexOf(expected[0]!)
    expect(lines(after).slice(Math.max(at, 0), Math.max(at, 0) + expected.length)).toEqual(expected)
    expect(held(after)).toEqual(held(before))
  })

  it.each<[name: string, on: string, operation: (id: string) => Operation]>([
    ['the highest level', 'It applies', (id) => ({ op: 'promote', items: [id] })],
    ['an article has no level', 'Scope', (id) => ({ op: 'demote', items: [id] })],
    ['nothing stands before the first', 'CONTENTS', (id) => ({ op: 'merge', item: id })],
    ['an empty part', 'Words mean', (id) => ({ op: 'split', item: id, at: 25 })],
    ['a title has no number', 'A Convention', (id) => ({ op: 'relabel', item: id, label: '1' })],
    ['what is not left out', 'Words mean', (id) => ({ op: 'restore', items: [id] })],
    ['a piece that is gone', 'Words mean', () => ({ op: 'merge', item: 'gone' })],
  ])('is refused with a reason: %s', async (_name, on, operation) => {
    const arrangement = await staged()
    const performed = perform(arrangement, operation(idOf(arrangement, on)))
    expect(performed).toMatchObject({ ok: false, reason: expect.stringMatching(/^[A-Z].*\.$/) })
  })
})

describe('a division that is moved', () => {
  const DIVIDED = `T

Chapter I
Outer

Section 1
Inner

Article 1
1. A.

Chapter II
Next

Section 1
Other

Article 2
2. B.`
  const ranks = ({ items }: Arrangement) => items.flatMap(({ rank, words }) => (rank ? [`${rank} ${words[0]!.text}`] : []))

  it.each([
    ['promote', ['part Outer', 'chapter Inner', 'chapter Next', 'section Other']],
    ['demote', ['section Outer', 'subsection Inner', 'chapter Next', 'section Other']],
  ] as const)('takes the smaller ones in it along and no other: %s', async (op, expected) => {
    const before = await staged(DIVIDED)
    const performed = perform(before, { op, items: [idOf(before, 'Outer')] })
    if (!performed.ok) throw new Error(performed.reason)
    const after = apply(before, performed.change)
    expect(ranks(after)).toEqual(expected)
    expect(held(after)).toEqual(held(before))
    expect(apply(after, invert(performed.change))).toEqual(before)
  })

  it('stays where a smaller one in it could not follow', async () => {
    let now = await staged(DIVIDED)
    for (const expected of [true, false]) {
      const performed = perform(now, { op: 'demote', items: [idOf(now, 'Outer')] })
      expect(performed.ok).toBe(expected)
      if (performed.ok) now = apply(now, performed.change)
    }
  })
})

describe('the corrections of an import', () => {
  it('are bounded, and whoever makes more is told what to do', () => {
    expect(stepsAreFull(4_999)).toBeNull()
    expect(stepsAreFull(5_000)).toMatch(/5000 corrections.*Publish/)
  })
})

const AS: readonly MarkAs[] = [
  'title',
  'preamble',
  'recital',
  'part',
  'subsection',
  'article',
  'annex',
  'heading',
  'paragraph',
  'closing',
  'note',
  'leftOut',
]

/** Numbers from which an operation on whatever stands there is made. */
const anyOperation = fc.record({
  op: fc.constantFrom('promote', 'demote', 'merge', 'split', 'relabel', 'mark', 'mark', 'restore', 'accept'),
  at: fc.nat(200),
  length: fc.integer({ min: 1, max: 4 }),
  offset: fc.integer({ min: 1, max: 40 }),
  as: fc.constantFrom(...AS),
  label: fc.constantFrom('', '1.', '(a)', '(h)', 'Article 9', 'Article 9 bis', 'CHAPTER X', '§ 3', '3 bis.', 'First'),
})

function operationOf(arrangement: Arrangement, drawn: typeof anyOperation extends fc.Arbitrary<infer T> ? T : never): Operation {
  const from = drawn.at % arrangement.items.length
  const item = arrangement.items[from]!.id
  const items = arrangement.items.slice(from, from + drawn.length).map(({ id }) => id)
  switch (drawn.op) {
    case 'promote':
    case 'demote':
    case 'restore':
      return { op: drawn.op, items }
    case 'merge':
      return { op: 'merge', item }
    case 'split':
      return { op: 'split', item, at: drawn.offset }
    case 'relabel':
      return { op: 'relabel', item, label: drawn.label }
    case 'accept':
      return { op: 'accept', warning: drawn.at % 5 }
    default:
      return { op: 'mark', items, as: drawn.as }
  }
}

describe('whatever a person does, in any order', () => {
  it('each operation and its inverse leave the text as it was, none loses a character, and the result is a document with ids of its own', async () => {
    const first = await staged()
    const source = held(first)
    fc.assert(
      fc.property(fc.array(anyOperation, { minLength: 1, maxLength: 25 }), (drawn) => {
        let now = first
        for (const one of drawn) {
          const performed = perform(now, operationOf(now, one))
          if (!performed.ok) continue
          const after = apply(now, performed.change)
          expect(apply(after, invert(performed.change))).toEqual(now)
          expect(held(after)).toEqual(source)
          now = after
        }
        const doc = documentOf(now)
        const decoded = decodeDocument(JSON.parse(JSON.stringify(encodeDocument(doc))))
        expect(decoded.ok && decoded.doc.eq(doc)).toBe(true)
        const ids = blocks(doc).map(({ eId }) => eId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.every((eId) => eId !== '')).toBe(true)
        expect(new Set(now.items.map(({ id }) => id)).size).toBe(now.items.length)
      }),
    )
  })

  it('the kept list of steps leads to the same text again, and undoing everything to the first', async () => {
    const first = await staged()
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyOperation, fc.constantFrom('undo' as const, 'redo' as const)), { maxLength: 25 }),
        (drawn) => {
          let history = begin(first)
          const kept: Step[] = []
          for (const one of drawn) {
            const step: Step = typeof one === 'string' ? { op: one } : operationOf(history.arrangement, one)
            const advanced = advance(history, step)
            if (!advanced.ok) continue
            kept.push(step)
            history = advanced.history
          }
          expect(replay(first, JSON.parse(JSON.stringify(kept)) as Step[])).toEqual(history)
          for (let left = history.done.length; left > 0; left--) {
            const advanced = advance(history, { op: 'undo' })
            if (!advanced.ok) throw new Error(advanced.reason)
            history = advanced.history
          }
          expect(history.arrangement).toEqual(first)
        },
      ),
    )
  })
})
