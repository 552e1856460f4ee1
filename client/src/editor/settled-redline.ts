import type { Node } from '@tiptap/pm/model'
import type { Entry, Redline } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'
import { isSuggestion, settled, settledPlaces } from '@travaux/shared/suggest'

/**
 * The redline compares the base with the draft without pending suggestions; it is drawn on the draft with them. Here its blocks
 * are brought from the one to the other: they are those of the draft, while their pieces are the settled words.
 */
export function inDraft(entries: Redline, doc: Node): Redline {
  const back = settledPlaces(doc).invert()
  const place = (block: Block): Block => {
    const pos = back.map(block.pos, 1)
    return { ...block, pos, node: block.node && doc.nodeAt(pos) }
  }
  return entries.map((entry): Entry => (entry.drafts.length === 0 ? entry : { ...entry, drafts: entry.drafts.map(place) }))
}

/** The block as the redline compares it. */
export const settledBlock = (block: Block): Block => (block.node ? { ...block, node: settled(block.node) } : block)

/** A stretch of a block's settled words: where it begins among them, and where in the block. */
interface Run {
  readonly start: number
  readonly end: number
  readonly at: number
}

/** Offsets in a block's settled words, as offsets in the block. */
export class SettledWords {
  readonly #runs: readonly Run[]

  constructor(node: Node | null) {
    this.#runs = node ? settledRuns(node) : []
  }

  /** Behind the settled word before it, and so before what is proposed there. */
  place(offset: number): number {
    const run = this.#runs.findLast(({ start }) => start < offset)
    return run ? run.at + Math.min(offset, run.end) - run.start : 0
  }

  /** The other way: the settled word at or before an offset in the block; null where only proposed words are. */
  offset(place: number): number | null {
    const run = this.#runs.findLast(({ at }) => at <= place)
    if (!run || place > run.at + run.end - run.start) return null
    return run.start + place - run.at
  }

  /** The stretches of the block that these settled words stand in. */
  stretches(from: number, to: number): [number, number][] {
    return this.#runs
      .filter(({ start, end }) => start < to && end > from)
      .map(({ start, end, at }) => [at + Math.max(from, start) - start, at + Math.min(to, end) - start])
  }
}

function settledRuns(node: Node): Run[] {
  const runs: Run[] = []
  let start = 0
  node.forEach((child, at) => {
    if (child.marks.some((mark) => isSuggestion(mark) && mark.type.name === 'insertion')) return
    const last = runs.at(-1)
    const end = start + child.nodeSize
    if (last && last.at + last.end - last.start === at) runs[runs.length - 1] = { ...last, end }
    else runs.push({ start, end, at })
    start = end
  })
  return runs
}
