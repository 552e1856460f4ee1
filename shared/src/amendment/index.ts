export * from './sheet.ts'
export * from './sheet-schema.ts'
