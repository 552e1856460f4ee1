import type { DivisionKind } from '../structure/ranks.ts'
import { nameOf, type Element } from '../xml.ts'

/** Elements of Akoma Ntoso (2.0 and 3.0) by what they are in an instrument. */

const listed = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Divisions above articles, by the kind that tells their rank. */
export const DIVISIONS: Readonly<Record<string, DivisionKind>> = {
  book: 'part',
  tome: 'part',
  part: 'part',
  title: 'title-unit',
  chapter: 'chapter',
  section: 'section',
  subPart: 'section',
  subpart: 'section',
  subChapter: 'section',
  subchapter: 'section',
  division: 'section',
  subTitle: 'subsection',
  subtitle: 'subsection',
  subsection: 'subsection',
  subdivision: 'subsection',
}

/** What stands below an article, each level of nesting a level of provisions; divisions do too where a law has sections for articles. */
export const PROVISIONS = listed(
  'paragraph subparagraph clause subclause point indent alinea sublist level rule subrule proviso transitional item article',
)

/** Elements that hold blocks, and blocks themselves: what is none of these within a block is words of it. */
export const BLOCKS = listed(
  'p block num heading subheading crossHeading longTitle formula intro wrapUp content list blockList listIntroduction listWrapUp ' +
    'blockContainer container hcontainer tblock table tr td th caption toc tocItem ul ol li quotedStructure mod foreign',
)

/** Whether an element holds a block of words, or is one. */
export const isBlock = (element: Element): boolean => {
  const name = nameOf(element)
  return BLOCKS.has(name) || PROVISIONS.has(name) || name in DIVISIONS
}

/** Words that are no text of the instrument: they are set apart in a warning. */
export const APART = listed('toc del remark recordedTime')

/** ISO 639 codes of three letters, as Akoma Ntoso writes languages, and their BCP 47 form. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  ara: 'ar',
  chi: 'zh',
  zho: 'zh',
  eng: 'en',
  fra: 'fr',
  fre: 'fr',
  rus: 'ru',
  spa: 'es',
  por: 'pt',
  deu: 'de',
  ger: 'de',
  ita: 'it',
  nld: 'nl',
  pol: 'pl',
  ell: 'el',
  heb: 'he',
  fas: 'fa',
  ukr: 'uk',
  jpn: 'ja',
}
