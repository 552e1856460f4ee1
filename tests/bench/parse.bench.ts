import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exportDocx } from '@travaux/shared/export'
import { parseFile } from '@travaux/shared/parse'
import { PLAIN_PRINT, printPdf } from '../support/parse-pdf.ts'
import { piecesOf } from '../support/parse-print.ts'
import { treaty } from '../support/treaty.ts'
import { wordExport } from '../support/word-export.ts'
import { time, type Bench, type Row } from './row.ts'

const WORD_FILE_WORDS = 20_000
/** Prints on some 125 pages. */
const PDF_WORDS = 64_000
const RUNS = 5

const isInstalled = (program: string, ...args: string[]): boolean => !spawnSync(program, args, { stdio: 'ignore' }).error

/** A file of its own for a program to read, taken away when the work is done. */
async function withFile<T>(name: string, bytes: Uint8Array, work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-bench-'))
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  try {
    return await work(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function word(): Promise<Row[]> {
  if (!isInstalled('pandoc', '--version')) {
    console.log('  pandoc is not installed on this machine: nothing to compare the Word import with.')
    return []
  }
  const base = treaty(WORD_FILE_WORDS)
  const bytes = await exportDocx(wordExport(base, base, { view: 'clean' }))
  const ours = await time(RUNS, () => parseFile(bytes))
  const peer = await withFile('treaty.docx', bytes, (file) =>
    time(RUNS, () => execFileSync('pandoc', ['-f', 'docx', '-t', 'plain', file])),
  )
  console.log(`  ${Math.round(WORD_FILE_WORDS / (ours / 1000)).toLocaleString('en')} words a second`)
  const measure = `Word file of ${WORD_FILE_WORDS} words, bytes to provisions`
  return [{ measure, ours, peer, peerName: 'pandoc -t plain', unit: 'ms', target: 1 }]
}

async function pdf(): Promise<Row[]> {
  if (!isInstalled('pdftotext', '-v')) {
    console.log('  pdftotext is not installed on this machine: nothing to compare the PDF import with.')
    return []
  }
  const layout = { ...PLAIN_PRINT, contents: true, head: 'Draft Convention', foot: (page: number) => `${page}` }
  const { bytes, pages } = await printPdf(piecesOf(treaty(PDF_WORDS), 12), layout)
  const ours = await time(RUNS, () => parseFile(bytes))
  const peer = await withFile('treaty.pdf', bytes, (file) => time(RUNS, () => execFileSync('pdftotext', ['-layout', file, '-'])))
  console.log(`  ${Math.round(pages / (ours / 1000))} pages a second`)
  // pdftotext is compiled and only lays characters out. The target is what a person hardly waits for: 120 pages in some 2 seconds.
  const measure = `PDF of ${pages} pages, bytes to provisions, per page`
  return [{ measure, ours: ours / pages, peer: peer / pages, peerName: 'pdftotext -layout, text alone', unit: 'ms', target: 16 }]
}

export default { name: 'Import', run: async () => [...(await word()), ...(await pdf())] } satisfies Bench
