import {
  AlignmentType,
  LineRuleType,
  type IBaseParagraphStyleOptions,
  type IParagraphStyleOptions,
  type IStylesOptions,
} from 'docx'
import { HEADED, LEVEL_NAMES, LEVELS, unnumberedName, type Headed, type Look } from '../stream/look.ts'
import { wordLanguage } from './language.ts'

/** Type sizes in half-points, distances in twips (twentieths of a point). */
export const TEXT_SIZE = 22
const NOTE_SIZE = 18
const CHAPTER_SIZE = 26
const TITLE_SIZE = 28
const SMALL_SIZE = 17
const LINE = 276
const GAP = 120
export const INDENT = 567

/** Each kind of heading with its place in the outline, outermost first, and the names that Word lists. */
const HEADINGS: Record<Headed, { name: string; size: number; before: number }> = {
  part: { name: 'Part', size: CHAPTER_SIZE, before: 480 },
  chapter: { name: 'Chapter', size: CHAPTER_SIZE, before: 480 },
  section: { name: 'Section', size: TEXT_SIZE + 2, before: 360 },
  subsection: { name: 'Subsection', size: TEXT_SIZE + 1, before: 320 },
  article: { name: 'Article', size: TEXT_SIZE, before: 320 },
  annex: { name: 'Annex', size: CHAPTER_SIZE, before: 480 },
}

/** A style of the file whose id the stream of tokens names. */
type LookStyle = IParagraphStyleOptions & { id: Look }

/**
 * Styles that make the file look like a treaty: headings centred over justified text, numbers hanging by level. Headings stand on
 * Word's own Heading 1–4, of which the instrument takes as many as it has ranks, so that the navigation pane and a table of
 * contents work as in any Word file.
 * @param ranks the kinds of headings the instrument has
 */
export function treatyStyles(language: string, ranks: ReadonlySet<Headed>): IStylesOptions {
  const { font, language: lang, slanted } = wordLanguage(language)
  return {
    default: {
      document: {
        run: { font, language: lang, size: TEXT_SIZE },
        paragraph: { spacing: { line: LINE, lineRule: LineRuleType.AUTO, after: GAP } },
      },
      title: {
        run: { bold: true, size: TITLE_SIZE, font },
        paragraph: { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 240, after: 480 } },
      },
      ...wordHeadings(font),
    },
    paragraphStyles: [...textStyles(slanted), ...headingStyles(ranks, slanted), ...levelStyles(), ...FRAME_STYLES],
  }
}

/** Word's own headings, in the instrument's face and without Word's blue. */
function wordHeadings(font: ReturnType<typeof wordLanguage>['font']) {
  const heading = (size: number, outlineLevel: number) => ({
    run: { bold: true, color: '000000', font, size },
    paragraph: { alignment: AlignmentType.CENTER, keepNext: true, keepLines: true, outlineLevel },
  })
  return {
    heading1: heading(CHAPTER_SIZE, 0),
    heading2: heading(TEXT_SIZE + 2, 1),
    heading3: heading(TEXT_SIZE + 1, 2),
    heading4: heading(TEXT_SIZE, 3),
  }
}

const textStyle = (id: Look, name: string, style: IBaseParagraphStyleOptions = {}): LookStyle => ({
  ...style,
  id,
  name,
  basedOn: 'Normal',
  quickFormat: true,
  paragraph: { alignment: AlignmentType.BOTH, ...style.paragraph },
})

const textStyles = (slanted: boolean): LookStyle[] => [
  textStyle('Preamble', 'Preamble', { run: { italics: slanted } }),
  textStyle('Recital', 'Recital', { paragraph: { indent: { firstLine: INDENT } } }),
  textStyle('Closing', 'Closing words', { paragraph: { spacing: { before: 240 } } }),
  textStyle('Note', 'Note', { run: { size: NOTE_SIZE }, paragraph: hanging(INDENT, INDENT) }),
]

function headingStyles(ranks: ReadonlySet<Headed>, slanted: boolean): LookStyle[] {
  const outline = HEADED.filter((headed) => headed !== 'annex' && ranks.has(headed))
  return HEADED.flatMap((headed) => {
    const { name, size, before } = HEADINGS[headed]
    const level = headed === 'annex' ? 1 : Math.min(Math.max(outline.indexOf(headed), 0) + 1, LEVELS.length)
    const common = { basedOn: `Heading${level}`, quickFormat: true }
    const spacing = { before, after: 60 }
    const under = { before: 0, after: 200 }
    const slant = headed === 'article' && slanted
    return [
      {
        ...common,
        id: `${headed}Number`,
        name: `${name} number`,
        run: { size, bold: headed !== 'article', italics: slant },
        paragraph: { spacing },
      },
      { ...common, id: `${headed}Heading`, name: `${name} heading`, run: { size, bold: true }, paragraph: { spacing: under } },
    ] satisfies LookStyle[]
  })
}

/** "1." hangs at the margin, "(a)" one step in, and so on; without a number the text stands where the numbers do. */
const levelStyles = (): LookStyle[] =>
  LEVELS.flatMap((level) => [
    textStyle(`Level${level}`, LEVEL_NAMES[level], { paragraph: hanging(level * INDENT, INDENT) }),
    textStyle(`Level${level}Unnumbered`, unnumberedName(level), {
      paragraph: { indent: { left: (level - 1) * INDENT } },
    }),
  ])

const hanging = (left: number, by: number) => ({ indent: { left, hanging: by }, leftTabStop: left })

/** Header and footer, named as Word names them. */
const FRAME_STYLES: IParagraphStyleOptions[] = [
  {
    id: 'Header',
    name: 'header',
    basedOn: 'Normal',
    run: { size: SMALL_SIZE, color: '444444' },
    paragraph: { spacing: { after: 0 } },
  },
  {
    id: 'Footer',
    name: 'footer',
    basedOn: 'Normal',
    run: { size: SMALL_SIZE },
    paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 0 } },
  },
]
