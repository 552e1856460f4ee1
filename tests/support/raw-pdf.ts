import { deflateSync } from 'node:zlib'

/** An object of a PDF: its dictionary's entries, and the bytes of its stream if it has one. */
export type RawObject = readonly [entries: string, stream?: Uint8Array]

/** A PDF written object by object (ISO 32000-1, 7.5), with streams that no printer would write. The first object is the catalogue. */
export function rawPdf(objects: readonly RawObject[]): Uint8Array {
  const parts = [Buffer.from('%PDF-1.7\n')]
  let length = parts[0]!.length
  const add = (part: string | Uint8Array) => {
    parts.push(Buffer.from(part))
    length += part.length
  }
  const offsets = objects.map(([entries, stream], index) => {
    const offset = length
    add(`${index + 1} 0 obj\n<< ${entries}${stream ? ` /Length ${stream.length}` : ''} >>\n`)
    if (stream) {
      add('stream\n')
      add(stream)
      add('\nendstream\n')
    }
    add('endobj\n')
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  add(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
  )
  return Uint8Array.from(Buffer.concat(parts))
}

const PAGE = '/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R'
const FONT: RawObject = ['/Type /Font /Subtype /Type1 /BaseFont /Helvetica']
const WORDS = 'BT /F1 12 Tf 72 700 Td (Article 1) Tj 0 -30 Td (1. Each Party shall act.) Tj ET\n'
const onOnePage = (resources: string, content: RawObject, ...more: RawObject[]): Uint8Array =>
  rawPdf([
    ['/Type /Catalog /Pages 2 0 R'],
    ['/Type /Pages /Kids [3 0 R] /Count 1'],
    [`${PAGE} /Resources << /Font << /F1 5 0 R >> ${resources} >>`],
    content,
    FONT,
    ...more,
  ])

/** One page whose content unpacks to so many megabytes of nothing, from a thousandth of it. */
export const unpackingPdf = (megabytes: number): Uint8Array =>
  onOnePage('', ['/Filter /FlateDecode', deflateSync(WORDS + ' '.repeat(megabytes * 1024 * 1024))])

const DEPTH = 30

/** One page of forms that each paint the next ten times: 3 kB that would take longer than the world will stand. */
export function endlessPdf(): Uint8Array {
  const first = 6
  const form = (next: number | null): RawObject => [
    `/Type /XObject /Subtype /Form /BBox [0 0 595 842]${next === null ? '' : ` /Resources << /XObject << /X ${next} 0 R >> >>`}`,
    Buffer.from(next === null ? WORDS : '/X Do '.repeat(10)),
  ]
  const forms = Array.from({ length: DEPTH }, (_, index) => form(index + 1 < DEPTH ? first + index + 1 : null))
  return onOnePage(`/XObject << /X ${first} 0 R >>`, ['', Buffer.from(`${WORDS}/X Do`)], ...forms)
}
