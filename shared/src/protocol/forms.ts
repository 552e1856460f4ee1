/** What a draft can be taken away as. Apart from the schemas, so that nobody loads zod for a list of names. */
export const EXPORT_FORMATS = ['docx', 'pdf', 'html', 'akn', 'md', 'txt', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/**
 * | view | shows |
 * |---|---|
 * | tracked | the text with insertions and deletions |
 * | table | the two-column table of amendments |
 * | instructions | the list of instructions |
 * | clean | the text as it reads with every change accepted |
 * | pack | a page for each amendment: instruction, table, justification, supporters |
 * | compilation | the amendments of several drafts of one base, by article |
 */
export const EXPORT_VIEWS = ['tracked', 'table', 'instructions', 'clean', 'pack', 'compilation'] as const
export type ExportView = (typeof EXPORT_VIEWS)[number]

export const EXPORT_SCOPES = ['all', 'changed'] as const
export const EXPORT_AUTHORS = ['names', 'coalition'] as const

/** Why a view makes no sense in a format, in words for the person who asked; null where it does. */
export function unsuited(format: ExportFormat, view: ExportView): string | null {
  if (format === 'txt' && (view === 'table' || view === 'pack'))
    return 'Plain text has no columns, so there is no two-column table in it. Choose docx, pdf, html or md.'
  if (format === 'akn' && (view === 'table' || view === 'pack' || view === 'compilation'))
    return 'Akoma Ntoso has the amendments as a list: choose the view “instructions”, or “tracked” for the text with its changes.'
  return null
}
