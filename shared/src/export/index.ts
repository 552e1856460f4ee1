export * from './stream/bookmark.ts'
export * from './docx/export.ts'
