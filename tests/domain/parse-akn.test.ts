import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { provisions } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { characters, outline, printed, read } from '../support/parse-reading.ts'

const AKN3 = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
const AKN2 = 'http://www.akomantoso.org/2.0'
const file = (inner: string, namespace = AKN3) =>
  `<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="${namespace}"><act name="convention"><meta><identification source="#a"><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>${inner}</act></akomaNtoso>`

const TREATY = `<preface><p><docNumber>A/RES/79/243</docNumber> of <docDate date="2024-12-24">24 December 2024</docDate></p><longTitle><p><docTitle>A Convention</docTitle></p></longTitle></preface>
<preamble><formula><p>The States Parties,</p></formula><recitals eId="recs"><recital eId="rec_1"><num>(1)</num><p>Recalling the Charter,</p></recital></recitals></preamble>
<body><chapter eId="chp_I"><num>CHAPTER I</num><heading>General</heading>
<article eId="art_9x"><num>Article 1</num><heading>Scope<authorialNote marker="1"><p>As amended.</p></authorialNote></heading>
<paragraph eId="art_9x__para_1"><num>1.</num><list><intro><p>Each Party <i>shall</i>:</p></intro>
<point eId="art_9x__para_1__point_a"><num>(a)</num><content><p>act;</p></content></point><point><num>(b)</num><content><p>report,</p></content></point>
<wrapUp><p>when asked.</p></wrapUp></list></paragraph></article></chapter></body>
<conclusions><p>DONE at Geneva.</p></conclusions>
<attachments><attachment eId="att_1"><num>Annex I</num><heading>Forms</heading><doc name="annex"><mainBody><paragraph><num>1.</num><content><p>One.</p></content></paragraph></mainBody></doc></attachment></attachments>`

