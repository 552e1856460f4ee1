import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { anonymous, makeForm, type FormInput } from '@travaux/shared/export'
import { build } from '@travaux/shared/model'
import { EXPORT_FORMATS, EXPORT_VIEWS, unsuited } from '@travaux/shared/protocol'
import { printPdf } from '../../server/src/render/pdf.ts'
import { formInput } from '../support/forms.ts'
import { EXPORTED_AT } from '../support/word-export.ts'

/** Everybody who ever had access; each of their names stands in every place that a person's name can stand in. */
const PEOPLE = ['Grace Brewster Hopper', 'Ben Okri', 'Zoë']
const COALITION = 'Open Treaty Coalition'
const NAME = /Grace|Brewster|Hopper|Okri|Zo(?:ë|\\u00eb)/iu

const folder = mkdtempSync(path.join(tmpdir(), 'travaux-anonymous-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const poppler = (tool: string, ...args: string[]) => spawnSync(tool, args, { encoding: 'utf8' })
const hasPoppler = poppler('pdftotext', '-v').status === 0

const { doc, title, article, p } = build
const base = doc(title('Convention'), article('1', 'Purpose', p('1', 'Parties shall act.')))
const draft = doc(title('Convention'), article('1', 'Purpose', p('1', 'Parties may act at once.'), p('2', 'They report.')))

const run = (text: string, strong = false) => ({ text, strong, em: false })
const paragraph = (...runs: ReturnType<typeof run>[]) => ({ bullet: false, runs })
const notes: FormInput['notes'] = new Map([
  [
    'art_1',
    {
      key: 'art_1',
      units: ['art_1'],
      proposer: 'Grace Brewster Hopper',
      status: 'agreed',
      supporters: [
        { kind: 'organisation', name: 'Friends of Ben Okri', document: 'Letter of BEN OKRI' },
        { kind: 'state', name: 'Costa Rica', document: 'A/AC.291/22' },
      ],
      justification: [
        paragraph(run('As Grace\u00a0Brewster\nHopper said.')),
        paragraph(run('So did Ben ', true), run('Okri, and Zoë.')),
      ],
      fallback: [paragraph(run('Ben Okri would take “should”.'))],
    },
  ],
])
const thread = {
  eId: 'art_1__para_1',
  range: null,
  quotation: 'for Zoë',
  resolved: false,
  comments: [{ author: 'Ben Okri', at: EXPORTED_AT, body: 'I agree with Grace Brewster Hopper.' }],
}
const open = formInput(base, draft, {
  notes,
  draftTitle: 'Text of Grace Brewster Hopper',
  threads: [thread],
  attribute: () => ({ author: 'Ben Okri', at: EXPORTED_AT }),
})
const input: FormInput = { ...open, others: [{ ...open, draftTitle: 'Second text, by Zoë' }] }
const hidden = anonymous(input, { coalition: COALITION, people: PEOPLE })

/** Everything that whoever gets the file can read in it: parts, metadata and words. */
async function readable(from: FormInput, format: (typeof EXPORT_FORMATS)[number], view: (typeof EXPORT_VIEWS)[number]) {
  const form = (await makeForm(from, { format, view, scope: 'all', amendment: null }))!
  if (form.kind === 'print') {
    const file = path.join(folder, `${view}.pdf`)
    const bytes = printPdf(form.paper)
    writeFileSync(file, bytes)
    const [words, told, tree] = [
      ['pdftotext', '-raw', file, '-'],
      ['pdfinfo', '-meta', file],
      ['pdfinfo', '-struct-text', file],
    ].map(([tool, ...args]) => poppler(tool!, ...args).stdout)
    return [Buffer.from(bytes).toString('latin1'), words, told, poppler('pdfinfo', file).stdout, tree].join('\n')
  }
  if (format !== 'docx') return strFromU8(form.bytes)
  return Object.entries(unzipSync(form.bytes))
    .map(([name, part]) => `${name}\n${strFromU8(part)}`)
    .join('\n')
}

const FORMS = EXPORT_FORMATS.flatMap((format) =>
  EXPORT_VIEWS.filter((view) => unsuited(format, view) === null).map((view) => [format, view] as const),
)

describe('a file that names the coalition names nobody', () => {
  it.each(FORMS.filter(([format]) => format !== 'pdf' || hasPoppler))('%s, %s', async (format, view) => {
    expect(await readable(hidden, format, view)).not.toMatch(NAME)
  })

  it('and would have named them in every part otherwise', async () => {
    const word = await readable(input, 'docx', 'tracked')
    for (const part of ['document', 'comments', 'header1'])
      expect(word.slice(word.indexOf(`word/${part}.xml\n`)).split(/^word\//m)[1]).toMatch(NAME)
    for (const format of ['html', 'json', 'md'] as const) expect(await readable(input, format, 'instructions')).toMatch(NAME)
    if (hasPoppler) expect((await readable(input, 'pdf', 'pack')).match(new RegExp(NAME, 'giu'))!.length).toBeGreaterThan(5)
  })

  it('and says in their place who they speak for', async () => {
    const pack = await readable(hidden, 'md', 'pack')
    expect(pack).toContain(`As ${COALITION} said.`)
    expect(pack).toContain(`So did ${COALITION}, and ${COALITION}.`)
    expect(await readable(hidden, 'docx', 'tracked')).toContain(`w:author="${COALITION}"`)
  })
})
