export * from './docx/bookmark.ts'
export * from './docx/export.ts'
