import type { ExportForm } from '../../api/calls.ts'
import { EXPORT_FORMATS, EXPORT_VIEWS, unsuited, type ExportFormat, type ExportView } from '@travaux/shared/protocol'

/** What the dialog's fields say. */
export interface Choices {
  view: ExportView
  format: ExportFormat
  scope: 'all' | 'changed'
  /** The id of the one amendment that is wanted; null for all. */
  amendment: string | null
  authors: 'names' | 'coalition'
  suggestions: boolean
  comments: boolean
  /** Ids of the drafts to compile with this one. */
  others: readonly string[]
}

export const FIRST_CHOICES: Choices = {
  view: 'tracked',
  format: 'docx',
  scope: 'all',
  amendment: null,
  authors: 'names',
  suggestions: false,
  comments: false,
  others: [],
}

export const VIEWS: readonly ExportView[] = EXPORT_VIEWS

/** The formats that a view makes sense in. */
export const formatsOf = (view: ExportView): ExportFormat[] => EXPORT_FORMATS.filter((format) => unsuited(format, view) === null)

/** The choices after another view: the format stays where the view can have it. */
export const withView = (choices: Choices, view: ExportView): Choices => ({
  ...choices,
  view,
  format: formatsOf(view).includes(choices.format) ? choices.format : 'docx',
})

export const isText = (view: ExportView): boolean => view === 'tracked' || view === 'clean'
/** A compilation brings all amendments together. */
export const choosesAmendment = (view: ExportView): boolean => view !== 'compilation'
export const tracksChanges = ({ view, format }: Choices): boolean => view === 'tracked' && format === 'docx'

/** What the server is asked. */
export const formOf = (choices: Choices): ExportForm => ({
  view: choices.view,
  scope: isText(choices.view) ? choices.scope : 'all',
  ...(choosesAmendment(choices.view) && choices.amendment !== null && { amendment: choices.amendment }),
  authors: choices.authors,
  suggestions: tracksChanges(choices) && choices.suggestions ? '1' : '0',
  comments: tracksChanges(choices) && choices.comments ? '1' : '0',
  ...(choices.view === 'compilation' && choices.others.length > 0 && { with: choices.others.join(',') }),
})
