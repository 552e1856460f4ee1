import type { Block } from '../../model/index.ts'

/**
 * Paragraph styles of an exported instrument, by their ids in the file. A headed block has a style for the line of its number
 * ("Article 24") and one for the line of its heading; a provision without a number stands without a hanging indent.
 */
export const LEVELS = [1, 2, 3, 4] as const
export type Level = (typeof LEVELS)[number]
export const HEADED = ['part', 'chapter', 'section', 'subsection', 'article', 'annex'] as const
export type Headed = (typeof HEADED)[number]
export type Look =
  | 'Title'
  | 'Preamble'
  | 'Recital'
  | 'Closing'
  | 'Note'
  | `Level${Level}${'' | 'Unnumbered'}`
  | `${Headed}${'Number' | 'Heading'}`

/** As Word lists the styles of paragraphs by their level. LibreOffice makes the ids of the file that it saves from these names. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  1: 'Paragraph',
  2: 'Subparagraph',
  3: 'Sub-subparagraph',
  4: 'Item',
}
/** Of a paragraph without a number. */
export const unnumberedName = (level: Level): string => `${LEVEL_NAMES[level]} without number`

/** The kind of heading a block is, or null for a block that is a paragraph of text. */
export function headedAs(block: Block): Headed | null {
  if (block.kind === 'article' || block.kind === 'annex') return block.kind
  return block.rank
}

/** The style of the line that ends a block: of its number when it is headed and has no words, otherwise of its words. */
export function look(block: Block, labelled: boolean): Look {
  const headed = headedAs(block)
  if (headed !== null) return labelled && !block.node?.childCount ? `${headed}Number` : `${headed}Heading`
  switch (block.kind) {
    case 'title':
      return 'Title'
    case 'preamble':
      return 'Preamble'
    case 'recital':
      return 'Recital'
    case 'closing':
      return 'Closing'
    case 'note':
      return 'Note'
    default:
      return `Level${level(block)}${labelled ? '' : 'Unnumbered'}`
  }
}

const level = (block: Block): Level => LEVELS[Math.min(Math.max(block.level, 1), LEVELS.length) - 1]!
