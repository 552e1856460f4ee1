import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportDocx } from '@travaux/shared/export'
import { blocks, blockText, build } from '@travaux/shared/model'
import { reimport, type Reimported } from '@travaux/shared/reimport'
import { accept, NO_RECORDS, reject, settled, sidesOf, suggestions } from '@travaux/shared/suggest'
import { readTracked, settledParagraphs, type TrackedFile } from '@travaux/shared/tracked'
import { EXPORTED_AT, printedLines, wordExport } from '../support/word-export.ts'

const EDIT = path.resolve(import.meta.dirname, '../support/libre-office-edit.py')
const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const hasLibreOffice = runs('which', 'soffice') && runs('/usr/bin/python3', '-c', 'import uno')

const folder = mkdtempSync(path.join(tmpdir(), 'travaux-libre-office-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { doc, title, chapter, article, p, recital } = build
const text = (purpose: string, report: string) =>
  doc(
    title('Convention on Testing'),
    recital('Recognizing the need for tests,'),
    chapter('I', 'General provisions'),
    article('1', 'Purposes', p('1', purpose), p('a', 'To test;', 2), p('b', 'To report.', 2), p('2', report)),
    article('2', 'Scope', p('1', 'This Convention applies to all tests.'), p('2', 'It does not apply to examinations.')),
  )
const BASE = text('The purposes of this Convention are:', 'Each State Party shall report its failures to the Secretariat.')
const DRAFT = text('The purposes of the present Convention are:', 'Each State Party shall promptly report its failures.')

const EDITS = [
  { op: 'insert', find: 'applies to all', text: ' serious', author: 'Jane Roe' },
  { op: 'delete', find: ' its failures', text: '', author: 'Jane Roe' },
  { op: 'replace', find: 'examinations', text: 'inspections', author: 'Ben Okri' },
  { op: 'paragraph', find: 'To report.', text: 'To publish.', author: 'Ben Okri' },
  { op: 'paragraph', find: 'for tests,', text: 'Mindful of failures,', author: 'Ben Okri' },
  { op: 'style', find: 'To publish.', text: 'Paragraph without number', author: 'Ben Okri' },
  { op: 'comment', find: 'need for tests', text: 'Which tests?', author: 'Jane Roe' },
] as const

const VIEWS = ['tracked', 'clean'] as const
const exported = (view: string) => path.join(folder, `${view}.docx`)
const saved = (view: string) => path.join(folder, `${view}-saved.docx`)

/** LibreOffice starts slowly: one opens both files. */
beforeAll(async () => {
  if (!hasLibreOffice) return
  const attribute = () => ({ author: 'Dora', at: EXPORTED_AT })
  for (const view of VIEWS) writeFileSync(exported(view), await exportDocx(wordExport(BASE, DRAFT, { view, attribute })))
  const files = VIEWS.flatMap((view) => [exported(view), saved(view)])
  execFileSync('/usr/bin/python3', [EDIT, ...files], { input: JSON.stringify(EDITS), timeout: 170_000 })
}, 180_000)

/** What LibreOffice saved after the edits. */
function edited(view: string): TrackedFile {
  const file = readTracked(new Uint8Array(readFileSync(saved(view))))
  if (!file.ok) throw new Error(file.reason)
  return file
}

function bring(file: TrackedFile): Reimported {
  let count = 0
  return reimport({
    file,
    base: BASE,
    exported: { doc: DRAFT, records: NO_RECORDS },
    counted: new Map(),
    exportedAt: '2026-11-24T00:00:00Z',
    draft: { doc: DRAFT, records: NO_RECORDS },
    language: 'en',
    names: new Map([['dora', 'Dora']]),
    known: new Set(),
    author: (name) => {
      const user = (name ?? 'nobody').replaceAll(' ', '_')
      return { user, at: 1_700_000_000_000, newId: () => `${user}:${++count}` }
    },
  })
}

/** Without the marks that threads hang on. */
const contents = (document: Node) => blocks(document).map((block) => [block.eId, block.kind, block.number, blockText(block)])

describe.skipIf(!hasLibreOffice).each(VIEWS)('a %s export that is edited in LibreOffice', (view) => {
  let file: TrackedFile
  let back: Reimported
  beforeAll(() => {
    file = edited(view)
    back = bring(file)
  })

  it('comes back with every edit as a suggestion of whoever made it, and nothing else', () => {
    const said = suggestions(back.draft).map((one) => {
      const { before, after } = sidesOf(one)
      return `${one.user} ${one.kind} ${one.location}: [${before}] → [${after}]`
    })
    expect([back.unmatched, back.warnings]).toEqual([[], []])
    expect(said).toEqual([
      'Ben_Okri newBlock second preambular paragraph: [] → [Mindful of failures,]',
      'Ben_Okri newBlock article 1, second paragraph: [] → [To publish.]',
      'Jane_Roe delete article 1, paragraph 2: [ its failures] → []',
      'Jane_Roe insert article 2, paragraph 1: [] → [ serious]',
      'Ben_Okri replace article 2, paragraph 2: [examinations] → [inspections]',
    ])
  })

  it('brings the comment as a thread on its words', () => {
    expect(back.comments).toMatchObject([
      { author: 'Jane Roe', text: 'Which tests?', quotation: 'need for tests', anchor: { kind: 'words' } },
    ])
  })

  it('reads as LibreOffice’s file with everything accepted, and as the draft with everything rejected', () => {
    const ids = suggestions(back.draft).map(({ id }) => id)
    const [taken, refused] = [accept(back.draft, ids), reject(back.draft, ids)]
    if (!taken.ok || !refused.ok) throw new Error('not decided')
    expect(contents(settled(refused.transform.doc))).toEqual(contents(DRAFT))
    const words = settledParagraphs(file, 'accept').flatMap((one) => (one.in === 'body' ? [one.text] : []))
    expect(printedLines(taken.transform.doc)).toEqual(words)
  })
})
