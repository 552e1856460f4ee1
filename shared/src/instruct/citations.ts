import { LATIN_WORDS } from '../number/index.ts'
import type { Place } from './instruction.ts'

/** A number in a citation, with the place that it names. */
export interface Mention {
  readonly from: number
  readonly to: number
  readonly place: Place
}

/** A citation of other provisions in a text: "article 24, paragraph 1", "paragraphs 1 and 4 of this article". */
export interface Citation {
  readonly from: number
  readonly to: number
  /** Outermost first where they nest: the article, its paragraph, its points. */
  readonly mentions: readonly Mention[]
}

/** Where a citation stands, for "this article", "this paragraph" and "above". */
export interface Standpoint {
  readonly article: Place | null
  readonly paragraph: Place | null
}

/** How a language cites. `of` leads from the paragraph to its article where the paragraph is named first. */
interface Style {
  readonly article: string
  readonly paragraph: string
  readonly point: string
  readonly chapter: string
  readonly of: string
  readonly thisArticle: string
  readonly thisParagraph: string
  readonly and: string
}

const STYLES: Readonly<Record<string, Style>> = {
  en: {
    article: 'articles?',
    paragraph: 'paragraphs?',
    point: 'sub-?paragraphs?|points?',
    chapter: 'chapters?',
    of: ',? of ',
    thisArticle: '(?:this|the present) article',
    thisParagraph: '(?:this|the present) paragraph',
    and: 'and|or|to|through|and/or',
  },
  fr: {
    article: 'articles?',
    paragraph: 'paragraphes?',
    point: 'alinéas?',
    chapter: 'chapitres?',
    of: ",? (?:de l’|de l'|des |du )",
    thisArticle: 'présent article',
    thisParagraph: 'présent paragraphe',
    and: 'et|ou|à',
  },
  es: {
    article: 'artículos?',
    paragraph: 'párrafos?',
    point: 'apartados?|incisos?',
    chapter: 'capítulos?',
    of: ',? (?:del |de los |de )',
    thisArticle: 'presente artículo',
    thisParagraph: 'presente párrafo',
    and: 'y|o|a',
  },
  ru: {
    article: 'стать(?:я|и|е|ю|ей|ями|ям|ях)|статей',
    paragraph: 'пункт(?:а|е|у|ом|ы|ов|ам|ами|ах)?',
    point: 'подпункт(?:а|е|у|ом|ы|ов|ам|ами|ах)?',
    chapter: 'глав(?:а|ы|е|у|ой)?',
    of: ' ',
    thisArticle: 'настоящей статьи',
    thisParagraph: 'настоящего пункта',
    and: 'и|или|до|по',
  },
  ar: {
    article: 'المادة|المادتين|المواد',
    paragraph: 'الفقرة|الفقرتين|الفقرات',
    point: 'الفقرة الفرعية|الفقرات الفرعية',
    chapter: 'الفصل',
    of: ' من ',
    thisArticle: 'هذه المادة',
    thisParagraph: 'هذه الفقرة',
    and: 'و|أو|إلى',
  },
}

const NUMBER = `\\p{Nd}+(?:[ \\u00a0](?:${LATIN_WORDS.join('|')})(?!\\p{L}))?`
const POINTS = '(?:\\s?\\(\\p{L}{1,4}\\))'

interface Patterns {
  readonly outward: RegExp
  readonly inward: RegExp
  readonly points: RegExp
  readonly chapters: RegExp
}

function patternsOf(style: Style): Patterns {
  const and = `(?:\\s?,\\s(?:(?:${style.and})\\s)?|\\s(?:${style.and})\\s?)`
  const numbers = `${NUMBER}(?:${and}(?=\\p{Nd})${NUMBER})*`
  const points = `${POINTS}+(?:${and}(?=\\()${POINTS}+)*`
  const word = (source: string) => `(?<![\\p{L}\\p{M}])(?:${source})\\s`
  const paragraphs = `(?:${style.paragraph})\\s(?<paragraph>${numbers})(?<points>${points})?`
  const build = (source: string) => new RegExp(source, 'dgiu')
  return {
    outward: build(
      `${word(style.article)}(?<article>${numbers})(?:,?\\s${paragraphs})?(?:,?\\s(?:${style.point})\\s(?<apart>${points}))?`,
    ),
    inward: build(
      `(?<![\\p{L}\\p{M}])(?:(?:${style.point})\\s(?<apart>${points})${style.of})?${paragraphs}(?:${style.of}(?:(?<own>${style.thisArticle})|(?:${style.article})\\s(?<article>${NUMBER}))|(?=\\s(?:above|below)))`,
    ),
    points: build(`${word(style.point)}(?<points>${points})(?:${style.of}(?<own>${style.thisParagraph})|\\s(?:above|below))`),
    chapters: build(`${word(style.chapter)}(?<chapter>[IVXLC]+(?:${and}[IVXLC]+)*)(?!\\p{L})`),
  }
}

