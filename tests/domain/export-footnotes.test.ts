import { strFromU8, unzipSync } from 'fflate'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { exportDocx } from '@travaux/shared/export'
import { blocks, blockText } from '@travaux/shared/model'
import { parseFile, type TrackedChanges } from '@travaux/shared/parse'
import { reimport } from '@travaux/shared/reimport'
import { accept, settled, suggestions } from '@travaux/shared/suggest'
import { readTracked, settledParagraphs } from '@travaux/shared/tracked'
import { inWords, Lawyer } from '../support/lawyer.ts'
import { NOTED_BASE, NOTED_DRAFT } from '../support/noted.ts'
import { EXPORTED_AT, printedLines, wordExport } from '../support/word-export.ts'

const byDora = () => ({ author: 'Dora', at: EXPORTED_AT })
const bytes = await exportDocx(wordExport(NOTED_BASE, NOTED_DRAFT, { attribute: byDora }))
const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
const notesOf = (text: Node) => printedLines(text, 'en', ({ kind }) => kind === 'note')

describe('the footnotes of a Word file', () => {
  it('are Word’s own: each reference leads to one footnote, and each footnote has one reference', () => {
    const references = [...parts['word/document.xml']!.matchAll(/<w:footnoteReference w:customMarkFollows="1" w:id="(\d+)"\/>/g)]
    const footnotes = [...parts['word/footnotes.xml']!.matchAll(/<w:footnote w:id="(\d+)">/g)]
    const ids = (found: RegExpExecArray[]) => found.map(([, id]) => id)
    expect(ids(references)).toEqual(ids(footnotes))
    expect(new Set(ids(footnotes)).size).toBe(6)
    expect(parts['word/document.xml']).not.toContain('The report has')
  })

  it('come and go with their references, tracked', () => {
    const body = parts['word/document.xml']!
    expect(body).toMatch(/<w:ins [^>]*><w:r><w:rPr><w:vertAlign w:val="superscript"\/><\/w:rPr><w:footnoteReference [^>]*\/><w:t/)
    expect(body).toMatch(
      /<w:del [^>]*><w:r><w:rPr><w:vertAlign w:val="superscript"\/><\/w:rPr><w:footnoteReference [^>]*\/><w:delText/,
    )
  })

  it.each<[choice: 'accept' | 'reject', text: Node]>([
    ['accept', NOTED_DRAFT],
    ['reject', NOTED_BASE],
  ])('read as they should when everything is %sed', (choice, text) => {
    const file = readTracked(bytes)
    if (!file.ok) throw new Error(file.reason)
    expect(file.warnings).toEqual([])
    const settled = settledParagraphs(file, choice)
    expect(settled.filter((one) => one.in === 'body').map((one) => one.text)).toEqual(
      printedLines(text, 'en', ({ kind }) => kind !== 'note'),
    )
    const notes = settled.filter((one) => one.in.startsWith('footnote') && one.text !== '').map((one) => one.text)
    expect(notes).toEqual(notesOf(text))
  })

  it.each<[choice: TrackedChanges, text: Node]>([
    ['accept', NOTED_DRAFT],
    ['reject', NOTED_BASE],
  ])('are imported as notes, %s', async (trackedChanges, text) => {
    const parsed = await parseFile(bytes, { name: 'noted.docx', trackedChanges })
    if (!parsed.ok) throw new Error(parsed.reason)
    const read = (doc: Node) =>
      blocks(doc).map((block) => [
        block.kind,
        block.number,
        blockText(block),
        block.node?.children.filter((run) => run.marks.some(({ type }) => type.name === 'noteRef')).map((run) => run.text),
      ])
    expect(read(parsed.doc)).toEqual(read(text))
  })

  const bring = (file: Uint8Array) => {
    const read = readTracked(file)
    if (!read.ok) throw new Error(read.reason)
    const draft = { doc: settled(NOTED_DRAFT), records: new Map() }
    let count = 0
    return reimport({
      file: read,
      base: NOTED_BASE,
      exported: draft,
      counted: new Map(),
      exportedAt: '2026-11-24T00:00:00Z',
      draft,
      language: 'en',
      names: new Map([['dora', 'Dora']]),
      known: new Set(),
      author: () => ({ user: 'word_jane', at: 1_700_000_000_000, newId: () => `word_jane:${++count}` }),
    })
  }

  it('come back from Word without a change', () => {
    const { matched, unmatched, warnings } = bring(bytes)
    expect([matched, unmatched, warnings]).toEqual([[], [], []])
  })

  it('come back with what was changed in them as suggestions', () => {
    const lawyer = new Lawyer(bytes)
    lawyer.edit(inWords(lawyer, 'each year', { op: 'replace', text: 'every year' }))
    const { draft, matched, unmatched } = bring(lawyer.save())
    expect([matched.length, unmatched]).toEqual([2, []])
    const accepted = accept(
      draft,
      suggestions(draft).map(({ id }) => id),
    )
    if (!accepted.ok) throw new Error(accepted.reason)
    expect(printedLines(accepted.transform.doc)).toEqual(
      printedLines(NOTED_DRAFT).map((line) => line.replace('each year', 'every year')),
    )
  })
})
