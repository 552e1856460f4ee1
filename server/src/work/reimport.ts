import * as Y from 'yjs'
import { draftDoc, readDocument, readNumbering, readRecords, writeChange, writeRecords } from '@travaux/shared/crdt'
import { renumbered } from '@travaux/shared/instruct'
import { blocks, decodeDocument, randomIdPart, type DocumentJSON } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { reimport } from '@travaux/shared/reimport'
import { recordKey, settled, suggestions, type SuggestedDraft } from '@travaux/shared/suggest'
import { readTracked } from '@travaux/shared/tracked'
import type { Answers, Job, WordSource } from './job.ts'

/** The name under which stands what was changed in Word without tracking. */
const UNTRACKED = 'Untracked changes'

/** Where a file says it was exported from; see `commands/export-draft.ts`. */
export function wordSource({ bytes, name }: Extract<Job, { kind: 'word-source' }>): Answers['word-source'] {
  const file = readTracked(bytes, name)
  if (!file.ok) return file
  const [draftId, seq, at] = (file.properties.get('Travaux') ?? '').split(' ')
  const source: WordSource | null = draftId && at && /^\d+$/.test(seq ?? '') ? { draftId, seq: Number(seq), at } : null
  return { ok: true, source }
}

/** Reads the file and says what it adds to the draft: an update of its text, and what stands beside it. */
export function reimportFile(job: Extract<Job, { kind: 'reimport' }>): Answers['reimport'] {
  const file = readTracked(job.bytes, job.name)
  if (!file.ok) return file
  const base = decodeDocument(job.base)
  if (!base.ok) throw new Error(base.reason)
  const { attrs } = job.base
  const exported = job.exported && draftIn(job.exported, attrs)
  const live = draftIn(job.update, attrs)
  const authors = new Map(job.authors)
  const newAuthors: { id: string; name: string }[] = []
  const at = Date.now()
  let count = 0
  const run = randomIdPart()
  const authorIds = new Map<string, string>()
  const idOf = (given: string | null): string => {
    const name = given?.trim() || UNTRACKED
    let id = authors.get(name)
    if (id === undefined) {
      id = `word_${randomIdPart()}`
      authors.set(name, id)
      newAuthors.push({ id, name })
    }
    authorIds.set(given ?? '', id)
    return id
  }
  const done = reimport({
    file,
    base: base.doc,
    exported: exported && exported.draft,
    counted: countedIn(base.doc, exported ?? live),
    exportedAt: job.exportedAt,
    draft: live.draft,
    language: attrs.language,
    names: job.names,
    known: new Set(job.known),
    author: (name) => {
      const user = idOf(name)
      return { user, at, newId: () => `${user}:${run}${++count}` }
    },
  })
  const { matched, unmatched, comments, warnings, keys } = done
  const before = new Set(suggestions(live.draft).map(({ id }) => id))
  const suggestionIds = suggestions(done.draft).flatMap(({ id, user }) =>
    !before.has(id) && authors.has(nameOf(authors, user)) ? [id] : [],
  )
  return {
    ok: true,
    update: updateOf(live, done.draft),
    suggestionIds,
    newAuthors,
    authorIds,
    matched: [...matched],
    unmatched,
    comments,
    warnings: [...warnings],
    keys,
  }
}

const nameOf = (authors: ReadonlyMap<string, string>, user: string): string =>
  [...authors].find(([, id]) => id === user)?.[0] ?? ''

/** The numbers that a draft's files have instead of those that it holds, by eId. */
function countedIn(base: Node, { doc, draft }: Live): ReadonlyMap<string, string> {
  if (readNumbering(doc) === 'kept') return new Map()
  return new Map(
    blocks(renumbered(base, settled(draft.doc))).flatMap(({ eId, number }) => (number === null ? [] : [[eId, number]])),
  )
}

type Node = SuggestedDraft['doc']

interface Live {
  readonly doc: Y.Doc
  readonly draft: SuggestedDraft
}

function draftIn(update: Uint8Array, attrs: DocumentJSON['attrs']): Live {
  const doc = draftDoc()
  Y.applyUpdate(doc, update)
  const read = readDocument(doc.getXmlFragment(TEXT_ROOT), { ...attrs })
  if (!read.ok) throw new Error(read.reason)
  return { doc, draft: { doc: read.doc, records: readRecords(doc) } }
}

/** What leads from the draft to the one with the suggestions, as a Yjs update; null when nothing does. */
function updateOf({ doc, draft }: Live, suggested: SuggestedDraft): Uint8Array | null {
  const before = Y.encodeStateVector(doc)
  let changed = false
  doc.on('update', () => (changed = true))
  doc.transact(() => {
    writeChange(doc.getXmlFragment(TEXT_ROOT), suggested.doc)
    const set = [...suggested.records.values()].filter((record) => !draft.records.has(recordKey(record)))
    writeRecords(doc, { set, remove: [] })
  })
  return changed ? Y.encodeStateAsUpdate(doc, before) : null
}
