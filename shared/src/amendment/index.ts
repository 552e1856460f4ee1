export * from './list.ts'
export * from './sheet.ts'
export * from './sheet-schema.ts'
export * from './partial-draft.ts'