describe('Akoma Ntoso', () => {
  it('gives its structure, eIds and details as they are', async () => {
    const parsed = await read(file(TREATY))
    expect(outline(parsed)).toEqual(
      [
        'title A Convention',
        'preamble The States Parties,',
        'recital (1) Recalling the Charter,',
        'chapter CHAPTER I General',
        'article Article 1 Scope1',
        '1 1. Each Party shall:',
        '2 (a) act;',
        '2 (b) report,',
        '1 when asked.',
        'closing DONE at Geneva.',
        'annex Annex I Forms',
        '1 1. One.',
        'note 1 As amended.',
      ].sort(byPlace(parsed)),
    )
    const ids = provisions(parsed.doc).map(({ eId }) => eId)
    expect(ids).toEqual(
      expect.arrayContaining(['rec_1', 'chp_I', 'art_9x', 'art_9x__para_1', 'art_9x__para_1__point_a', 'att_1']),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(parsed.metadata).toMatchObject({ title: 'A Convention', symbol: 'A/RES/79/243', date: '2024-12-24', language: 'en' })
  })

  it('version 2 keeps its ids', async () => {
    const parsed = await read(
      file(
        '<body><article id="art1"><num>Article 1</num><paragraph id="art1-par1"><num>1.</num><content><p>One.</p></content></paragraph></article></body>',
        AKN2,
      ),
    )
    expect(provisions(parsed.doc).map(({ eId }) => eId)).toEqual(['art1', 'art1-par1'])
  })

  it('a bill of version 2 has sections for articles, and containers that its law names itself are provisions', async () => {
    const parsed = await read(
      file(
        `<body><chapter id="chp2"><num>CHAPTER TWO</num><heading>DUTIES</heading><part id="prt1"><num>PART I</num><heading>General</heading>
<section id="sec3" evolvingId="old"><num>3.</num><heading>Duty</heading>
<hcontainer id="cl1" name="clause"><num>(1)</num><content><p>Everybody shall keep rivers<authorialNote marker="1"><p>See Gazette 12.</p></authorialNote>:</p></content>
<hcontainer id="it1" name="item"><num>(a)</num><content><p>clean;</p></content></hcontainer></hcontainer>
<hcontainer id="pr1" name="proviso"><content><p>Provided that dams may stay.</p></content></hcontainer></section></part></chapter></body>`,
        AKN2,
      ),
    )
    expect(outline(parsed)).toEqual([
      'chapter CHAPTER TWO DUTIES',
      'section PART I General',
      'article 3. Duty',
      '1 (1) Everybody shall keep rivers1:',
      '2 (a) clean;',
      '1 Provided that dams may stay.',
      'note 1 See Gazette 12.',
    ])
    expect(provisions(parsed.doc).map(({ eId }) => eId)).toEqual(expect.arrayContaining(['chp2', 'prt1', 'sec3', 'cl1', 'it1']))
  })

  it('a law keeps its long title, headings between articles, points below a chapeau, quoted provisions and schedules whole', async () => {
    const source =
      file(`<preface><p><docTitle>The Lamps Act</docTitle></p><longTitle><p>An Act about lamps</p></longTitle></preface>
<body><crossHeading>Introduction</crossHeading><section><num>1.</num><heading>Terms</heading><content><p>In this Act:</p><blockList><item><num>(a)</num><p>“lamp” means a light;</p></item></blockList></content></section>
<section><num>2.</num><content><p>After section 3 insert—<mod><quotedStructure startQuote="“" endQuote="”"><section><num>3A</num><heading>Moths</heading><content><p>No moth is harmed.</p></content></section></quotedStructure></mod></p></content></section></body>
<conclusions><p>Assented to.</p></conclusions>
<attachments><attachment><heading>Schedule</heading><subheading>(s. 2)</subheading><doc name="schedule"><mainBody><p>Street lamps.</p></mainBody></doc></attachment></attachments>`)
    expect(outline(await read(source))).toEqual([
      'title The Lamps Act',
      'preamble An Act about lamps',
      'section Introduction',
      'article 1. Terms',
      '1 In this Act:',
      '2 (a) “lamp” means a light;',
      'article 2.',
      '1 After section 3 insert— “3A Moths No moth is harmed.”',
      'closing Assented to.',
      'annex Schedule (s. 2)',
      '1 Street lamps.',
    ])
  })

  it.each([
    ['amendmentList', 'a list of amendments'],
    ['judgment', 'a judgment'],
    ['debate', 'a debate'],
  ])('%s is refused in words: it is no instrument', async (name, words) => {
    const source = `<akomaNtoso xmlns="${AKN3}"><${name} name="x"><meta/><p>Words.</p></${name}></akomaNtoso>`
    expect(await parseFile(new TextEncoder().encode(source))).toMatchObject({
      ok: false,
      problem: 'unsupported-file',
      reason: expect.stringContaining(words),
      place: name,
    })
  })

  it.each([
    ['a document type', `<!DOCTYPE akomaNtoso SYSTEM "http://localhost/x.dtd">${file(TREATY).slice(38)}`],
    ['entities', `<!DOCTYPE a [<!ENTITY b "bb">]>${file('<body><p>&b;</p></body>').slice(38)}`],
    ['damage', file(TREATY).replace('</article>', '')],
    ['deep nesting', file(`<body>${'<hcontainer>'.repeat(5000)}${'</hcontainer>'.repeat(5000)}</body>`)],
  ])('%s is refused', async (_name, source) => {
    expect(await parseFile(new TextEncoder().encode(source))).toMatchObject({ ok: false, problem: 'unreadable-file' })
  })
})

/** Rows in the order of the document, whatever that of the list: annexes may stand before or behind the closing formula. */
const byPlace = (parsed: Awaited<ReturnType<typeof read>>) => (a: string, b: string) =>
  outline(parsed).indexOf(a) - outline(parsed).indexOf(b)

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/akn')
describe.skipIf(!existsSync(corpus))('real Akoma Ntoso files', () => {
  const isList = (name: string) => name.includes('Amendments')
  const names = existsSync(corpus) ? readdirSync(corpus) : []

  it.each(names.filter(isList))('%s is no instrument', async (name) => {
    expect(await parseFile(readFileSync(path.join(corpus, name)))).toMatchObject({ ok: false, place: 'amendmentList' })
  })

  it.each(names.filter((name) => !isList(name)))('%s loses no character', async (name) => {
    const source = readFileSync(path.join(corpus, name))
    const parsed = await read(source)
    const text = source
      .toString()
      .replace(/<!--[^]*?-->|<\?[^]*?\?>|<(?:\w+:)?meta>[^]*?<\/(?:\w+:)?meta>|<meta [^]*?<\/meta>/g, '')
      .replace(/<[^>]*>/g, '')
    const plain = text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&')
    const seen = characters(
      printed(parsed.doc) +
        parsed.warnings.map(({ code, text }) => (code === 'masthead' || code === 'hidden-text' ? text : '')).join(''),
    )
    const count = (text: string) => Array.from(text).filter((char) => /[\p{L}\p{N}]/u.test(char)).length
    expect(count(seen)).toBeGreaterThanOrEqual(count(characters(plain)))
  })
})
