import { expect, it } from 'vitest'
import { para, run, wordFile } from '../support/parse-docx.ts'
import { accounted, characters, printed, read, sorted } from '../support/parse-reading.ts'

/**
 * The law of characters: whatever words a file holds are in the document or, whole, in a warning. Each place of a file gets a word of
 * its own. What is no word of the text: marks of markup, scripts and styles, field codes, addresses of links, a page's name in its head.
 */
const WORD = /q[a-z]{3,}q/g
const found = (file: string): string[] => [...new Set(file.match(WORD))]

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`

const WORD_BODY = [
  para('Convention qtitleq'),
  `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${para('qtocq 2')}</w:sdtContent></w:sdt>`,
  para('Article 1'),
  para(run('1. Words qtextq') + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(' qhiddenq', '<w:vanish/>') + run('.')),
  para(
    `<w:hyperlink>${run('2. qlinkq')}</w:hyperlink><w:smartTag>${run(' qtagq')}</w:smartTag><w:sdt><w:sdtContent>${run(' qcontrolq')}</w:sdtContent></w:sdt>`,
  ),
  para(`${field('begin')}<w:r><w:instrText>REF a</w:instrText></w:r>${field('separate')}${run('3. qfieldq')}${field('end')}`),
  para(
    `${run('4. ')}<w:ins w:id="1" w:author="A">${run('qinsertedq')}</w:ins><m:oMath xmlns:m="m"><m:r><m:t>qformulaq</m:t></m:r></m:oMath>`,
  ),
  para(`${run('5. Box')}<w:r><w:pict><w:txbxContent>${para('qboxq')}</w:txbxContent></w:pict></w:r>`),
  `<w:tbl><w:tr><w:tc>${para('qcellq')}</w:tc><w:tc>${para('qothercellq')}</w:tc></w:tr></w:tbl>`,
].join('')

const wordParts = {
  'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
    'footnotes',
    'comments',
    'header',
    'footer',
  ]
    .map((type) => `<Relationship Id="${type}" Type="${REL}/${type}" Target="${type}.xml"/>`)
    .join('')}<Relationship Id="h2" Type="${REL}/header" Target="header2.xml"/></Relationships>`,
  'word/comments.xml': `<w:comments ${W}><w:comment w:id="0">${para('qcommentq')}</w:comment></w:comments>`,
  'word/header.xml': `<w:hdr ${W}>${para('qheaderq')}</w:hdr>`,
  'word/header2.xml': `<w:hdr ${W}>${para('qfirstheaderq')}</w:hdr>`,
  'word/footer.xml': `<w:ftr ${W}>${para('qfooterq')}</w:ftr>`,
}

it('every word of a Word file is placed or named', async () => {
  const footnotes = `<w:footnote w:id="2">${para('qnoteq')}</w:footnote>`
  const parsed = await read(wordFile({ body: WORD_BODY, footnotes, parts: wordParts }))
  const words = found(WORD_BODY + footnotes + JSON.stringify(wordParts))
  expect(words).toHaveLength(18)
  expect(words.filter((word) => !(printed(parsed.doc) + parsed.warnings.map(({ text }) => text).join()).includes(word))).toEqual(
    [],
  )
})

const PAGE = `<!DOCTYPE html><html lang="en"><head><title>Site</title><style>p { color: red }</style></head><body><!-- qcommentq -->
<header role="banner">qbannerq</header><nav>qmenuq</nav><h1>qheadingq</h1><p>Article 1</p>
<p>1. qtextq <b>qboldq</b> <a href="#">qlinkq</a> <span hidden>qhiddenq</span> <del>qdeletedq</del> <img alt="qpictureq"><sup>qraisedq</sup></p>
<ul><li>qitemq</li></ul><table><caption>qcaptionq</caption><tr><th>qheadq</th><td>qcellq</td></tr></table><pre>qpreq</pre>
<details><summary>qsummaryq</summary>qdetailsq</details><select><option>qoptionq</option></select><button>qbuttonq</button><textarea>qareaq</textarea>
<noscript>qnoscriptq</noscript><svg><text>qdrawnq</text></svg><ruby>qbaseq<rt>qrubyq</rt></ruby><footer>qfooterq</footer></body></html>`

it('every word of a web page is placed or named', async () => {
  const parsed = await read(PAGE)
  const words = found(PAGE)
  expect(words).toHaveLength(26)
  expect(words.filter((word) => !(printed(parsed.doc) + parsed.warnings.map(({ text }) => text).join()).includes(word))).toEqual(
    [],
  )
})

it('footnotes of a web page keep how their marks are written, and the arrow back is named', async () => {
  const parsed = await read(
    `<html><body><h1>T</h1><p>Article 1</p><p>1. One<a href="#a">[1]</a>.</p><p>2. Two<a href="#b">2</a>.</p><div id="a">[1] First. <a href="#x">↩</a></div><div id="b">2. Second.</div></body></html>`,
  )
  // The sign in the text is its number; the brackets stand at the note.
  expect(accounted(parsed)).toBe(sorted('TArticle11.One1.2.Two2.[1]First.↩2.Second.'))
})

it('every word of an Akoma Ntoso file is placed or named', async () => {
  const source = `<?xml version="1.0"?><!-- qcommentq --><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="a"><meta/>
<preface><p>qmastheadq</p><longTitle><p>Convention <docTitle>qtitleq</docTitle></p></longTitle></preface><!-- qinnerq --><preamble><formula name="f"><p>qformulaq</p></formula><recitals><recital><p>qrecitalq</p></recital></recitals></preamble>
<body><chapter><num>CHAPTER I</num><heading>qheadingq</heading><article><num>Article 1</num><heading>qscopeq</heading><paragraph><num>1.</num><intro><p>qintroq</p></intro><point><num>(a)</num><content><p>qpointq<authorialNote marker="1"><p>qnoteq</p></authorialNote></p></content></point><wrapUp><p>qwrapq</p></wrapUp></paragraph></article></chapter></body>
<conclusions><p>qclosingq <remark>qremarkq</remark></p></conclusions></act></akomaNtoso>`
  const parsed = await read(source)
  const all = characters(printed(parsed.doc) + parsed.warnings.map(({ text }) => text).join())
  expect(found(source).filter((word) => !all.includes(word))).toEqual([])
})
