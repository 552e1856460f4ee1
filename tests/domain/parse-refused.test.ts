import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFile, type Problem } from '@travaux/shared/parse'
import { para, wordFile } from '../support/parse-docx.ts'

const good = wordFile({ body: para('T') + para('Article 1') + para('Text.') })
const bytes = (text: string) => strToU8(text)
const utf16 = (text: string) =>
  Uint8Array.from(text, (char) => char.charCodeAt(0)).reduce<number[]>((all, byte) => [...all, byte, 0], [])
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const withMain = (xml: string) => wordFile({ body: '', parts: { 'word/document.xml': xml } })

/** Says in the directory that the document is small while it unpacks to 64 MB. */
function lyingZip(): Uint8Array {
  const file = wordFile({ body: '', parts: { 'word/document.xml': new Uint8Array(64 * 1024 * 1024) } })
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (let at = 0; at + 4 < file.length; at++)
    if (view.getUint32(at, true) === 0x02014b50 && file[at + 46 + 5] === 'd'.charCodeAt(0)) view.setUint32(at + 24, 100_000, true)
  return file
}

function encryptedZip(): Uint8Array {
  const file = Uint8Array.from(good)
  const view = new DataView(file.buffer)
  for (let at = 0; at + 4 < file.length; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true)
  return file
}

const DEEP = 100_000

const BAD: [name: string, file: () => Uint8Array, problem: Problem, words: RegExp][] = [
  ['an empty file', () => new Uint8Array(), 'unreadable-file', /empty/],
  ['a text of spaces', () => bytes(' \n\t\n'), 'no-structure', /no text/],
  ['a cut-off Word file', () => good.subarray(0, good.length - 60), 'unreadable-file', /cut off/],
  ['half a Word file', () => good.subarray(0, good.length / 2), 'unreadable-file', /cut off/],
  ['an encrypted Word file', () => Uint8Array.from([...OLE, ...utf16('....EncryptedPackage')]), 'unreadable-file', /password/],
  ['an encrypted zip', encryptedZip, 'unreadable-file', /password/],
  ['an old Word file', () => Uint8Array.from([...OLE, ...utf16('....WordDocument')]), 'unsupported-file', /\.docx/],
  ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'unsupported-file', /picture/],
  ['a PDF that is cut off', () => bytes('%PDF-1.7\n…'), 'unreadable-file', /cut off/],
  ['a damaged PDF', () => bytes('%PDF-1.7\nnothing\n%%EOF'), 'unreadable-file', /damaged/],
  ['a rich text file', () => bytes('{\\rtf1 Article 1}'), 'unsupported-file', /Rich Text/],
  ['an XML file of another kind', () => bytes('<?xml version="1.0"?><a>Article 1</a>'), 'unsupported-file', /not Akoma Ntoso/],
  ['a program', () => Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256), 'unsupported-file', /neither/],
  ['a zip of other files', () => zipSync({ 'a.txt': bytes('Article 1') }), 'unsupported-file', /zip file/],
  [
    'a workbook',
    () => zipSync({ 'xl/workbook.xml': bytes('<a/>'), '[Content_Types].xml': bytes('<a/>') }),
    'unsupported-file',
    /Excel/,
  ],
  [
    'a Word file without document',
    () => wordFile({ body: '', parts: { 'word/document.xml': null } }),
    'unreadable-file',
    /no document/,
  ],
  ['a document without body', () => withMain(`<w:document xmlns:w="${W}"/>`), 'unreadable-file', /no text/],
  ['an empty document', () => wordFile({ body: '' }), 'no-structure', /no text/],
  ['damaged XML', () => withMain(`<w:document xmlns:w="${W}"><w:body><w:p></w:body>`), 'unreadable-file', /damaged/],
  [
    'damaged numbering',
    () => wordFile({ body: para('Article 1'), parts: { 'word/numbering.xml': '<w:numbering>' } }),
    'unreadable-file',
    /numbering\.xml/,
  ],
  [
    'a document type with entities',
    () =>
      withMain(`<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="${W}"><w:body/></w:document>`),
    'unreadable-file',
    /document type/,
  ],
  [
    'an outside entity',
    () => withMain(`<!doctype a SYSTEM "file:///etc/passwd"><w:document xmlns:w="${W}"><w:body/></w:document>`),
    'unreadable-file',
    /document type/,
  ],
  [
    'deep nesting',
    () =>
      withMain(`<w:document xmlns:w="${W}"><w:body>${'<w:sdt>'.repeat(DEEP)}${'</w:sdt>'.repeat(DEEP)}</w:body></w:document>`),
    'unreadable-file',
    /levels deep/,
  ],
  [
    'a zip bomb',
    () => wordFile({ body: '', parts: { 'word/document.xml': new Uint8Array(100 * 1024 * 1024) } }),
    'file-too-large',
    /100 MB/,
  ],
  ['a zip bomb that lies', lyingZip, 'file-too-large', /larger than it says/],
  ['a file of 51 MB', () => new Uint8Array(51 * 1024 * 1024).fill(32), 'file-too-large', /51 MB/],
  ['a text of a million lines', () => bytes('1. One.\n'.repeat(1_000_000)), 'file-too-large', /60000/],
  ['a letter', () => bytes('Dear Sir,\n\nthank you for your letter.\n\nYours'), 'no-structure', /No articles/],
]

describe('bad files', () => {
  it.each(BAD)('%s is refused with a reason', async (_name, file, problem, words) => {
    const parsed = await parseFile(file())
    expect(parsed).toMatchObject({ ok: false, problem })
    expect(!parsed.ok && parsed.reason).toMatch(words)
  })

  it('a name that promises Word is answered', async () => {
    const parsed = await parseFile(Uint8Array.from({ length: 100 }), { name: 'Treaty.DOCX' })
    expect(!parsed.ok && parsed.reason).toContain('although its name ends in .docx')
  })

  it('outside parts are never looked at', async () => {
    const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/styles" Target="http://localhost/styles.xml" TargetMode="External"/></Relationships>`
    const file = wordFile({ body: para('Article 1') + para('Text.'), parts: { 'word/_rels/document.xml.rels': relationships } })
    expect(await parseFile(file)).toMatchObject({ ok: true, found: { articles: 1 } })
  })

  /** Each would take hours if any step cost the square of a line's or a text's length. */
  it.each([
    ['a line of spaces', `Article 1\n1. One.${' '.repeat(3_000_000)}end.`],
    ['a line of labels', `Article 1\n${'(a) '.repeat(50_000)}`],
    ['a line of brackets', `Article 1\n1. One.\n${'('.repeat(2_000_000)}`],
    ['a line of numbers', `Article 1\n1. One.\n${'1.'.repeat(1_000_000)}`],
    ['the same label again and again', `Article 1\n${'(i) word\n'.repeat(20_000)}`],
  ])('%s is read all the same', async (_name, text) => {
    expect(await parseFile(bytes(text))).toMatchObject({ ok: true })
  })

  it('no damage to a file makes the reader throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (damage) => {
          const file = Uint8Array.from(good)
          for (const [at, value] of damage) file[at] = value
          expect(typeof (await parseFile(file)).ok).toBe('boolean')
        },
      ),
      { numRuns: 300 },
    )
  })
})
