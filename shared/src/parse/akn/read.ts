import type { Node } from 'prosemirror-model'
import type { Warning } from '../../protocol/index.ts'
import { build, keepIds, schema } from '../../model/index.ts'
import { detectLanguage, RTL_LANGUAGES } from '../language.ts'
import { inline, joinRuns, readable, type Run } from '../line.ts'
import { leftOut, refuse, type Metadata, type Refusal } from '../result.ts'
import { headingInline } from '../structure/sheet.ts'
import { houseOr } from '../structure/house.ts'
import { isDivision, ranksOf } from '../structure/ranks.ts'
import { attribute, child, children, nameOf, parseXml, XmlError, type Element } from '../xml.ts'
import { BodyReader, holdsBlocks, idOf } from './body.ts'
import { DIVISIONS, LANGUAGES } from './names.ts'
import { provisionNumber } from './numbers.ts'
import { commentsIn, find, plainWords, wordsOf, type Met } from './words.ts'

/** A document that needs no guessing: its structure is in its marks. */
export interface Marked {
  ok: true
  doc: Node
  metadata: Metadata
  warnings: Warning[]
}

/** Reads Akoma Ntoso 2.0 or 3.0 into a document; eIds stay. Nothing outside the file is looked at. */
export function readAkn(bytes: Uint8Array): Marked | Refusal {
  try {
    return readDocument(parseXml(bytes, null))
  } catch (error) {
    if (error instanceof XmlError)
      return refuse('unreadable-file', `${error.message} Ask where it came from for another copy.`, error.place)
    throw error
  }
}

function readDocument(root: Element): Marked | Refusal {
  const main = children(root).find((one) => nameOf(one) !== 'meta')
  if (nameOf(root) !== 'akomaNtoso' || !main) return refuse('unreadable-file', 'This Akoma Ntoso file has no document in it.')
  const other = NO_INSTRUMENT[nameOf(main)]
  if (other !== undefined)
    return refuse('unsupported-file', `This Akoma Ntoso file holds ${other}, not the text of an instrument.`, nameOf(main))
  const met: Met = { notes: [], apart: commentsIn(root.ownerDocument ?? root) }
  const language = languageOf(main)
  const preface = readPreface(main, met)
  const body = readBody(main, met, language.code)
  const preamble = readPreamble(child(main, 'preamble'), met, language.code)
  const closing = readClosing(child(main, 'conclusions'), met)
  const notes = met.notes.map(({ number, element }) =>
    schema.node('note', { eId: idOf(element), number }, inline(allWords(element, met))),
  )
  const title = preface.title === null ? [] : [build.title(headingInline(preface.title))]
  const attrs = { language: language.code, direction: language.direction }
  const long = preface.long.length > 0 ? [build.preamble(inline(preface.long))] : []
  // The closing formula stands in front of the annexes.
  const annexAt = body.findIndex((node) => node.type.name === 'annex')
  const end = annexAt < 0 ? body.length : annexAt
  const nodes = [...title, ...long, ...preamble, ...body.slice(0, end), ...closing, ...body.slice(end), ...notes]
  return {
    ok: true,
    doc: keepIds(schema.node('doc', attrs, nodes)),
    metadata: {
      title: preface.title && readable(preface.title),
      symbol: preface.symbol,
      date: preface.date,
      language: language.code,
      direction: language.direction,
    },
    warnings: warningsOf(preface.rest, met),
  }
}

/** Documents of Akoma Ntoso that are no instrument, and what to call them. */
const NO_INSTRUMENT: Readonly<Record<string, string>> = {
  amendmentList: 'a list of amendments',
  amendment: 'an amendment',
  judgment: 'a judgment',
  debate: 'a debate',
  debateReport: 'the report of a debate',
}

function languageOf(main: Element): { code: string; direction: 'ltr' | 'rtl' } {
  const said = attribute(find(main, 'FRBRlanguage'), 'language') ?? ''
  const code = LANGUAGES[said] ?? (/^[a-z]{2}$/.test(said) ? said : null)
  return code === null ? detectLanguage(plainWords(main)) : { code, direction: RTL_LANGUAGES.has(code) ? 'rtl' : 'ltr' }
}

interface Preface {
  title: Run[] | null
  /** The long title of a law that has a short one for its title. */
  long: Run[]
  symbol: string | null
  date: string | null
  /** Words of the preface and cover page that are no title. */
  rest: string[]
}

