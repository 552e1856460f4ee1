import type { IContext, IXmlableObject, Paragraph } from 'docx'
import { xmlText } from '../stream/xml-text.ts'

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/**
 * `word/footnotes.xml`. The docx library begins every footnote with Word's own count (`w:footnoteRef`), which has no place in a footnote whose
 * mark is written out: the part is written here, of the library's paragraphs.
 */
export function footnotesPart(footnotes: readonly { readonly id: number; readonly paragraphs: readonly Paragraph[] }[]): {
  path: string
  data: string
} {
  const rule = (id: number, type: string, line: string) =>
    `<w:footnote w:type="${type}" w:id="${id}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:${line}/></w:r></w:p></w:footnote>`
  const notes = footnotes.map(
    ({ id, paragraphs }) => `<w:footnote w:id="${id}">${paragraphs.map(paragraphXml).join('')}</w:footnote>`,
  )
  const data =
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="${WORD}">` +
    `${rule(-1, 'separator', 'separator')}${rule(0, 'continuationSeparator', 'continuationSeparator')}${notes.join('')}</w:footnotes>`
  return { path: 'word/footnotes.xml', data }
}

/** Nothing in a note's paragraph asks the library about the file around it. */
const NO_FILE = { stack: [] } as unknown as IContext

function paragraphXml(paragraph: Paragraph): string {
  const written = paragraph.prepForXml(NO_FILE)
  return written ? xmlOf(written) : ''
}

/** The library's objects as XML: one name each, `_attr` for attributes, lists and texts for what is inside. */
const xmlOf = (object: IXmlableObject): string =>
  Object.entries(object)
    .map(([name, value]: [string, unknown]) => {
      const list = Array.isArray(value) ? (value as unknown[]) : [value]
      const attributes = list.flatMap(attributesOf).join('')
      const inside = list.map(insideOf).join('')
      return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`
    })
    .join('')

const isObject = (value: unknown): value is IXmlableObject => typeof value === 'object' && value !== null

const attributesOf = (value: unknown): string[] =>
  isObject(value) && isObject(value['_attr'])
    ? Object.entries(value['_attr']).flatMap(([name, text]) =>
        text === undefined ? [] : [` ${name}="${escaped(String(text))}"`],
      )
    : []

function insideOf(value: unknown): string {
  if (isObject(value)) return '_attr' in value ? '' : xmlOf(value)
  return typeof value === 'string' || typeof value === 'number' ? escaped(String(value)) : ''
}

const escaped = (text: string): string =>
  xmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
