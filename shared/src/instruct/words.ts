import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { schema } from '../model/index.ts'

/** Words of a block as people quote them: without the numbers of footnotes. Offsets of this folder count in this text. */
export function quotable(node: Node | null): string {
  let text = ''
  node?.forEach((child) => {
    if (!isNoteRef(child)) text += child.text ?? ''
  })
  return text
}

export const isNoteRef = (node: Node): boolean => schema.marks.noteRef.isInSet(node.marks) !== undefined

/** `text` in place of the quotable characters from `from` to `to`. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The splice without what both sides begin and end with, so that emphasis and footnotes there stay. */
function trimmed(words: string, { from, to, text }: Splice): Splice {
  let start = 0
  while (start < to - from && start < text.length && words[from + start] === text[start]) start++
  let end = 0
  while (end < to - from - start && end < text.length - start && words[to - 1 - end] === text[text.length - 1 - end]) end++
  return { from: from + start, to: to - end, text: text.slice(start, text.length - end) }
}

/** The text after the splices, which count in the text before all of them; null when two of them overlap. */
export function spliceText(words: string, splices: readonly Splice[]): string | null {
  let result = ''
  let at = 0
  for (const { from, to, text } of inOrder(splices)) {
    if (from < at) return null
    result += words.slice(at, from) + text
    at = to
  }
  return result + words.slice(at)
}

const inOrder = (splices: readonly Splice[]): Splice[] => [...splices].sort((a, b) => a.from - b.from || a.to - b.to)

/**
 * The same on a textblock's content. New words take the emphasis that all of the words they replace have, or of their neighbours;
 * a footnote's reference stays unless the words on both of its sides go.
 */
export function spliceNode(node: Node, splices: readonly Splice[]): Node {
  const words = quotable(node)
  const pieces = piecesOf(node)
  const runs: Node[] = []
  let at = 0
  let piece = 0
  const keepTo = (end: number) => {
    for (; piece < pieces.length && pieces[piece]!.from <= end; piece++) {
      const { run, from, to } = pieces[piece]!
      if (from === to && from >= at) runs.push(run)
      const [start, stop] = [Math.max(from, at), Math.min(to, end)]
      if (start < stop) runs.push(run.cut(start - from, stop - from))
      if (to > end) break
    }
    at = end
  }
  for (const { from, to, text } of inOrder(splices.map((splice) => trimmed(words, splice)))) {
    keepTo(from)
    if (text) runs.push(schema.text(text, marksAround(node, from, to)))
    at = to
  }
  keepTo(words.length)
  return node.copy(Fragment.fromArray(runs))
}

/** The runs of a textblock with their quotable offsets; a footnote's reference takes none. */
function piecesOf(node: Node): { run: Node; from: number; to: number }[] {
  let offset = 0
  return node.children.map((run) => {
    const from = offset
    if (!isNoteRef(run)) offset += run.text!.length
    return { run, from, to: offset }
  })
}

/** The emphasis of all characters from `from` to `to`, or of those on both sides of a place. */
function marksAround(node: Node, from: number, to: number): readonly Mark[] {
  const [start, end] = from < to ? [from, to] : [from - 1, from + 1]
  let shared: readonly Mark[] | null = null
  let offset = 0
  node.forEach((child) => {
    if (isNoteRef(child)) return
    const next = offset + child.text!.length
    if (offset < end && next > start) shared = shared === null ? child.marks : shared.filter((mark) => mark.isInSet(child.marks))
    offset = next
  })
  return shared ?? []
}

const LETTER = /[\p{L}\p{M}\p{N}]/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const joins = (a: string, b: string): boolean => LETTER.test(a) && LETTER.test(b) && !UNSPACED.test(a) && !UNSPACED.test(b)

/** Where `quoted` stands in the text as whole words. */
export function hits(text: string, quoted: string): number[] {
  const found: number[] = []
  if (quoted === '') return found
  for (let at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) {
    const end = at + quoted.length
    if (!joins(text[at - 1] ?? '', quoted[0]!) && !joins(quoted.at(-1)!, text[end] ?? '')) found.push(at)
  }
  return found.filter((at, index) => index === 0 || at >= found[index - 1]! + quoted.length)
}

const OPENS = /[\s([{“‘«„¿¡/]/u
const CLOSES = /[\s,.;:!?)\]}”’»…/،؛؟。，；：、！？）」』]/u

/** Whether a space belongs between two pieces of text that are put together. */
export function needsSpace(before: string, after: string): boolean {
  const [a, b] = [before.at(-1) ?? '', after[0] ?? '']
  return a !== '' && b !== '' && !OPENS.test(a) && !CLOSES.test(b) && !UNSPACED.test(a) && !UNSPACED.test(b)
}

/** The stretch to delete so that no double space, and none before a comma, is left behind. */
export function deletion(text: string, from: number, to: number): Splice {
  const [before, after] = [text[from - 1] ?? '', text[to] ?? '']
  const open = before === '' || /\s/.test(before)
  if (open && /\s/.test(after)) return { from, to: to + 1, text: '' }
  if (/\s/.test(before) && (after === '' || /[,.;:،؛]/.test(after))) return { from: from - 1, to, text: '' }
  return { from, to, text: '' }
}
