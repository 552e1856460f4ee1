import { describe, expect, it } from 'vitest'
import { changesReport, readTracked } from '@travaux/shared/tracked'
import { del, ins, insDel, mark, para, run, who, wordFile, type WordParts } from '../support/word-file.ts'

function read(body: string, parts: WordParts = {}) {
  const file = readTracked(wordFile(body, parts))
  if (!file.ok) throw new Error(file.reason)
  return changesReport(file)
}

interface Row {
  name: string
  body: string
  accepted: string
  rejected: string
  changes: string[]
}

const TABLE: Row[] = [
  {
    name: 'words inserted and deleted',
    body: para(run('Each ') + del('Ana', 'State') + ins('Ben', 'Party') + run(' shall')),
    accepted: 'Each Party shall',
    rejected: 'Each State shall',
    changes: ['del Ana State', 'ins Ben Party'],
  },
  {
    name: 'a deletion in another’s insertion',
    body: para(run('a ') + ins('Ana', 'b ') + insDel('Ana', 'Ben', 'c ') + run('d')),
    accepted: 'a b d',
    rejected: 'a d',
    changes: ['ins Ana b ', 'ins Ana c ', 'del Ben c '],
  },
  {
    name: 'an inserted paragraph mark: the paragraph was split',
    body: para(run('one '), mark('ins', 'Ana')) + para(run('two')),
    accepted: 'one \ntwo',
    rejected: 'one two',
    changes: ['para-ins Ana ¶'],
  },
  {
    name: 'a deleted paragraph mark: two paragraphs were joined',
    body: para(run('one '), mark('del', 'Ana')) + para(run('two')),
    accepted: 'one two',
    rejected: 'one \ntwo',
    changes: ['para-del Ana ¶'],
  },
  {
    name: 'a moved paragraph',
    body:
      para(`<w:moveFrom ${who('Ana')}>${run('here')}</w:moveFrom>`, mark('moveFrom', 'Ana')) +
      para(run('kept')) +
      para(`<w:moveTo ${who('Ana')}>${run('here')}</w:moveTo>`, mark('moveTo', 'Ana')) +
      para(run('end')),
    accepted: 'kept\nhere\nend',
    rejected: 'here\nkept\nend',
    changes: ['para-moveFrom Ana ¶', 'moveFrom Ana here', 'para-moveTo Ana ¶', 'moveTo Ana here'],
  },
  {
    name: 'rows and cells',
    body: `<w:tbl><w:tr><w:tc>${para(run('kept'))}</w:tc><w:tc><w:tcPr><w:cellDel ${who('Ben')}/></w:tcPr>${para(run('cell'))}</w:tc></w:tr>
      <w:tr><w:trPr><w:ins ${who('Ana')}/></w:trPr><w:tc>${para(ins('Ana', 'new'))}</w:tc></w:tr></w:tbl>${para('')}`,
    accepted: 'kept\nnew\n',
    rejected: 'kept\ncell\n',
    changes: ['cell-del Ben cell', 'row-ins Ana new', 'ins Ana new'],
  },
  {
    name: 'formatting of words and of a paragraph',
    body: para(
      run('bold', `<w:b/><w:rPrChange ${who('Ana')}><w:rPr/></w:rPrChange>`) + run(' text'),
      `<w:pStyle w:val="Level2"/><w:pPrChange ${who('Ben')}><w:pPr><w:pStyle w:val="Level1"/></w:pPr></w:pPrChange>`,
    ),
    accepted: 'bold text',
    rejected: 'bold text',
    changes: ['pPrChange Ben ', 'rPrChange Ana bold'],
  },
]

describe('a Word file is read with its tracked changes:', () => {
  it.each(TABLE)('$name', ({ body, accepted, rejected, changes }) => {
    const report = read(body)
    expect([report.accepted_text, report.rejected_text]).toEqual([accepted, rejected])
    expect(report.changes.map(({ type, author, text }) => `${type} ${author} ${text}`)).toEqual(changes)
    expect(report.warnings).toEqual([])
  })

  it('says who did what when, and where', () => {
    const { changes, revisions } = read(para(run('1. Each ') + ins('Jane Roe', 'Party') + run(' shall')))
    expect(changes).toMatchObject([
      {
        type: 'ins',
        author: 'Jane Roe',
        date: '2026-11-20T10:00:00Z',
        para: 0,
        in: 'body',
        location: 'paragraph 1, “1. Each shall”',
      },
    ])
    expect(revisions).toEqual([
      { type: 'ins', author: 'Jane Roe', date: '2026-11-20T10:00:00Z', text: 'Party', op: '+', para: 0 },
    ])
  })
})

const comment = (id: string, author: string, text: string, paragraph = id): string =>
  `<w:comment w:id="${id}" w:author="${author}" w:date="2026-11-20T10:00:00Z"><w:p w14:paraId="${paragraph}"><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`
const ranged = (ids: readonly string[], content: string): string =>
  ids.map((one) => `<w:commentRangeStart w:id="${one}"/>`).join('') +
  content +
  ids.map((one) => `<w:commentRangeEnd w:id="${one}"/><w:r><w:commentReference w:id="${one}"/></w:r>`).join('')

describe('comments', () => {
  it('have threads and are resolved as Word and LibreOffice write it', () => {
    const { comments } = read(para(run('Each ') + ranged(['1', '2'], run('State') + ins('Ben', ' Party')) + run(' shall')), {
      comments: comment('1', 'Ana', 'Which?', 'A1') + comment('2', 'Ben', 'All.', 'B2'),
      commentsExtended:
        '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="1"/>',
    })
    expect(comments).toMatchObject([
      { id: '1', author: 'Ana', text: 'Which?', anchor: 'State Party', parent: null, resolved: true, replies: ['2'] },
      { id: '2', author: 'Ben', text: 'All.', parent: '1' },
    ])
  })

  it('answer each other as Google Docs writes it: on the same words', () => {
    const { comments } = read(para(ranged(['0', '1'], run('State')) + ranged(['2'], run(' shall'))), {
      comments: comment('0', 'Ana', 'Which?') + comment('1', 'Ben', 'All.') + comment('2', 'Ben', 'May?'),
    })
    expect(comments.map(({ parent }) => parent)).toEqual([null, '0', null])
  })
})

describe('what cannot be read is refused in words', () => {
  it.each([
    ['nothing', new Uint8Array(0), /empty/],
    ['text', new TextEncoder().encode('Article 1. Purposes'), /Only a Word file/],
    ['half a file', wordFile(para(run('words'))).slice(0, 300), /damaged or incomplete/],
    ['a protected file', ole('EncryptedPackage'), /protected by a password/],
  ])('%s', (_, bytes, reason) => {
    const file = readTracked(bytes, 'file.docx')
    expect(file).toMatchObject({ ok: false, reason: expect.stringMatching(reason) as string })
  })
})

/** An OLE container with a stream of this name. */
function ole(stream: string): Uint8Array {
  const name = Buffer.from(stream, 'utf16le')
  return Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...name])
}
