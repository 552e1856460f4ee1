import { type Node } from 'prosemirror-model'
import { blocks } from '../model/index.ts'
import type { Thread } from '../protocol/index.ts'
import { suggestions, type Records } from '../suggest/index.ts'

/** A discussion as a file carries it: where it hangs in the settled draft, and what was said, the oldest first. */
export interface PlacedThread {
  /** The block that it hangs on; null when what it was about is gone. */
  readonly eId: string | null
  /** Offsets in the block's settled text; the whole block where they are null. */
  readonly range: readonly [from: number, to: number] | null
  /** The words as they were when the thread began. */
  readonly quotation: string
  readonly resolved: boolean
  readonly comments: readonly { readonly author: string; readonly at: Date; readonly body: string }[]
}

/** Places a draft's threads. `whole` is the draft with its suggestions and comment marks. */
export function placeThreads(whole: Node, records: Records, threads: readonly Thread[]): PlacedThread[] {
  const marked = markedRanges(whole)
  const proposed = new Map(suggestions({ doc: whole, records }).map(({ id, eId }) => [id, eId]))
  const known = new Set(blocks(whole).map(({ eId }) => eId))
  return threads.map(({ anchor, quotation, resolved, comments }) => {
    const words = anchor.kind === 'words' ? marked.get(anchor.mark) : undefined
    const eId =
      anchor.kind === 'words' ? words?.eId : anchor.kind === 'provision' ? anchor.eId : proposed.get(anchor.suggestionId)
    return {
      eId: eId !== undefined && known.has(eId) ? eId : null,
      range: words ? [words.from, words.to] : null,
      quotation,
      resolved: resolved !== null,
      comments: comments.map(({ author, at, body }) => ({ author: author.name, at: new Date(at), body: body ?? DELETED })),
    }
  })
}

const DELETED = '(This comment was deleted by its author.)'

/** Where each comment mark stands in the settled text: its first block, from its first to its last character there. */
function markedRanges(whole: Node): Map<string, { eId: string; from: number; to: number }> {
  const found = new Map<string, { eId: string; from: number; to: number }>()
  for (const { eId, node } of blocks(whole)) {
    let offset = 0
    for (const run of node?.children ?? []) {
      if (run.marks.some(({ type }) => type.name === 'insertion')) continue
      const end = offset + (run.text?.length ?? 0)
      for (const { type, attrs } of run.marks) {
        if (type.name !== 'comment') continue
        const id = attrs['id'] as string
        const known = found.get(id)
        if (!known) found.set(id, { eId, from: offset, to: end })
        else if (known.eId === eId) known.to = end
      }
      offset = end
    }
  }
  return found
}
