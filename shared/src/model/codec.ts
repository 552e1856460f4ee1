import type { Node } from 'prosemirror-model'
import { schema, SCHEMA_VERSION } from './schema.ts'
import { migrations } from './migrations.ts'

/** ProseMirror JSON of a whole document, as routes, files and the store carry it. */
export interface DocumentJSON {
  type: 'doc'
  attrs: { schemaVersion: number; language: string; direction: 'ltr' | 'rtl' }
  content?: unknown[]
}

export type Decoded = { ok: true; doc: Node } | { ok: false; reason: string }

/** The document as JSON of the current schema version. */
export function encodeDocument(doc: Node): DocumentJSON {
  return doc.toJSON() as DocumentJSON
}

/**
 * Reads a document of this or an earlier schema version and checks it against the schema.
 * A document of a later version, of unknown node kinds or with misplaced content is an expected failure, returned with its reason.
 */
export function decodeDocument(json: unknown): Decoded {
  try {
    const doc = schema.nodeFromJSON(migrate(json))
    doc.check()
    return doc.type === schema.topNodeType ? { ok: true, doc } : { ok: false, reason: 'This is not a whole document.' }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

function migrate(json: unknown): unknown {
  let current = json as DocumentJSON
  const from = current?.attrs?.schemaVersion ?? SCHEMA_VERSION
  if (from > SCHEMA_VERSION) throw new Error(`The document was written by a newer version of Travaux (schema ${from}).`)
  for (let version = from; version < SCHEMA_VERSION; version++) current = migrations[version]!(current)
  return current
}
