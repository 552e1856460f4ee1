import * as Y from 'yjs'
import { draftDoc, readDocument } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { settled, type SuggestedDraft } from '@travaux/shared/suggest'
import type { Services } from '../services.ts'

export interface DraftText {
  /** The draft's document with its revision's language and direction. */
  doc: () => ReturnType<typeof documentOf>
  /** Position in the draft's log. */
  seq: number
}

/** What is committed of a draft. `doc` costs about 30 ms for 20,000 words, so that it is made on demand. */
export async function readDraft(
  { rooms }: Pick<Services, 'rooms'>,
  draft: { id: string; language: string; direction: 'ltr' | 'rtl' },
): Promise<DraftText> {
  const stored = await rooms.read(draft.id)
  if (!stored) throw new Error(`Draft ${draft.id} has no log.`)
  const { language, direction } = draft
  return { seq: stored.seq, doc: () => documentOf(stored.update, { language, direction }) }
}

/**
 * The document that a draft's update holds, without pending suggestions: they are no part of it before a drafter accepts them. Throws as `wholeTextOf` does.
 */
export const documentOf = (update: Uint8Array, attrs: Record<string, unknown>) => settled(wholeTextOf(update, attrs))

/** Everything that a draft's update holds, suggestions included. Throws when it breaks the schema: the live engine lets no such update in. */
export const wholeTextOf = (update: Uint8Array, attrs: Record<string, unknown>) => readUpdate(update, attrs, ({ doc }) => doc)

/** Opens a draft's update for a moment: its text with suggestions, and the live document for what lies beside it. Throws as `wholeTextOf` does. */
export function readUpdate<T>(
  update: Uint8Array,
  attrs: Record<string, unknown>,
  read: (whole: { doc: SuggestedDraft['doc']; live: Y.Doc }) => T,
): T {
  const live = draftDoc()
  try {
    Y.applyUpdate(live, update)
    const text = readDocument(live.getXmlFragment(TEXT_ROOT), attrs)
    if (!text.ok) throw new Error(`The draft's text breaks the schema: ${text.reason}`)
    return read({ doc: text.doc, live })
  } finally {
    live.destroy()
  }
}