function readPreface(main: Element, met: Met): Preface {
  const parts = ['coverPage', 'preface'].flatMap((name) => child(main, name) ?? [])
  const within = (name: string) => parts.map((part) => find(part, name)).find((one) => one !== null) ?? null
  const [long, short] = [within('longTitle'), within('docTitle')]
  // The title of a bill may be a part of its long one ("A Bill to regulate lamps").
  const apart = long && short && !isWithin(long, short) && !isWithin(short, long) ? long : null
  const title = apart ? short : (long ?? short ?? within('shortTitle'))
  const blocks = parts.flatMap(leaves)
  const holder =
    title && blocks.find((block) => block === title || plainWords(block) === plainWords(title) || holdsWords(block, title))
  const rest = blocks.filter((block) => block !== holder && !(apart && holdsWords(block, apart))).map(plainWords)
  return {
    title: holder ? wordsOf(holder, met) : null,
    long: apart ? allWords(apart, met) : [],
    symbol: plainWords(within('docNumber')) || null,
    date: attribute(within('docDate'), 'date') ?? null,
    rest: rest.filter((words) => words !== ''),
  }
}

/** Whether a block is the element, stands in it or holds it. */
const holdsWords = (block: Element, element: Element): boolean => isWithin(block, element) || isWithin(element, block)
const isWithin = (outer: Element, inner: Element): boolean =>
  outer === inner || children(outer).some((one) => isWithin(one, inner))

/** The blocks of words below an element. */
const leaves = (element: Element): Element[] => (holdsBlocks(element) ? children(element).flatMap(leaves) : [element])

function readPreamble(preamble: Element | null, met: Met, language: string): Node[] {
  if (!preamble) return []
  return children(preamble).flatMap((part): Node[] => {
    const name = nameOf(part)
    if (name === 'recitals' || name === 'citations') return readPreamble(part, met, language)
    if (name === 'recital' || name === 'citation') return [recital(part, met, language)]
    return leaves(part).map((block) => schema.node('preamble', { eId: idOf(block) }, inline(wordsOf(block, met))))
  })
}

function recital(element: Element, met: Met, language: string): Node {
  const { number, form } = provisionNumber(plainWords(child(element, 'num')))
  const blocks = children(element).filter((one) => nameOf(one) !== 'num')
  const words = blocks.flatMap(leaves).reduce<Run[]>((all, block) => joinRuns(all, wordsOf(block, met)), [])
  const attrs = { eId: idOf(element), number, form: form === null ? null : houseOr(form, { kind: 'recital', number }, language) }
  return schema.node('recital', attrs, inline(words.length > 0 || blocks.length > 0 ? words : wordsOf(element, met)))
}

function readBody(main: Element, met: Met, language: string): Node[] {
  const containers = children(main).filter(
    (one) => !['meta', 'coverPage', 'preface', 'preamble', 'conclusions'].includes(nameOf(one)),
  )
  const articles = find(main, 'article') || !find(main, 'section') ? 'article' : 'section'
  const kinds = containers
    .flatMap((one) => namesBelow(one))
    .flatMap((name) => (name !== articles && name in DIVISIONS ? [DIVISIONS[name]!] : []))
  const reader = new BodyReader(met, language, ranksOf([...new Set(kinds)].filter(isDivision)), articles)
  for (const container of containers) {
    if (['attachments', 'components', 'annexes'].includes(nameOf(container)))
      for (const one of children(container)) readAnnex(one, reader, met)
    else reader.read(container)
  }
  return reader.blocks
}

function readAnnex(element: Element, reader: BodyReader, met: Met): void {
  const document = children(element).find((one) => child(one, 'mainBody') ?? child(one, 'body')) ?? element
  const preface = readPreface(document, met)
  const headings = children(element).filter((one) => ['heading', 'subheading'].includes(nameOf(one)))
  const heading = headings.reduce<Run[]>((all, one) => joinRuns(all, wordsOf(one, met)), [])
  const number = plainWords(child(element, 'num'))
  reader.annex(element, joinRuns(heading, preface.title ?? []), number)
  met.apart.push(...preface.rest)
  for (const part of children(document))
    if (!['meta', 'preface', 'coverPage', 'num', 'heading', 'subheading'].includes(nameOf(part))) reader.read(part)
  reader.close()
}

const namesBelow = (element: Element): string[] => [nameOf(element), ...children(element).flatMap(namesBelow)]

const readClosing = (conclusions: Element | null, met: Met): Node[] =>
  (conclusions ? leaves(conclusions) : [])
    .map((block) => schema.node('closing', { eId: idOf(block) }, inline(wordsOf(block, met))))
    .filter((node) => node.content.size > 0)

const allWords = (element: Element, met: Met): Run[] =>
  leaves(element).reduce<Run[]>((all, block) => joinRuns(all, wordsOf(block, met)), [])

function warningsOf(preface: readonly string[], { apart }: Met): Warning[] {
  const list: Warning[] = []
  if (preface.length > 0)
    list.push(
      leftOut(
        'masthead',
        'The lines above the title were taken as details of the document and left out of the text.',
        null,
        preface.join('\n'),
      ),
    )
  const words = apart.filter((one) => one !== '').join('\n')
  if (words)
    list.push(leftOut('hidden-text', 'Deleted words, remarks, comments and tables of contents were left out.', null, words))
  return list
}
