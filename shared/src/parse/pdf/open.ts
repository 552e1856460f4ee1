import type { PDFDocumentProxy } from 'unpdf/pdfjs'
import { refuse, type Refusal } from '../result.ts'
import { readGlyphs, type Page } from './glyphs.ts'

/** The longest treaties with their annexes have some 600 pages (a trade agreement with schedules 2,000). */
const MAX_PAGES = 3000

/** Where the mark of the end is looked for: programs append a signature or a few empty lines behind it. */
const END_ZONE = 16 * 1024

/**
 * Reads the glyphs of every page. The library is loaded only here; it runs without network, without eval, without pictures
 * and without the fonts of the machine.
 */
export async function openPdf(bytes: Uint8Array): Promise<Page[] | Refusal> {
  const tail = new TextDecoder('latin1').decode(bytes.subarray(-END_ZONE))
  if (!tail.includes('%%EOF'))
    return refuse(
      'unreadable-file',
      'This PDF is cut off: its end is missing. Download or copy it again and import that.',
      'end of the file',
    )
  const { getDocument, OPS } = await import('unpdf/pdfjs')
  const task = getDocument({
    // A copy: the library takes its bytes over.
    data: Uint8Array.from(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    maxImageSize: 1,
    enableXfa: false,
    verbosity: 0,
  })
  try {
    return await readPages(await task.promise, OPS)
  } catch (error) {
    return refuseFor(error)
  } finally {
    await task.destroy()
  }
}

async function readPages(pdf: PDFDocumentProxy, ops: Parameters<typeof readGlyphs>[1]): Promise<Page[] | Refusal> {
  if (pdf.numPages > MAX_PAGES)
    return refuse('file-too-large', `The PDF has ${pdf.numPages} pages; at most ${MAX_PAGES} can be read.`)
  const pages: Page[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    try {
      const page = await pdf.getPage(number)
      pages.push(await readGlyphs(page, ops))
      page.cleanup()
    } catch {
      return damaged(`page ${number}`)
    }
  }
  return pages
}

const damaged = (place?: string): Refusal =>
  refuse('unreadable-file', 'This PDF is damaged. Download or copy it again and import that.', place)

/** The library tells its failures by name. */
function refuseFor(error: unknown): Refusal {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException')
    return refuse(
      'unreadable-file',
      'This PDF is protected by a password. Open it, save a copy without the password and import the copy.',
    )
  return damaged()
}
