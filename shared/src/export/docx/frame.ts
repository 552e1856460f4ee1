import { BorderStyle, Footer, Header, PageNumber, Paragraph, TextRun, type ISectionPropertiesOptions } from 'docx'
import { xmlText } from '../stream/xml-text.ts'

/** What the frame of the page says about the file: none of it stands in the body, which is the instrument and nothing else. */
export interface FrameText {
  draftTitle: string
  baseName: string
  view: 'tracked' | 'clean'
  scope: 'all' | 'changed'
  generatedAt: Date
}

/** A4, with margins of 2.5 cm, in twips. */
export const pageProperties: ISectionPropertiesOptions = {
  page: {
    size: { width: 11906, height: 16838 },
    margin: { top: 1418, bottom: 1418, left: 1418, right: 1418, header: 709, footer: 709 },
  },
  titlePage: true,
}

/** The first page says in full what the file is; the pages after it name the draft and its base. Every page has its number. */
export function frame(text: FrameText) {
  return {
    headers: { first: firstHeader(text), default: runningHeader(text) },
    footers: { first: pageNumber(), default: pageNumber() },
  }
}

function firstHeader(text: FrameText): Header {
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 4, space: 6, color: '888888' } }
  return new Header({
    children: [
      new Paragraph({ style: 'Header', children: [new TextRun({ text: xmlText(text.draftTitle), bold: true })] }),
      new Paragraph({
        style: 'Header',
        children: [new TextRun({ text: xmlText(`${provenance(text)}, ${longDate(text.generatedAt)}`) })],
      }),
      new Paragraph({ style: 'Header', border: rule, children: [new TextRun({ text: legend(text), italics: true })] }),
    ],
  })
}

const runningHeader = ({ draftTitle, baseName }: FrameText): Header =>
  new Header({
    children: [new Paragraph({ style: 'Header', children: [new TextRun({ text: xmlText(`${draftTitle} · ${baseName}`) })] })],
  })

const provenance = ({ view, baseName }: FrameText): string =>
  view === 'tracked' ? `Compared with: ${baseName}` : `Clean text of a draft made from: ${baseName}`

function legend({ view, scope }: FrameText): string {
  const shown = view === 'tracked' ? TRACKED_LEGEND : ''
  return [shown, scope === 'changed' ? CHANGED_LEGEND : ''].filter(Boolean).join(' ')
}

const TRACKED_LEGEND =
  'Inserted words are underlined, deleted words are struck through. Every change can be accepted or rejected on its own.'
const CHANGED_LEGEND = 'Only the provisions with changes are given, under the headings they stand under.'

const pageNumber = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })

/** "23 November 2026", by the UTC calendar as every date of the file. */
const longDate = (at: Date): string => at.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
