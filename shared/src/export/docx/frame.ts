import { BorderStyle, Footer, Header, PageNumber, Paragraph, TextRun, type ISectionPropertiesOptions } from 'docx'
import { legend, MARKED_LEGEND, provenance, type HeadText } from '../head.ts'
import { xmlText } from '../stream/xml-text.ts'

/** None of what the frame says stands in the body, which is the instrument and nothing else. */
export type FrameText = HeadText & { view: 'tracked' | 'clean' }

/** What the frame of a text with its changes says. */
export const textFrame = (text: FrameText) =>
  frame(
    [text.draftTitle, provenance(text.view, text), legend(text.view, text.scope, TRACKED_LEGEND)],
    `${text.draftTitle} · ${text.baseName}`,
  )

const TRACKED_LEGEND = `${MARKED_LEGEND} Every change can be accepted or rejected on its own.`

/** A4, with margins of 2.5 cm, in twips. */
export const pageProperties: ISectionPropertiesOptions = {
  page: {
    size: { width: 11906, height: 16838 },
    margin: { top: 1418, bottom: 1418, left: 1418, right: 1418, header: 709, footer: 709 },
  },
  titlePage: true,
}

/** The first page says in full what the file is, the pages after it in one line. Every page has its number. */
export function frame(first: readonly string[], running: string) {
  return {
    headers: {
      first: firstHeader(first),
      default: new Header({ children: [new Paragraph({ style: 'Header', text: xmlText(running) })] }),
    },
    footers: { first: pageNumber(), default: pageNumber() },
  }
}

/** The first line is the file's name, a third one explains it. */
function firstHeader(lines: readonly string[]): Header {
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 4, space: 6, color: '888888' } }
  return new Header({
    children: lines.map(
      (line, index) =>
        new Paragraph({
          style: 'Header',
          ...(index === lines.length - 1 && { border: rule }),
          children: [
            new TextRun({ text: xmlText(line), ...(index === 0 && { bold: true }), ...(index > 1 && { italics: true }) }),
          ],
        }),
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
