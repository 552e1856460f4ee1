import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { exportDocx } from '@travaux/shared/export'
import { build } from '@travaux/shared/model'
import { reimport, type Reimported } from '@travaux/shared/reimport'
import {
  accept,
  NO_RECORDS,
  reject,
  settled as settledDoc,
  sidesOf,
  suggestions,
  type SuggestedDraft,
} from '@travaux/shared/suggest'
import { readTracked, settledParagraphs, type TrackedFile } from '@travaux/shared/tracked'
import { Lawyer, LAWYER_OPS, type Dialect, type LawyerEdit } from '../support/lawyer.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { arbitraryPair, EXPORTED_AT, printedLines, wordExport } from '../support/word-export.ts'

const { doc, title, article, p, recital } = build

const BASE = doc(
  title('Convention on Testing'),
  recital('Recognizing the need for tests,'),
  article(
    '1',
    'Purposes',
    p('1', 'The purposes of this Convention are:'),
    p('a', 'To test;', 2),
    p('b', 'To report.', 2),
    p('2', 'Each State Party shall report its failures to the Secretariat.'),
  ),
  article('2', 'Scope', p('1', 'This Convention applies to all tests.'), p('2', 'It does not apply to examinations.')),
)

const settled = (doc: Node): SuggestedDraft => ({ doc, records: NO_RECORDS })

function opened(bytes: Uint8Array): TrackedFile {
  const file = readTracked(bytes)
  if (!file.ok) throw new Error(file.reason)
  return file
}

interface Coming {
  base: Node
  /** As it was exported; undefined when that is not known. */
  exported: Node | null
  draft: Node | SuggestedDraft
  known?: readonly string[]
}

function bring(bytes: Uint8Array, { base, exported, draft, known = [] }: Coming): Reimported {
  let count = 0
  return reimport({
    file: opened(bytes),
    base,
    exported: exported && settled(exported),
    counted: new Map(),
    exportedAt: '2026-11-24T00:00:00Z',
    draft: 'doc' in draft && 'records' in draft ? draft : settled(draft),
    language: 'en',
    names: new Map([['dora', 'Dora']]),
    known: new Set(known),
    author: (name) => {
      const user = `word_${(name ?? 'nobody').replaceAll(' ', '_')}`
      return { user, at: 1_700_000_000_000, newId: () => `${user}:${++count}` }
    },
  })
}

const byDora = () => ({ author: 'Dora', at: EXPORTED_AT })
const exportOf = (base: Node, draft: Node, view: 'tracked' | 'clean') =>
  exportDocx(wordExport(base, draft, { view, attribute: byDora }))

/** A paragraph without words is none in a draft. */
const lines = (list: readonly string[]): string[] =>
  list.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '')
const wordsAlone = (list: readonly string[]): string => list.join('').replaceAll(/\s/g, '')
const acceptedInWord = (bytes: Uint8Array): string[] =>
  lines(settledParagraphs(opened(bytes), 'accept').flatMap((one) => (one.in.startsWith('body') ? [one.text] : [])))

function acceptedHere({ draft }: Reimported): Node {
  const ids = suggestions(draft).map(({ id }) => id)
  if (ids.length === 0) return draft.doc
  const decided = accept(draft, ids)
  if (!decided.ok) throw new Error(decided.reason)
  return decided.transform.doc
}

function rejectedHere({ draft }: Reimported): Node {
  const ids = suggestions(draft).map(({ id }) => id)
  if (ids.length === 0) return settledDoc(draft.doc)
  const decided = reject(draft, ids)
  if (!decided.ok) throw new Error(decided.reason)
  return settledDoc(decided.transform.doc)
}

const edit = (op: LawyerEdit['op'], fields: Partial<LawyerEdit> = {}): LawyerEdit => ({
  op,
  paragraph: 0,
  at: 0,
  length: 4,
  text: 'new ',
  author: 'Jane Roe',
  ...fields,
})

/** What is suggested, in short. */
const said = ({ draft }: Reimported): string[] =>
  suggestions(draft).map((one) => {
    const { before, after } = sidesOf(one)
    return `${one.user.slice(5)} ${one.kind} ${one.location}: [${before}] → [${after}]`
  })

