import { decodeDocument, type DocumentJSON } from '@travaux/shared/model'

/** A stored document. Throws when it breaks the schema: nothing else is ever stored. */
export function decoded(json: DocumentJSON) {
  const read = decodeDocument(json)
  if (!read.ok) throw new Error(read.reason)
  return read.doc
}
