export * from './credits.ts'
export * from './deed.ts'
export * from './sessions.ts'
