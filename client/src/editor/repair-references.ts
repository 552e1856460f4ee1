import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { blocks } from '@travaux/shared/model'
import { isSuggestion } from '@travaux/shared/suggest'
import type { ReferenceRepair } from './types.ts'

/**
 * Writes what stale references should read, each in its own transaction (two edits of one block in one would rewrite everything between
 * them in Yjs), and gives the number of those that still read as they did when the repair was proposed.
 */
export function repairReferences(view: EditorView, repairs: readonly ReferenceRepair[]): number {
  // The last first: what stands before keeps its place.
  return [...repairs]
    .sort((a, b) => b.from - a.from)
    .filter((repair) => {
      const tr = repaired(view.state, repair)
      if (tr) view.dispatch(tr.scrollIntoView())
      return tr !== null
    }).length
}

function repaired({ doc, tr, schema }: EditorState, { at, from, text, proposal }: ReferenceRepair): Transaction | null {
  const block = blocks(doc).find(({ eId }) => eId === at)
  const places = block?.node ? placesOf(block.node) : []
  if (
    !block ||
    places
      .map(({ letter }) => letter)
      .slice(from, from + text.length)
      .join('') !== text
  )
    return null
  const { start, end } = difference(text, proposal)
  const words = proposal.slice(start, proposal.length - end)
  const [first, last] = [places[from + start], places[from + text.length - end - 1]]
  const begin = block.pos + 1 + (first?.at ?? places[from + start - 1]!.at + 1)
  if (start === text.length - end) return tr.insertText(words, begin)
  const stop = block.pos + 1 + last!.at + 1
  const marks = doc.nodeAt(begin)!.marks.filter((mark) => LOOKS.has(mark.type.name))
  return words === '' ? tr.delete(begin, stop) : tr.replaceWith(begin, stop, schema.text(words, marks))
}

/** Looks that words in place of others take over. */
const LOOKS: ReadonlySet<string> = new Set(['strong', 'em'])

/** Each UTF-16 unit of a block's words as people quote them, with its offset in the block: without what is only proposed, and without notes. */
function placesOf(node: Node): { letter: string; at: number }[] {
  const places: { letter: string; at: number }[] = []
  node.forEach((run, offset) => {
    const left = run.marks.some((mark) => mark.type.name === 'noteRef' || (isSuggestion(mark) && mark.type.name === 'insertion'))
    if (!left) for (let at = 0; at < run.text!.length; at++) places.push({ letter: run.text![at]!, at: offset + at })
  })
  return places
}

/** How many units two texts share at their beginnings and ends, in whole words. */
function difference(before: string, after: string): { start: number; end: number } {
  const inWord = (text: string, at: number) => /[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1))
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  while (start > 0 && (inWord(before, start) || inWord(after, start))) start--
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  while (end > 0 && (inWord(before, before.length - end) || inWord(after, after.length - end))) end--
  return { start, end }
}
