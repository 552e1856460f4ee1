import PDFDocument from 'pdfkit'
import { strToU8, zipSync } from 'fflate'
import type { Problem } from '@travaux/shared/parse'
import { para, wordFile } from './parse-docx.ts'
import { PLAIN_PRINT, printPdf } from './parse-pdf.ts'

/** A file that must be refused: what is wrong with it, in which words the person is told, and where the trouble is. */
export interface HostileFile {
  what: string
  name: string
  make: () => Uint8Array | Promise<Uint8Array>
  problem: Problem
  words: RegExp
  place?: RegExp
}

/** A PDF by hand; `draw` is given the document with its first page open. */
export async function pdfOf(options: PDFKit.PDFDocumentOptions, draw: (doc: PDFKit.PDFDocument) => void): Promise<Uint8Array> {
  const doc = new PDFDocument(options)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => doc.on('end', resolve))
  draw(doc)
  doc.end()
  await ended
  return Uint8Array.from(Buffer.concat(chunks))
}

export const GOOD_WORD = wordFile({ body: para('T') + para('Article 1') + para('Text.') })
const goodPdf = async () =>
  (
    await printPdf(
      [
        { kind: 'title', label: null, words: 'A Convention', level: 0 },
        { kind: 'article', label: 'Article 1', words: 'Scope', level: 0 },
        { kind: 'text', label: '1.', words: 'Each Party shall act.', level: 1 },
      ],
      PLAIN_PRINT,
    )
  ).bytes

const bytes = (text: string) => strToU8(text)
const utf16 = (text: string) =>
  Uint8Array.from(text, (char) => char.charCodeAt(0)).reduce<number[]>((all, byte) => [...all, byte, 0], [])
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ole = (stream: string) => Uint8Array.from([...OLE, ...utf16(`....${stream}`)])
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const withMain = (xml: string | Uint8Array) => wordFile({ body: '', parts: { 'word/document.xml': xml } })
const AKN = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
const akn = (body: string, front = '') => bytes(`<?xml version="1.0"?>\n${front}<akomaNtoso xmlns="${AKN}">${body}</akomaNtoso>`)
const MEGABYTE = 1024 * 1024

/** Says in the directory that the document is small while it unpacks to 64 MB. */
function lyingZip(): Uint8Array {
  const file = withMain(new Uint8Array(64 * MEGABYTE))
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (let at = 0; at + 4 < file.length; at++)
    if (view.getUint32(at, true) === 0x02014b50 && file[at + 46 + 5] === 'd'.charCodeAt(0)) view.setUint32(at + 24, 100_000, true)
  return file
}

function encryptedZip(): Uint8Array {
  const file = Uint8Array.from(GOOD_WORD)
  const view = new DataView(file.buffer)
  for (let at = 0; at + 4 < file.length; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true)
  return file
}

/** A PDF whose second page's object is overwritten. */
async function brokenPage(): Promise<Uint8Array> {
  const file = await pdfOf({ compress: false }, (doc) => doc.text('Article 1 of a treaty').addPage().text('Article 2 of it'))
  const text = Buffer.from(file).toString('latin1')
  return Uint8Array.from(Buffer.from(text.replace(/\/Kids \[(\d+ 0 R) \d+ 0 R\]/, '/Kids [$1 999 0 R]'), 'latin1'))
}

const DEEP = 100_000
const nested = (tag: string, depth = DEEP) => `<${tag}>`.repeat(depth) + `</${tag}>`.repeat(depth)
const OUTSIDE_MAIN =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="http://127.0.0.1:9/document.xml" TargetMode="External"/></Relationships>'

const row =
  (problem: Problem) =>
  (what: string, name: string, make: HostileFile['make'], words: RegExp, place?: RegExp): HostileFile => ({
    what,
    name,
    make,
    problem,
    words,
    ...(place && { place }),
  })
const unreadable = row('unreadable-file')
const unsupported = row('unsupported-file')
const tooLarge = row('file-too-large')
const unstructured = row('no-structure')

/** The document's part of a Word file. */
const MAIN = /^word\/document\.xml$/
const END = /^end of the file$/

