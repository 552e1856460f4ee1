import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { exportDocx } from '@travaux/shared/export'
import { blocks, build } from '@travaux/shared/model'
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
import { Lawyer, type Dialect, type LawyerEdit } from '../support/lawyer.ts'
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

/** Two people who restore one provision at once give it twice: no file tells the two apart. */
const hasOwnIds = (draft: Node): boolean => blocks(draft).every(({ eId }) => !eId.includes('~'))

const WORDS = 'promptly and in good faith, “without delay” re-use of (c) data 2. новое'.split(' ')
const arbitraryLawyerEdit: fc.Arbitrary<LawyerEdit> = fc.record({
  op: fc.constantFrom('insert', 'delete', 'replace', 'new paragraph', 'delete paragraph', 'split', 'join', 'bold', 'comment'),
  paragraph: fc.nat(40),
  at: fc.nat(80),
  length: fc.integer({ min: 1, max: 30 }),
  text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((list) => `${list.join(' ')} `),
  author: fc.constantFrom('Jane Roe', 'Ben Okri'),
})

describe.each(['word', 'libreoffice', 'google'] as const)('whatever a lawyer does, in the dialect of %s', (dialect: Dialect) => {
  it('accepting everything here gives what accepting everything in Word gives, and rejecting it leaves the draft', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryPair.filter(([, draft]) => hasOwnIds(draft)),
        fc.constantFrom('tracked' as const, 'clean' as const),
        fc.array(arbitraryLawyerEdit, { maxLength: 6 }),
        async ([base, draft], view, edits) => {
          const lawyer = new Lawyer(await exportOf(base, draft, view), dialect)
          for (const one of edits) lawyer.edit(one)
          const bytes = lawyer.save()
          const back = bring(bytes, { base, exported: draft, draft })
          expect(rejectedHere(back).eq(draft)).toBe(true)
          if (back.unmatched.length === 0 && !back.warnings.some(({ code }) => code === 'number-kept'))
            expect(lines(printedLines(acceptedHere(back)))).toEqual(acceptedInWord(bytes))
        },
      ),
      { numRuns: 40 },
    )
  })
})
