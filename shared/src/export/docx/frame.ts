import {
  BorderStyle,
  Footer,
  Header,
  PageNumber,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type IRunOptions,
  type ISectionPropertiesOptions,
} from 'docx'
import { legend, provenance, type HeadText } from '../head.ts'
import { readsRightToLeft, xmlText } from '../stream/xml-text.ts'
import { wordsIn } from '../words/index.ts'

/** None of what the frame says stands in the body, which is the instrument and nothing else. */
export type FrameText = HeadText & { view: 'tracked' | 'clean' }

/** What the frame of a text with its changes says. */
export const textFrame = (text: FrameText) =>
  frame(
    [text.draftTitle, provenance(text.view, text), legend(text.view, text, true)],
    `${text.draftTitle} · ${text.baseName}`,
    wordsIn(text.language).direction,
  )

/** A4, with margins of 2.5 cm, in twips. */
export const pageProperties: ISectionPropertiesOptions = {
  page: {
    size: { width: 11906, height: 16838 },
    margin: { top: 1418, bottom: 1418, left: 1418, right: 1418, header: 709, footer: 709 },
  },
  titlePage: true,
}

/**
 * The first page says in full what the file is, the pages after it in one line. Every page has its number.
 * @param direction of the words
 */
export function frame(first: readonly string[], running: string, direction: 'ltr' | 'rtl') {
  const line = lineOf(direction)
  return {
    headers: {
      first: firstHeader(first.filter(Boolean), line),
      default: new Header({ children: [line(running)] }),
    },
    footers: { first: pageNumber(), default: pageNumber() },
  }
}

type LineOf = (text: string, look?: IRunOptions, options?: IParagraphOptions) => Paragraph

const lineOf =
  (direction: 'ltr' | 'rtl'): LineOf =>
  (text, look = {}, options = {}) =>
    new Paragraph({
      style: 'Header',
      ...(direction === 'rtl' && { bidirectional: true }),
      ...options,
      children: [
        new TextRun({
          ...look,
          text: xmlText(text),
          ...(direction === 'rtl' && readsRightToLeft(text) && { rightToLeft: true }),
        }),
      ],
    })

/** The first line is the file's name, a third one explains it. */
function firstHeader(lines: readonly string[], line: LineOf): Header {
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 4, space: 6, color: '888888' } }
  return new Header({
    children: lines.map((text, index) =>
      line(text, { ...(index === 0 && { bold: true }) }, { ...(index === lines.length - 1 && { border: rule }) }),
    ),
  })
}

const pageNumber = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })
