import type { Node } from 'prosemirror-model'
import { blocks, blockText } from '../model/index.ts'
import { blockLabel } from '../number/index.ts'
import type { Warning } from '../protocol/index.ts'
import { withLabel, withNumbers, type Line } from './line.ts'
import type { Source } from './source.ts'

/** A printed line of a page. Lengths in points from the page's upper start corner; `y` is the baseline. */
export interface Printed {
  page: number
  x: number
  width: number
  y: number
  size: number
  text: string
}

/** One line of the source as a person sees it beside the structure. */
export interface SourceLine {
  /** As in warnings: "paragraph 12", "page 3, line 4". */
  place: string
  /** With its automatic number and the numbers of footnotes. */
  text: string
  style: string | null
  /** In points. */
  indent: number | null
  centred: boolean
  /** Where it is printed, in a format with pages. */
  printed?: readonly Printed[]
}

/** The lines of a source, footnotes last. */
export const sourceLines = ({ lines, notes }: Source): SourceLine[] => [
  ...lines.map(shown),
  ...notes.map(({ number, form = '#', runs }) => ({
    place: `footnote ${number}`,
    text: `${form.replace('#', () => number)} ${withNumbers(runs)}`,
    style: null,
    indent: null,
    centred: false,
  })),
]

/** The lines of a file that says itself what each piece of it is (Akoma Ntoso): one a piece. */
export const blockLines = (doc: Node): SourceLine[] =>
  blocks(doc).map((block) => ({
    place: block.eId,
    text: [blockLabel(block, doc.attrs['language'] as string), blockText(block)].filter(Boolean).join(' '),
    style: null,
    indent: null,
    centred: false,
  }))

const shown = (line: Line): SourceLine => ({
  place: line.place,
  text: withNumbers(withLabel(line).runs).replace(/\t/g, ' ').trim(),
  style: line.style,
  indent: line.indent,
  centred: line.align === 'center',
  ...(line.printed && { printed: line.printed }),
})

/** Warnings whose text is not in the document and could be brought back. */
const LEFT_OUT = new Set(['contents', 'masthead', 'hidden-text', 'text-box', 'comments', 'page-furniture', 'astray-text'])

/** Whether a warning carries, whole, text that was left out of the document. */
export const isLeftOut = ({ code, text }: Warning): boolean => LEFT_OUT.has(code) && text !== null
