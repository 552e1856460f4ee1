import PDFDocument from 'pdfkit'

/** A line of words at its place, in points from the page's upper left corner to its baseline. */
export interface PlacedLine {
  x: number
  y: number
  text: string
  size?: number
}

/** A PDF with lines just where a test wants them, page by page, painted in the order given. */
export async function placedPdf(pages: readonly (readonly PlacedLine[])[]): Promise<Uint8Array> {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => doc.on('end', resolve))
  for (const page of pages) {
    doc.addPage()
    for (const { x, y, text, size = 11 } of page)
      doc.font('Times-Roman').fontSize(size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
  }
  doc.end()
  await ended
  return Uint8Array.from(Buffer.concat(chunks))
}
