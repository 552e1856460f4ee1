import type { Node } from 'prosemirror-model'
import type { Block, DivisionRank, ProvisionKind } from '../model/index.ts'

/** What a label is made of; every `Block` is one. */
export type Labelled = Pick<Block, 'kind' | 'number'> & Partial<Pick<Block, 'form' | 'rank' | 'level'>>

/** House style by language, `#` for the number. The words are those of United Nations and Council of Europe treaties. */
interface HouseStyle {
  article: string
  annex: string
  division: Record<DivisionRank, string>
  paragraph: string
  subparagraph: string
}

const style = (
  article: string,
  annex: string,
  [part, chapter, section, subsection]: readonly [string, string, string, string],
  paragraph = '#.',
  subparagraph = '#)',
): HouseStyle => ({ article, annex, division: { part, chapter, section, subsection }, paragraph, subparagraph })

const ENGLISH = style('Article #', 'Annex #', ['PART #', 'CHAPTER #', 'Section #', 'Subsection #'], '#.', '(#)')

const HOUSE_STYLES: Readonly<Record<string, HouseStyle>> = {
  en: ENGLISH,
  fr: style('Article #', 'Annexe #', ['PARTIE #', 'CHAPITRE #', 'Section #', 'Sous-section #']),
  es: style('Artículo #', 'Anexo #', ['PARTE #', 'CAPÍTULO #', 'Sección #', 'Subsección #']),
  ru: style('Статья #', 'Приложение #', ['ЧАСТЬ #', 'ГЛАВА #', 'Раздел #', 'Подраздел #']),
  ar: style('المادة #', 'المرفق #', ['الجزء #', 'الفصل #', 'الفرع #', 'الفرع الثانوي #'], '#-', '(#)'),
  zh: style('第#条', '附件#', ['第#部分', '第#章', '第#节', '第#小节'], '#.', '(#)'),
  de: style('Artikel #', 'Anlage #', ['TEIL #', 'KAPITEL #', 'Abschnitt #', 'Unterabschnitt #'], '(#)'),
  it: style('Articolo #', 'Allegato #', ['PARTE #', 'CAPITOLO #', 'Sezione #', 'Sottosezione #']),
  pt: style('Artigo #', 'Anexo #', ['PARTE #', 'CAPÍTULO #', 'Secção #', 'Subsecção #'], '#.'),
}

/**
 * The label as printed before a provision: "1.", "(a)", "Article 24", "CHAPTER II"; '' for a provision without a number. The form
 * of the source goes before the house style of `language` (a BCP 47 tag; an unknown language takes English).
 */
export function label({ kind, number, form, rank, level }: Labelled, language: string): string {
  if (number === null || number === '') return ''
  const wanted = form ?? houseForm(kind, rank ?? null, level ?? 0, HOUSE_STYLES[language.toLowerCase().split('-')[0]!] ?? ENGLISH)
  return wanted.replaceAll('#', () => number)
}

/** The label of a block as printed; '' without a number. */
export const blockLabel = (block: Block, language: string): string => label(block, language)

/** The label of a node of the document (article, annex, provision, recital, division, note); '' without a number. */
export function nodeLabel({ type, attrs }: Node, language: string): string {
  const number = (attrs['number'] as string | null | undefined) ?? null
  const form = (attrs['form'] as string | null | undefined) ?? null
  const level = (attrs['level'] as number | undefined) ?? 0
  const rank = (attrs['rank'] as DivisionRank | undefined) ?? null
  return label({ kind: kindOf(type.name, level, rank), number, form, level, rank }, language)
}

function kindOf(name: string, level: number, rank: DivisionRank | null): ProvisionKind {
  if (rank !== null) return rank === 'subsection' ? 'section' : rank
  return name === 'provision' ? (level === 1 ? 'paragraph' : 'subparagraph') : (name as ProvisionKind)
}

function houseForm(kind: ProvisionKind, rank: DivisionRank | null, level: number, house: HouseStyle): string {
  switch (kind) {
    case 'article':
      return house.article
    case 'annex':
      return house.annex
    case 'part':
    case 'chapter':
    case 'section':
      return house.division[rank ?? kind]
    case 'paragraph':
      return level > 1 ? house.subparagraph : house.paragraph
    case 'subparagraph':
      return house.subparagraph
    case 'recital':
      return '(#)'
    case 'note':
    case 'title':
    case 'preamble':
    case 'closing':
      return '#'
  }
}
