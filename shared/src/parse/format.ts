import { isUtf16, SAMPLE } from './encoding.ts'
import { refuse, type Refusal, type SourceFormat } from './result.ts'

const ask = 'Import a Word file (.docx), a PDF, a web page (.html), Akoma Ntoso (.xml), Markdown or plain text.'
const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0))

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** First bytes of files that are not text, and what to say about them. */
const SIGNATURES: readonly { start: number[]; reason: string }[] = [
  { start: ascii('\u0089PNG'), reason: `This is a picture. ${ask}` },
  { start: [0xff, 0xd8, 0xff], reason: `This is a picture. ${ask}` },
  { start: ascii('GIF8'), reason: `This is a picture. ${ask}` },
  { start: ascii('II*\0'), reason: `This is a picture. ${ask}` },
  { start: ascii('{\\rtf'), reason: 'This is a Rich Text file. Open it in Word and save it as Word (.docx).' },
  { start: [0x1f, 0x8b], reason: `This is a compressed file. Unpack it first. ${ask}` },
  { start: ascii('7z'), reason: `This is a compressed file. Unpack it first. ${ask}` },
  { start: ascii('Rar!'), reason: `This is a compressed file. Unpack it first. ${ask}` },
]

/** Tells the format from the content; the file's name only helps to say what is wrong. */
export function formatOf(bytes: Uint8Array, name = ''): SourceFormat | Refusal {
  if (bytes.length === 0) return refuse('unreadable-file', 'The file is empty.')
  const starts = (start: readonly number[]) => start.every((byte, index) => bytes[index] === byte)
  if (starts(ascii('PK'))) return 'docx'
  if (isPdf(bytes)) return 'pdf'
  if (starts(OLE)) return refuseOle(bytes)
  const known = SIGNATURES.find(({ start }) => starts(start))
  if (known) return refuse('unsupported-file', known.reason)
  if (isBinary(bytes)) {
    const what = /\.docx$/i.test(name)
      ? 'This is no Word file, although its name ends in .docx.'
      : 'This is neither a Word file, nor a PDF, nor text.'
    return refuse('unsupported-file', `${what} ${ask}`)
  }
  return markupOf(bytes)
}

/** A PDF may have a few bytes in front of its mark (ISO 32000-1, implementation note 13). */
const isPdf = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')

/** Word writes a password-protected file as an OLE container with a stream named EncryptedPackage (MS-OFFCRYPTO 2.3.4). */
function refuseOle(bytes: Uint8Array): Refusal {
  const encrypted = new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage')
  return encrypted
    ? refuse(
        'unreadable-file',
        'This Word file is protected by a password. Open it in Word, remove the password, save it and import it again.',
      )
    : refuse(
        'unsupported-file',
        'This is a file of an old Word (.doc) or another old Office program. Open it and save it as Word (.docx).',
      )
}

function isBinary(bytes: Uint8Array): boolean {
  if (isUtf16(bytes)) return false
  const sample = bytes.subarray(0, SAMPLE)
  const controls = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length
  return controls > sample.length / 200
}

/** Characters looked at for the marks of a format. */
const HEAD = 4096

/** Tells web pages, XML and Markdown from plain text. */
function markupOf(bytes: Uint8Array): SourceFormat | Refusal {
  const head = new TextDecoder(isUtf16(bytes) ?? 'utf-8').decode(bytes.subarray(0, HEAD)).replace(/^[\uFEFF\s]+/u, '')
  if (/^<(?:\?xml|!--|!DOCTYPE (?!html)|[\w.-]*:?akomaNtoso\b)/i.test(head) && !/^[^]{0,600}<html\b/i.test(head))
    return /<(?:[\w.-]+:)?akomaNtoso\b/.test(head) || namesAkn(bytes)
      ? 'akn'
      : refuse('unsupported-file', `This XML file is not Akoma Ntoso. ${ask}`)
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype html|html|head|body|title|meta|div|p|h[1-6]|table|article|section|main)\b/i.test(
      head,
    )
  )
    return 'html'
  return isMarkdown(bytes) ? 'markdown' : 'txt'
}

/** A long comment may stand in front of the root element. */
const namesAkn = (bytes: Uint8Array): boolean =>
  /<(?:[\w.-]+:)?akomaNtoso\b/.test(new TextDecoder().decode(bytes.subarray(0, SAMPLE)))

/** What Markdown has and the text of a treaty has not: headings with number signs, lines in double stars, notes and links. */
const MARKDOWN = /^#{1,6} +\S|^\*\*[^*\n]+\*\*[ \t]*$|^\[\^[^\]\s]+\]:|\]\(https?:/gm

const isMarkdown = (bytes: Uint8Array): boolean =>
  (new TextDecoder(isUtf16(bytes) ?? 'utf-8').decode(bytes.subarray(0, SAMPLE)).match(MARKDOWN)?.length ?? 0) > 1
