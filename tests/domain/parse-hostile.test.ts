import { describe, expect, it } from 'vitest'
import { pdfOf } from '../support/hostile-files.ts'
import { read } from '../support/parse-reading.ts'

describe('what a PDF holds beside its text', () => {
  it('scripts, links and forms are never looked at', async () => {
    const file = await pdfOf({}, (doc) => {
      doc.text('Article 1\n\n1. Each Party shall act.')
      doc.link(10, 10, 100, 100, 'http://localhost:1/')
      doc.addNamedJavaScript('a', 'app.alert(1)')
    })
    expect((await read(file)).found.articles).toBe(1)
  })

  it('text along the edge is left out and named', async () => {
    const file = await pdfOf({}, (doc) => {
      doc.text('Article 1').moveDown().text('1. Each Party shall act, and no Party shall wait.')
      doc.rotate(-90, { origin: [30, 500] }).text('ADVANCE COPY', 30, 500)
    })
    const parsed = await read(file)
    expect(parsed.warnings.find(({ code }) => code === 'astray-text')!.text).toContain('ADVANCE')
    expect(parsed.doc.textContent).not.toContain('ADVANCE')
  })
})
