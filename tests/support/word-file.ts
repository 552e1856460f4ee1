import { strToU8, zipSync } from 'fflate'

/** Word files written by hand, mark by mark, as other programs write them. */
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const W14 =
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface WordParts {
  /** `w:comment` elements. */
  comments?: string
  /** `w15:commentEx` elements. */
  commentsExtended?: string
}

/** A file with this body: `w:p` and `w:tbl` elements. */
export function wordFile(body: string, { comments, commentsExtended }: WordParts = {}): Uint8Array<ArrayBuffer> {
  const part = (name: string, text: string) => `<?xml version="1.0"?><w:${name} ${W} ${W14}>${text}</w:${name}>`
  const relationship = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const relationships = (text: string) => `<?xml version="1.0"?><Relationships xmlns="${RELATIONSHIPS}">${text}</Relationships>`
  return zipSync({
    '_rels/.rels': strToU8(relationships(relationship('r1', 'officeDocument', 'word/document.xml'))),
    'word/_rels/document.xml.rels': strToU8(
      relationships(
        (comments ? relationship('r1', 'comments', 'comments.xml') : '') +
          (commentsExtended ? relationship('r2', 'commentsExtended', 'commentsExtended.xml') : ''),
      ),
    ),
    'word/document.xml': strToU8(part('document', `<w:body>${body}</w:body>`)),
    ...(comments && { 'word/comments.xml': strToU8(part('comments', comments)) }),
    ...(commentsExtended && {
      'word/commentsExtended.xml': strToU8(`<?xml version="1.0"?><w15:commentsEx ${W14}>${commentsExtended}</w15:commentsEx>`),
    }),
  })
}

let id = 100
export const who = (author: string, date = '2026-11-20T10:00:00Z'): string =>
  `w:id="${id++}" w:author="${author}" w:date="${date}"`
export const run = (text: string, properties = '', name = 't'): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:${name} xml:space="preserve">${text}</w:${name}></w:r>`
export const ins = (author: string, text: string): string => `<w:ins ${who(author)}>${run(text)}</w:ins>`
export const del = (author: string, text: string): string => `<w:del ${who(author)}>${run(text, '', 'delText')}</w:del>`
/** What one person inserted and another struck. */
export const insDel = (author: string, other: string, text: string): string => `<w:ins ${who(author)}>${del(other, text)}</w:ins>`
export const para = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`
export const mark = (name: 'ins' | 'del' | 'moveFrom' | 'moveTo', author: string): string =>
  `<w:rPr><w:${name} ${who(author)}/></w:rPr>`
