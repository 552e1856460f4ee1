import type { Node } from '@tiptap/pm/model'
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state'
import { freshEId } from '@travaux/shared/model'
import { isFromYjs, isUndo } from './origin.ts'
import type { Found } from './place.ts'

/**
 * Gives provisions that were pasted, split or brought back twice an eId of their own. Only this person's own edits are repaired:
 * an update that merely arrives never causes one (otherwise every client would answer it with a different repair).
 */
export function eIdRepair(): Plugin {
  let undone = false
  return new Plugin({
    appendTransaction(transactions, before, after) {
      undone ||= transactions.some(isUndo)
      const own = transactions.some((tr) => tr.docChanged && !isFromYjs(tr)) && structureChanged(before.doc, after.doc)
      return own ? repair(after, (pos) => stoodAt(before, transactions, pos)) : null
    },
    view: () => ({
      // An undo comes through Yjs, where a transaction appended to it would not be written back: repair it in one of its own.
      update(view) {
        if (!undone) return
        undone = false
        queueMicrotask(() => {
          const repaired = view.isDestroyed ? null : repair(view.state, () => null)
          if (repaired) view.dispatch(repaired.setMeta('addToHistory', false))
        })
      },
    }),
  })
}

/** Typing in a textblock leaves every node that has an eId as it was, so nothing can stand twice that did not before. */
function structureChanged(before: Node, after: Node): boolean {
  const start = before.content.findDiffStart(after.content)
  if (start === null) return false
  const [a, b] = [before.resolve(start), after.resolve(start)]
  const grown = after.content.size - before.content.size
  return !(a.parent.isTextblock && a.parent.sameMarkup(b.parent) && grown === b.parent.content.size - a.parent.content.size)
}

/** The eId that stood before the edit where `pos` is now. */
function stoodAt(before: EditorState, transactions: readonly Transaction[], pos: number): string | null {
  let at = pos
  for (const tr of transactions.toReversed()) {
    const result = tr.mapping.invert().mapResult(at)
    if (result.deleted) return null
    at = result.pos
  }
  const node = at <= before.doc.content.size ? before.doc.nodeAt(at) : null
  return (node?.attrs['eId'] as string | undefined) ?? null
}

function repair(state: EditorState, previousEId: (pos: number) => string | null): Transaction | null {
  const wrong = duplicates(state.doc, previousEId)
  if (wrong.length === 0) return null
  const tr = state.tr
  for (const { node, pos } of wrong) tr.setNodeAttribute(pos, 'eId', freshEId(node, tr.doc.resolve(pos).parent))
  return tr
}

/** Nodes without an eId, and of those that share one all but the one that had it before (or the first). */
function duplicates(doc: Node, previousEId: (pos: number) => string | null): Found[] {
  const wrong: Found[] = []
  const holder = new Map<string, Found>()
  doc.descendants((node, pos) => {
    const eId = node.attrs['eId'] as string | undefined
    if (eId === undefined) return false
    const first = holder.get(eId)
    if (eId === '') wrong.push({ node, pos })
    else if (!first) holder.set(eId, { node, pos })
    else if (previousEId(first.pos) !== eId && previousEId(pos) === eId) {
      wrong.push(first)
      holder.set(eId, { node, pos })
    } else wrong.push({ node, pos })
    return !node.isTextblock
  })
  return wrong
}