describe.each(['clean', 'tracked'] as const)('a %s export comes back', (view) => {
  const DRAFT = doc(
    title('Convention on Testing'),
    recital('Recognizing the need for good tests,'),
    article(
      '1',
      'Purposes',
      p('1', 'The purposes of this Convention are:'),
      p('a', 'To test;', 2),
      p('b', 'To report promptly.', 2),
      p('2', 'Each State Party shall report its failures.'),
    ),
    article('2', 'Scope', p('1', 'This Convention applies to all tests.'), p('2', 'It does not apply to examinations.')),
  )
  const table: [string, LawyerEdit[], string[]][] = [
    ['unchanged', [], []],
    ['with words inserted', [edit('insert', { at: 11 })], ['Jane_Roe insert the title: [] → [new ]']],
    [
      'with words replaced',
      [edit('replace', { at: 14, length: 7, text: 'Trying' })],
      ['Jane_Roe replace the title: [Testing] → [Trying]'],
    ],
  ]
  it.each(table)('%s', async (_, edits, expected) => {
    const lawyer = new Lawyer(await exportOf(BASE, DRAFT, view))
    for (const one of edits) lawyer.edit(one)
    const back = bring(lawyer.save(), { base: BASE, exported: DRAFT, draft: DRAFT })
    expect(said(back)).toEqual(expected)
    expect([back.unmatched, back.warnings]).toEqual([[], []])
    expect(rejectedHere(back).eq(DRAFT)).toBe(true)
  })
})

describe('what a draft has no place for', () => {
  const back = async (base: Node, edits: readonly LawyerEdit[]) => {
    const lawyer = new Lawyer(await exportOf(base, base, 'clean'))
    for (const one of edits) lawyer.edit(one)
    return bring(lawyer.save(), { base, exported: base, draft: base })
  }

  it('an article whose heading alone is deleted keeps its number, and that is told', async () => {
    const read = await back(BASE, [edit('delete paragraph', { paragraph: 2 }), edit('delete paragraph', { paragraph: 2 })])
    expect(said(read)).toEqual(['Jane_Roe delete article 1: [Purposes] → []'])
    expect(read.unmatched.map(({ kind, text, eId, reason }) => [kind, text, eId, reason])).toEqual([
      ['deleteBlock', 'Article 1', 'art_1', expect.stringMatching(/goes only with the whole article/)],
    ])
  })

  it('a recital moved into an article goes, and comes as a paragraph', async () => {
    const read = await back(BASE, [edit('move paragraph', { paragraph: 1, at: 3 })])
    expect(read.unmatched).toEqual([])
    expect(lines(printedLines(acceptedHere(read))).slice(0, 4)).toEqual([
      'Convention on Testing',
      'Article 1',
      'Purposes',
      'Recognizing the need for tests,',
    ])
  })

  it('words typed behind a bare number become its heading, and a number typed over another its number', async () => {
    const bare = doc(title('Convention'), article('1', null, p('1', 'One.')), article('2', null, p('1', 'Two.')))
    const read = await back(bare, [
      edit('insert', { paragraph: 1, at: 9, text: ' Purposes' }),
      edit('replace', { paragraph: 3, at: 8, length: 1, text: '7' }),
    ])
    expect(read.unmatched).toEqual([])
    expect(read.warnings.map(({ code }) => code)).toEqual(['number-line'])
    expect(lines(printedLines(acceptedHere(read)))).toEqual([
      'Convention',
      'Article 1',
      'Purposes',
      '1. One.',
      'Article 7',
      '1. Two.',
    ])
  })
})

const WORDS = 'promptly and in good faith, “without delay” re-use of (c) data 2. новое'.split(' ')
const arbitraryLawyerEdit: fc.Arbitrary<LawyerEdit> = fc.record({
  op: fc.constantFrom(...LAWYER_OPS),
  paragraph: fc.nat(40),
  at: fc.nat(80),
  length: fc.integer({ min: 1, max: 30 }),
  text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((list) => `${list.join(' ')} `),
  author: fc.constantFrom('Jane Roe', 'Ben Okri'),
})

describe.each(['word', 'libreoffice', 'google'] as const)('whatever a lawyer does, in the dialect of %s', (dialect: Dialect) => {
  it(
    'accepting everything here gives what accepting everything in Word gives, and rejecting it leaves the draft',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryPair,
          fc.constantFrom('tracked' as const, 'clean' as const),
          fc.array(arbitraryLawyerEdit, { maxLength: 6 }),
          async ([base, draft], view, edits) => {
            const lawyer = new Lawyer(await exportOf(base, draft, view), dialect)
            for (const one of edits) lawyer.edit(one)
            const bytes = lawyer.save()
            const back = bring(bytes, { base, exported: draft, draft })
            expect(rejectedHere(back).eq(draft)).toBe(true)
            if (back.unmatched.length > 0) return
            const codes = new Set(back.warnings.map(({ code }) => code))
            const [here, word] = [lines(printedLines(acceptedHere(back))), acceptedInWord(bytes)]
            // A number stays on a line of its own, whatever is typed behind it.
            if (codes.has('number-line')) expect(wordsAlone(here)).toBe(wordsAlone(word))
            else if (!codes.has('number-kept')) expect(here).toEqual(word)
          },
        ),
        seeds(60),
      )
    },
    PATIENCE,
  )
})