const PATTERNS = new Map(Object.entries(STYLES).map(([language, style]) => [language, patternsOf(style)]))
/** “第十七条第二款第（一）项”; the numbers are taken as they stand. */
const HAN = /第(?<article>[\p{Nd}〇一二三四五六七八九十百]+)条(?:第(?<paragraph>[\p{Nd}〇一二三四五六七八九十]+)款)?/dgu

/** The citations of a text in its language, in order; none overlaps another. Citations of other treaties are not told apart. */
export function citations(text: string, language: string, standpoint: Standpoint): Citation[] {
  const tongue = language.toLowerCase().split('-')[0]!
  const patterns = PATTERNS.get(tongue)
  const found: Citation[] = []
  if (tongue === 'zh') for (const match of text.matchAll(HAN)) add(found, read(match, null, null))
  if (!patterns) return found
  for (const match of text.matchAll(patterns.inward)) {
    const article = match.groups!['article'] === undefined ? standpoint.article : null
    add(found, read(match, article, null))
  }
  for (const match of text.matchAll(patterns.outward)) add(found, read(match, null, null))
  for (const match of text.matchAll(patterns.points)) add(found, read(match, null, standpoint.paragraph))
  for (const match of text.matchAll(patterns.chapters)) add(found, read(match, null, null))
  return found.sort((a, b) => a.from - b.from)
}

function add(found: Citation[], citation: Citation | null): void {
  if (!citation || citation.mentions.length === 0) return
  if (found.some(({ from, to }) => citation.from < to && from < citation.to)) return
  found.push(citation)
}

/** The mentions of one match: numbers of articles, then of paragraphs of the last article, then points of the last paragraph. */
function read(match: RegExpExecArray, article: Place | null, paragraph: Place | null): Citation | null {
  const at = match.indices!.groups!
  const mentions: Mention[] = []
  const each = (group: string, pattern: RegExp, place: (number: string) => Place): Place | null => {
    const range = at[group]
    if (!range) return null
    let last: Place | null = null
    for (const one of match[0].slice(range[0] - match.index, range[1] - match.index).matchAll(pattern)) {
      last = place(one[1] ?? one[0])
      const from = range[0] + one.index + (one[1] === undefined ? 0 : 1)
      mentions.push({ from, to: from + (one[1] ?? one[0]).length, place: last })
    }
    return last
  }
  const number = new RegExp(`${NUMBER}|[〇一二三四五六七八九十百]+`, 'gu')
  const inArticle = each('article', number, (one) => `article ${one}`) ?? article
  const inParagraph =
    inArticle === null ? paragraph : (each('paragraph', number, (one) => `${inArticle}, paragraph ${one}`) ?? paragraph)
  const above = inParagraph ?? inArticle
  for (const group of ['points', 'apart']) if (above !== null) points(match, at[group], above, mentions)
  each('chapter', /[IVXLC]+/g, (one) => `chapter ${one}`)
  return { from: match.index, to: match.index + match[0].length, mentions }
}

/** "(a) (ii) and (b)": a bracket right behind another is below it. */
function points(match: RegExpExecArray, range: [number, number] | undefined, above: Place, mentions: Mention[]): void {
  if (!range) return
  let path: string[] = []
  let end = -1
  for (const one of match[0].slice(range[0] - match.index, range[1] - match.index).matchAll(/\((\p{L}+)\)/gu)) {
    path = one.index - end <= 1 && end >= 0 ? [...path, one[0]] : [one[0]]
    end = one.index + one[0].length
    const from = range[0] + one.index + 1
    mentions.push({ from, to: from + one[1]!.length, place: `${above}, subparagraph ${path.join('')}` })
  }
}
