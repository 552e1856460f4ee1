import { describe, expect, it } from 'vitest'
import { provisions } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { characters, codes, outline, printed, read } from '../support/parse-reading.ts'

const page = (body: string) => `<!DOCTYPE html><html lang="en"><head><title>Site</title></head><body>${body}</body></html>`
const HEAD = '<h1>A Convention</h1><h2>Article 1</h2><h3>Scope</h3>'
const below = async (body: string) => outline(await read(page(HEAD + body))).slice(2)

describe('web pages', () => {
  it.each([
    ['paragraphs with their labels', '<p>1. One:</p><p>(a) a;</p><p>2. Two.</p>', ['1 1. One:', '2 (a) a;', '1 2. Two.']],
    [
      'lists that a browser numbers',
      '<ol><li>One:<ol type="a"><li>a;</li><li>b.</li></ol></li><li>Two.</li></ol>',
      ['1 1. One:', '2 (a) a;', '2 (b) b.', '1 2. Two.'],
    ],
    ['a list that begins late', '<ol start="4"><li>Four.</li><li>Five.</li></ol>', ['1 4. Four.', '1 5. Five.']],
    ['line breaks in a paragraph', '<p>1. One:<br>(a) a;<br>(b) b.</p>', ['1 1. One:', '2 (a) a;', '2 (b) b.']],
    [
      'labels in a table column',
      '<table><tr><td>1.</td><td>One.</td></tr><tr><td>2.</td><td>Two.</td></tr></table>',
      ['1 1. One.', '1 2. Two.'],
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await below(body)).toEqual(expected)
  })

  it('footnotes become notes, and their marks references', async () => {
    const parsed = await read(
      page(`${HEAD}<p>1. One<a href="#f1"><sup>1</sup></a> thing.</p><p>2. Two.<sup><a id="r2" href="#f2">[2]</a></sup></p>
        <ol><li id="f1">1 The first. <a href="#r1">↩</a></li><li id="f2">[2] The second.</li></ol>`),
    )
    expect(
      provisions(parsed.doc)
        .slice(2)
        .map(({ kind, number, text }) => `${kind} ${number} ${text}`),
    ).toEqual(['paragraph 1 One thing.', 'paragraph 2 Two.', 'note 1 The first.', 'note 2 The second.'])
    expect(printed(parsed.doc)).toContain('1.One1thing.')
  })

  it('nothing runs, nothing is fetched, and what is not shown is named', async () => {
    const parsed = await read(
      page(`<nav>Home About</nav><script>alert(1)</script><style>p { color: red }</style><img src="http://localhost:1/x.png" onerror="alert(2)">
        <iframe src="http://localhost:1/"></iframe>${HEAD}<p onclick="x()">1. One.</p><p style="display:none">secret</p><p>2. <del>Old</del> New.</p>`),
    )
    expect(outline(parsed).slice(2)).toEqual(['1 1. One.', '1 2. New.'])
    expect(codes(parsed)).toEqual(['hidden-text'])
    expect(parsed.warnings[0]!.text).toBe('Home About\nsecret\nOld')
    expect(JSON.stringify(parsed.doc.toJSON())).not.toMatch(/alert|localhost|color/)
  })

  it('keeps every character', async () => {
    const words = 'Each Party — “shall” report &amp; act, § 4 < 5: é ü ض 中'
    const body = `<h1>A Convention</h1><h2>Article 1</h2><p>1. ${words.replace('< 5', '&lt; 5')}</p><blockquote><p>2. Two.</p></blockquote>`
    expect(printed((await read(page(body))).doc)).toBe(
      characters(`A ConventionArticle 11. ${words.replace('&amp;', '&')}2. Two.`),
    )
  })

  it.each([
    [
      'windows-1252',
      Uint8Array.from([
        ...new TextEncoder().encode('<html><meta charset="windows-1252"><p>Article 1</p><p>1. '),
        0xc9,
        0x74,
        0x61,
        0x74,
        0x2e,
      ]),
      'État.',
    ],
    ['utf-8', new TextEncoder().encode('<html><p>Article 1</p><p>1. État.'), 'État.'],
  ])('characters by the encoding %s', async (_name, bytes, expected) => {
    expect(provisions((await read(bytes)).doc).at(-1)!.text).toBe(expected)
  })

  it('elements nested without end are refused', async () => {
    expect(await parseFile(new TextEncoder().encode(page('<div>'.repeat(100_000))))).toMatchObject({
      ok: false,
      problem: 'unreadable-file',
    })
  })
})
