import type { DocumentJSON } from './codec.ts'

/** `migrations[n]` turns a document of schema version n into one of version n + 1. Version 1 is the first. */
export const migrations: Record<number, (json: DocumentJSON) => DocumentJSON> = {}
