import type { Node } from 'prosemirror-model'
import { listAmendments, type ListedAmendment, type Sheet } from '../amendment/index.ts'
import { amend, comparable, printInstructions, type Header, type Revision } from '../instruct/index.ts'
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
import type { Alone, Scope } from './stream/scope.ts'
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

/**
 * Makes any form of a draft. All of them are made from the one redline and the one list of amendments, so that they agree. Null when the
 * one amendment that is asked for is not in the draft.
 */
export async function makeForm(input: FormInput, request: FormRequest): Promise<Form | null> {
  const { format, view, scope } = request
  const wanted = wantedOf(input, request)
  if (!wanted) return null
  const { text, alone } = wanted
  if (format === 'docx' && isText(view)) return file(await exportDocx({ ...text, view, scope, alone }))
  if (format === 'akn') {
    return file(isText(view) ? writeAknDocument(text, view, scope, alone) : writeAmendmentList(wanted.amended()))
  }
  if (format === 'json') {
    const source = view === 'clean' ? { ...text, amendments: [] } : wanted.amended()
    return file(writeJson(source, isText(view) ? view : 'amendments', alone))
  }
  if (format === 'txt' && view === 'instructions') {
    return file(`${printInstructions(input.header, wanted.amended().amendments).trimEnd()}\n`)
  }
  const paper = printed(wanted, view, scope)
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

/** What a form shows, apart from any format: for the preview too. Null when the one amendment that is asked for is not in the draft. */
export function paperOf(input: FormInput, request: Omit<FormRequest, 'format'>): Paper | null {
  const wanted = wantedOf(input, request)
  return wanted && printed(wanted, request.view, request.scope)
}

/** A draft and what of it is wanted. */
interface Wanted {
  /** Reads as the one amendment that is wanted names its changes. */
  readonly text: FormInput
  /** Null for all that the scope takes. */
  readonly alone: Alone | null
  /** With its amendments, or the one. */
  readonly amended: () => AmendmentSource
}

function wantedOf(input: FormInput, { amendment }: Pick<FormRequest, 'amendment'>): Wanted | null {
  if (amendment === null) return { text: input, alone: null, amended: () => amended(input) }
  const source = amended(input)
  const alone = source.amendments.find(({ id }) => id === amendment)
  if (!alone) return null
  return {
    text: { ...input, draft: comparable(input.base, input.draft) },
    alone,
    amended: () => ({ ...source, amendments: [alone] }),
  }
}

function printed({ text, alone, amended: own }: Wanted, view: ExportView, scope: Scope): Paper {
  switch (view) {
    case 'tracked':
    case 'clean':
      return textPaper(text, view, scope, alone)
    case 'table':
      return tablePaper(own())
    case 'instructions':
      return instructionsPaper(own())
    case 'pack':
      return packPaper(own())
    case 'compilation':
      return compilationPaper([own(), ...text.others.map(amended)])
  }
}

const isText = (view: ExportView): view is 'tracked' | 'clean' => view === 'tracked' || view === 'clean'

function amended(source: FormSource): Omit<AmendmentSource, 'amendments'> & { readonly amendments: readonly ListedAmendment[] } {
  const { base, draft, notes, revisions } = source
  const state = (from: Node, to: Node) => amend(from, to, { revisions })
  return { ...source, amendments: listAmendments(base, draft, state(base, draft), notes, state).amendments }
}

const file = (content: string | Uint8Array): Form => ({
  kind: 'file',
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
})
