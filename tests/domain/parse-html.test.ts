import { describe, expect, it } from 'vitest'
import { provisions } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { characters, codes, outline, printed, read } from '../support/parse-reading.ts'

const page = (body: string) => `<!DOCTYPE html><html lang="en"><head><title>Site</title></head><body>${body}</body></html>`
const HEAD = '<h1>A Convention</h1><h2>Article 1</h2><h3>Scope</h3>'

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
    [
      'labels without a stop in a table column, tables within tables',
      '<table><tr><td>1</td><td>One.</td></tr><tr><td>2</td><td>Two:</td></tr><tr><td></td><td><table><tr><td>a</td><td>bells;</td></tr><tr><td>b</td><td>birds.</td></tr></table></td></tr></table>',
      ['1 1 One.', '1 2 Two:', '2 a bells;', '2 b birds.'],
    ],
    [
      'a label whose cell has no words beside it',
      '<table><tr><td>1.</td><td> </td></tr><tr><td>2.</td><td>Two.</td></tr></table>',
      ['1 1.', '1 2. Two.'],
    ],
    [
      'paragraphs parted by two line breaks',
      '<p>One goes first;<br><br>Two comes then.<br> <br></p>',
      ['1 One goes first;', '1 Two comes then.'],
    ],
    ['a list of definitions', '<dl><dt>1. One:</dt><dd>(a) a.</dd></dl>', ['1 1. One:', '2 (a) a.']],
  ])('%s', async (_name, body, expected) => {
    const parsed = await read(page(HEAD + body))
    expect(outline(parsed).slice(2)).toEqual(expected)
    expect(codes(parsed)).not.toContain('table')
  })

  it('a table with words in several columns is named, one that only places them is not', async () => {
    const table = '<table><tr><td>Fen</td><td>wet</td></tr><tr><td>Bog</td><td>wetter</td></tr></table>'
    const parsed = await read(page(`<table><tr><td>Menu</td><td>${HEAD}<p>Words.</p>${table}</td></tr></table>`))
    expect(parsed.warnings.filter(({ code }) => code === 'table')).toHaveLength(1)
  })

  it('a page of the Official Journal: title by its class, recitals and points in tables, notes', async () => {
    const cells = (label: string, words: string) => `<table><tr><td><p>${label}</p></td><td><p>${words}</p></td></tr></table>`
    const source =
      page(`<table><tr><td><p>5.5.2031</p></td><td><p>EN</p></td><td><p>Official Journal of the European Union</p></td><td><p>L 119/1</p></td></tr></table>
      <p class="oj-doc-ti">REGULATION (EU) 2031/679</p><p class="oj-doc-ti">of 27 April 2031</p><p class="oj-doc-ti">on tides</p>
      <p>THE COUNCIL OF THE EUROPEAN UNION,</p><p>Whereas:</p>${cells('(1)', 'Tides are wet <a id="c1" href="#r1">(<span>1</span>)</a>.')}
      <p>HAS ADOPTED THIS REGULATION:</p><p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Scope</p><p>1.   It protects:</p>
      ${cells('(a)', `tides:${cells('(i)', 'high;')}${cells('(ii)', 'low;')}`)}${cells('(b)', 'ebbs.')}
      <hr><p class="oj-note"><a id="r1" href="#c1">(<span>1</span>)</a>&nbsp;OJ C 229, p. 90.</p>`)
    const parsed = await read(source)
    expect(outline(parsed)).toEqual([
      'title REGULATION (EU) 2031/679 of 27 April 2031 on tides',
      'preamble THE COUNCIL OF THE EUROPEAN UNION,',
      'preamble Whereas:',
      'recital (1) Tides are wet 1.',
      'preamble HAS ADOPTED THIS REGULATION:',
      'article Article 1 Scope',
      '1 1. It protects:',
      '2 (a) tides:',
      '3 (i) high;',
      '3 (ii) low;',
      '2 (b) ebbs.',
      'note (1) OJ C 229, p. 90.',
    ])
    expect(codes(parsed)).toEqual(['masthead'])
  })

  it('a page of a register: its first heading is the title, raised numbers without a link are notes', async () => {
    const parsed = await read(
      page(`<p><b>Adopted</b><br>10 December 1984</p><p>By the General Assembly</p><h1>Convention<br>against Haste</h1><p>Entry into force: 26 June 1987</p>
        <p>The States Parties,</p><p><b>Article 1</b><br>1. Haste is speed<sup>1</sup>.<br>2. It shall not be:<br>(a) seen;<br>(b) heard.</p>
        <p>Done at Geneva.</p><hr><p><sup>1</sup> Of any kind.</p>`),
    )
    expect(outline(parsed)).toEqual([
      'title Convention against Haste',
      'preamble Entry into force: 26 June 1987',
      'preamble The States Parties,',
      'article Article 1',
      '1 1. Haste is speed1.',
      '1 2. It shall not be:',
      '2 (a) seen;',
      '2 (b) heard.',
      'closing Done at Geneva.',
      'note 1 Of any kind.',
    ])
    expect(parsed.metadata.date).toBe('1984-12-10')
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
