import type { Node } from 'prosemirror-model'
import { listAmendments, type Sheet } from '../amendment/index.ts'
import { amend, printInstructions, type Amendment, type Header, type Revision } from '../instruct/index.ts'
import type { ExportFormat, ExportView } from '../protocol/forms.ts'
import { writeAknDocument } from './akn/document.ts'
import { writeAmendmentList } from './akn/amendment-list.ts'
import { exportDocx } from './docx/export.ts'
import { paperDocx } from './docx/paper.ts'
import { writeHtml } from './html/write.ts'
import { writeJson } from './json/write.ts'
import { writeMarkdown } from './markdown/write.ts'
import { compilationPaper } from './paper/compilation-paper.ts'
import { instructionsPaper, packPaper, tablePaper } from './paper/amendment-papers.ts'
import type { Paper } from './paper/paper.ts'
import { textPaper } from './paper/text-paper.ts'
import type { AmendmentSource, ExportSource } from './source.ts'
import type { Scope } from './stream/scope.ts'
import type { Attribute } from './stream/token.ts'
import type { PlacedThread } from './threads.ts'
import { writeText } from './text/write.ts'
import { typstData } from './typst/data.ts'

/** What is asked for. `unsuited` (shared/protocol) says which views make no sense in a format. */
export interface FormRequest {
  readonly format: ExportFormat
  readonly view: ExportView
  readonly scope: Scope
  /** The id of the one amendment that is wanted; null for all. */
  readonly amendment: string | null
}

/** A draft to be exported. Amendments are derived when a view needs them. */
export interface FormSource extends ExportSource {
  readonly header: Header
  readonly notes: Sheet
  /** The other official texts of the instrument, oldest first: what reads as in one of them is retained. */
  readonly revisions: readonly Revision[]
}

export interface FormInput extends FormSource {
  /** Discussions that stand in a Word file as its comments. */
  readonly threads: readonly PlacedThread[]
  readonly attribute: Attribute
  /** Other drafts of the same base, for a compilation. */
  readonly others: readonly FormSource[]
  /** What a Word file says of where it comes from, for whoever brings it back; see `DocxExport`. */
  readonly origin?: string
}

/** A file, or, of a PDF, what the Typst template is given to print it. */
export type Form = { readonly kind: 'file'; readonly bytes: Uint8Array } | { readonly kind: 'print'; readonly paper: string }

/** Makes any form of a draft. All of them are made from the one redline and the one list of amendments, so that they agree. */
export async function makeForm(input: FormInput, request: FormRequest): Promise<Form> {
  const { format, view, scope, amendment } = request
  if (format === 'docx' && isText(view)) {
    return file(await exportDocx({ ...input, view, scope, unit: amendment }))
  }
  if (format === 'akn') {
    return file(isText(view) ? writeAknDocument(input, view, scope, amendment) : writeAmendmentList(amended(input, amendment)))
  }
  if (format === 'json') {
    const source = view === 'clean' ? { ...input, amendments: [] } : amended(input, amendment)
    return file(writeJson(source, isText(view) ? view : 'amendments'))
  }
  if (format === 'txt' && view === 'instructions') {
    return file(`${printInstructions(input.header, amended(input, amendment).amendments).trimEnd()}\n`)
  }
  const paper = paperOf(input, request)
  switch (format) {
    case 'docx':
      return file(await paperDocx(paper))
    case 'pdf':
      return { kind: 'print', paper: typstData(paper) }
    case 'html':
      return file(writeHtml(paper))
    case 'md':
      return file(writeMarkdown(paper))
    case 'txt':
      return file(writeText(paper))
  }
}

/** What a form shows, apart from any format: for the preview too. */
export function paperOf(input: FormInput, { view, scope, amendment }: Omit<FormRequest, 'format'>): Paper {
  switch (view) {
    case 'tracked':
    case 'clean':
      return textPaper(input, view, scope, amendment)
    case 'table':
      return tablePaper(amended(input, amendment))
    case 'instructions':
      return instructionsPaper(amended(input, amendment))
    case 'pack':
      return packPaper(amended(input, amendment))
    case 'compilation':
      return compilationPaper([amended(input, amendment), ...input.others.map((other) => amended(other, null))])
  }
}

const isText = (view: ExportView): view is 'tracked' | 'clean' => view === 'tracked' || view === 'clean'

function amended(source: FormSource, only: string | null): AmendmentSource {
  const { base, draft, notes, revisions } = source
  const state = (from: Node, to: Node) => amend(from, to, { revisions })
  const all: readonly Amendment[] = listAmendments(base, draft, state(base, draft), notes, state).amendments
  return { ...source, amendments: only === null ? all : all.filter(({ id }) => id === only) }
}

const file = (content: string | Uint8Array): Form => ({
  kind: 'file',
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
})
