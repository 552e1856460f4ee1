import { blocks, blockText, type DivisionRank } from '../model/index.ts'
import type { Node } from 'prosemirror-model'
import { readAkn, type Marked } from './akn/read.ts'
import { readDocx } from './docx/read.ts'
import type { TrackedChanges } from './docx/changes.ts'
import { formatOf } from './format.ts'
import { readHtml } from './html/read.ts'
import { readMarkdown } from './markdown/read.ts'
import { readPdf } from './pdf/read.ts'
import { refuse, warning, type Found, type Parsed, type Refusal, type SourceFormat } from './result.ts'
import type { Source } from './source.ts'
import { blockLines, sourceLines, type SourceLine } from './source-lines.ts'
import { structure } from './structure/structure.ts'
import { readText } from './text/read.ts'
import { withTypedNotes } from './typed-notes.ts'

export interface ParseOptions {
  /** The file's name; it only helps to say what is wrong. */
  name?: string
  /** Which text to take from a Word file with tracked changes; accepted unless told otherwise. */
  trackedChanges?: TrackedChanges
}

/** The largest file that is read: a Word file of 1,000 pages has some 5 MB, pictures make the rest. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024

/** The longest treaties (UNCLOS with its annexes) have some 3,000 paragraphs. */
export const MAX_LINES = 60_000

/**
 * Reads a treaty from the bytes of a file (Word, PDF, web page, Markdown, plain text, Akoma Ntoso) into a document with eIds. The format
 * is told from the content. What can't be read is refused with a reason; nothing outside the file is looked at.
 */
export async function parseFile(bytes: Uint8Array, options: ParseOptions = {}): Promise<Parsed> {
  if (bytes.length > MAX_FILE_BYTES)
    return refuse(
      'file-too-large',
      `The file has ${Math.round(bytes.length / 1024 / 1024)} MB; at most ${MAX_FILE_BYTES / 1024 / 1024} MB can be read.`,
    )
  const format = formatOf(bytes, options.name)
  if (typeof format !== 'string') return format
  if (format !== 'akn') return readLines(bytes, format, options)
  const marked = readAkn(bytes)
  return marked.ok ? parsed(marked, format, blockLines(marked.doc)) : marked
}

/** Reads a file whose structure must be told from its lines. */
async function readLines(bytes: Uint8Array, format: Exclude<SourceFormat, 'akn'>, options: ParseOptions): Promise<Parsed> {
  const read = await readSource(bytes, format, options)
  if (!read.ok) return read
  // Printed pages and plain text have their own signs for footnotes.
  const source = format === 'pdf' || format === 'txt' ? read : withTypedNotes(read)
  if (source.lines.length > MAX_LINES)
    return refuse(
      'file-too-large',
      `The text has ${source.lines.length} paragraphs; at most ${MAX_LINES} can be read.`,
      source.lines[MAX_LINES]!.place,
    )
  if (source.lines.length === 0) return refuse('no-structure', 'The file has no text in it.')
  const { doc, title, symbol, date, language, warnings } = structure(source)
  const metadata = { title, symbol, date, language: language.code, direction: language.direction }
  return parsed({ ok: true, doc, metadata, warnings: [...source.warnings, ...warnings] }, format, sourceLines(source))
}

async function readSource(
  bytes: Uint8Array,
  format: Exclude<SourceFormat, 'akn'>,
  options: ParseOptions,
): Promise<Source | Refusal> {
  switch (format) {
    case 'docx':
      return readDocx(bytes, options.trackedChanges ?? 'accept')
    case 'pdf':
      return readPdf(bytes)
    case 'html':
      return readHtml(bytes)
    case 'markdown':
      return readMarkdown(bytes)
    case 'txt':
      return readText(bytes)
  }
}

function parsed({ doc, metadata, warnings }: Marked, format: SourceFormat, lines: SourceLine[]): Parsed {
  const found = count(doc)
  if (found.articles === 0 && found.paragraphs === 0)
    return refuse('no-structure', 'No articles and no numbered paragraphs were found. Is this the text of a treaty?')
  const noArticles =
    found.articles === 0 ? [warning('no-articles', 'No articles were found; the numbered paragraphs were kept.', null)] : []
  return { ok: true, doc, metadata, found, warnings: [...noArticles, ...warnings], format, lines }
}

/** What a document has of each kind. */
export function count(doc: Node): Found {
  const list = blocks(doc)
  const ofRank = (rank: DivisionRank) => list.filter((block) => block.rank === rank).length
  return {
    chapters: ofRank('chapter') || ofRank('part'),
    articles: list.filter((block) => block.kind === 'article').length,
    paragraphs: list.filter((block) => block.kind === 'paragraph' || block.kind === 'subparagraph').length,
    words: list.reduce((sum, block) => sum + (blockText(block).match(WORD)?.length ?? 0), 0),
  }
}

/** A word between spaces; each sign of a script without spaces is one. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
