import { strToU8, zipSync } from 'fflate'

/** Small Word files written by hand, so that a test shows the very XML that it is about. */
export interface WordParts {
  /** Content of `w:body`. */
  body: string
  numbering?: string
  styles?: string
  footnotes?: string
  /** Replaces whole parts by name; null leaves one out. */
  parts?: Record<string, string | Uint8Array | null>
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const relationships = (...list: [type: string, target: string][]) =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([type, target], index) => `<Relationship Id="r${index}" Type="${REL}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

export function wordFile({ body, numbering = '', styles = '', footnotes = '', parts = {} }: WordParts): Uint8Array {
  const files: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relationships(['officeDocument', 'word/document.xml']),
    'word/document.xml': `${HEAD}<w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/numbering.xml': `${HEAD}<w:numbering ${W}>${numbering}</w:numbering>`,
    'word/styles.xml': `${HEAD}<w:styles ${W}>${styles}</w:styles>`,
    'word/footnotes.xml': `${HEAD}<w:footnotes ${W}>${footnotes}</w:footnotes>`,
    'word/_rels/document.xml.rels': relationships(
      ['numbering', 'numbering.xml'],
      ['styles', 'styles.xml'],
      ['footnotes', 'footnotes.xml'],
    ),
    ...parts,
  }
  const kept = Object.entries(files).filter((entry): entry is [string, string | Uint8Array] => entry[1] !== null)
  return zipSync(Object.fromEntries(kept.map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])))
}

/** A run; `properties` is XML for `w:rPr`. */
export const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`

/** A paragraph of text or of given content; `properties` is XML for `w:pPr`. */
export const para = (content: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith('<') ? content : run(content)}</w:p>`

/** A numbered paragraph. */
export const item = (numId: number, level: number, content: string): string =>
  para(content, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`)

/** A level of a list: format, text, start and anything else. */
export const listLevel = (level: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`