export const HOSTILE_FILES: readonly HostileFile[] = [
  unreadable('an empty file', 'a.docx', () => new Uint8Array(), /empty/),
  unreadable('a cut-off Word file', 'a.docx', () => GOOD_WORD.subarray(0, -60), /cut off/, END),
  unreadable('half a Word file', 'a.docx', () => GOOD_WORD.subarray(0, GOOD_WORD.length / 2), /cut off/, END),
  unreadable('an encrypted Word file', 'a.docx', () => ole('EncryptedPackage'), /password/),
  unreadable('an encrypted zip', 'a.docx', encryptedZip, /password/),
  unsupported('an old Word file', 'a.doc', () => ole('WordDocument'), /\.docx/),
  unsupported(
    'a Word file with macros',
    'a.docm',
    () => wordFile({ body: para('Article 1') + para('Text.'), parts: { 'word/vbaProject.bin': Uint8Array.from([1, 2, 3]) } }),
    /macros/,
    /^word\/vbaProject\.bin$/,
  ),
  unreadable(
    'a Word file without document',
    'a.docx',
    () => wordFile({ body: '', parts: { 'word/document.xml': null } }),
    /no document/,
  ),
  unreadable(
    'a Word file whose text is elsewhere',
    'a.docx',
    () =>
      wordFile({ body: para('Article 1') + para('Text.'), parts: { '_rels/.rels': OUTSIDE_MAIN, 'word/document.xml': null } }),
    /no document/,
  ),
  unreadable(
    'parts that climb out of the file',
    '../../../etc/passwd.docx',
    () =>
      wordFile({
        body: '',
        parts: {
          '../../../etc/passwd': 'x',
          'word/document.xml': null,
          '_rels/.rels': OUTSIDE_MAIN.replace(/http[^"]+/, '../../../../etc/passwd').replace(' TargetMode="External"', ''),
        },
      }),
    /no document/,
  ),
  unreadable('a document without body', 'a.docx', () => withMain(`<w:document xmlns:w="${W}"/>`), /no text/),
  unstructured('an empty document', 'a.docx', () => wordFile({ body: '' }), /no text/),
  unreadable('damaged XML', 'a.docx', () => withMain(`<w:document xmlns:w="${W}"><w:body><w:p></w:body>`), /damaged/, MAIN),
  unreadable(
    'damaged numbering',
    'a.docx',
    () => wordFile({ body: para('Article 1'), parts: { 'word/numbering.xml': '<w:numbering>' } }),
    /damaged/,
    /^word\/numbering\.xml$/,
  ),
  unreadable(
    'a document type with entities',
    'a.docx',
    () =>
      withMain(`<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="${W}"><w:body/></w:document>`),
    /document type/,
    MAIN,
  ),
  unreadable(
    'an outside entity',
    'a.docx',
    () => withMain(`<!doctype a SYSTEM "file:///etc/passwd"><w:document xmlns:w="${W}"><w:body/></w:document>`),
    /document type/,
    MAIN,
  ),
  unreadable(
    'deep nesting',
    'a.docx',
    () => withMain(`<w:document xmlns:w="${W}"><w:body>${nested('w:sdt')}</w:body></w:document>`),
    /levels deep/,
    MAIN,
  ),
  tooLarge('a zip bomb', 'a.docx', () => withMain(new Uint8Array(100 * MEGABYTE)), /100 MB/, MAIN),
  tooLarge('a zip bomb that lies', 'a.docx', lyingZip, /larger than it says/, MAIN),
  unsupported('a zip of other files', 'a.zip', () => zipSync({ 'a.txt': bytes('Article 1') }), /zip file/),
  unsupported(
    'a workbook',
    'a.xlsx',
    () => zipSync({ 'xl/workbook.xml': bytes('<a/>'), '[Content_Types].xml': bytes('<a/>') }),
    /Excel/,
  ),
  unsupported(
    'an OpenDocument text',
    'a.odt',
    () => zipSync({ mimetype: bytes('application/vnd.oasis.opendocument.text'), 'content.xml': bytes('<a/>') }),
    /OpenDocument.+\.docx/,
  ),
  unreadable(
    'a PDF with a password',
    'a.pdf',
    () => pdfOf({ userPassword: 'secret' }, (doc) => doc.text('Article 1')),
    /password/,
  ),
  unstructured(
    'a PDF of pictures',
    'scan.pdf',
    () => pdfOf({}, (doc) => doc.rect(50, 50, 400, 600).fill('grey').addPage().rect(9, 9, 9, 9).fill()),
    /pictures of pages/,
  ),
  unstructured('an empty PDF', 'a.pdf', () => pdfOf({}, () => undefined), /pictures of pages/),
  unreadable(
    'a PDF cut in half',
    'a.pdf',
    async () => {
      const file = await goodPdf()
      return file.subarray(0, file.length >> 1)
    },
    /cut off/,
    END,
  ),
  unreadable('a PDF that is cut off', 'a.pdf', () => bytes('%PDF-1.7\n…'), /cut off/, END),
  unreadable('a PDF without its table', 'a.pdf', () => bytes(`%PDF-1.7\n${'x'.repeat(5000)}\n%%EOF`), /damaged/),
  unreadable('a PDF of which a page is missing', 'a.pdf', brokenPage, /damaged/, /^page 2$/),
  unsupported('an XML file of another kind', 'a.xml', () => bytes('<?xml version="1.0"?><a>Article 1</a>'), /not Akoma Ntoso/),
  unreadable('Akoma Ntoso that ends early', 'a.xml', () => akn('<act>\n<body>\n<article>\n</body></act>'), /damaged/, /^line 4$/),
  unreadable(
    'Akoma Ntoso with entities',
    'a.xml',
    () => akn('<act>&b;</act>', '<!DOCTYPE akomaNtoso [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'),
    /document type/,
    /^line 2$/,
  ),
  unreadable(
    'Akoma Ntoso nested deep',
    'a.xml',
    () => akn(`<act>\n<body>\n${nested('section')}</body></act>`),
    /levels deep/,
    /^line 4$/,
  ),
  unreadable(
    'a web page with entities',
    'a.html',
    () => bytes('<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>Article 1</p><p>1. &b;</p></html>'),
    /entities/,
    /document type/,
  ),
  unreadable(
    'a web page nested deep',
    'a.html',
    () => bytes(`<!doctype html><p>Article 1</p>${nested('div')}`),
    /nested too deep/,
  ),
  unsupported('a picture', 'a.png', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), /picture/),
  unsupported('a rich text file', 'a.rtf', () => bytes('{\\rtf1 Article 1}'), /Rich Text/),
  unsupported('a program', 'a.txt', () => Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256), /neither/),
  unsupported(
    'a program named as Word',
    'Treaty.DOCX',
    () => Uint8Array.from({ length: 100 }),
    /although its name ends in \.docx/,
  ),
  unstructured('a text of spaces', 'a.txt', () => bytes(' \n\t\n'), /no text/),
  unstructured('a letter', 'a.txt', () => bytes('Dear Sir,\n\nthank you for your letter.\n\nYours'), /No articles/),
  tooLarge('a text of 70,000 paragraphs', 'a.txt', () => bytes('1. One.\n'.repeat(70_000)), /60000/, /60001/),
  tooLarge('a file of 51 MB', 'a.txt', () => new Uint8Array(51 * MEGABYTE).fill(32), /5[01] MB/),
]
