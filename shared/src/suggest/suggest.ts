import type { Node } from 'prosemirror-model'
import type { Transform } from 'prosemirror-transform'
import { freshEId, type Stamp } from '../model/index.ts'
import { stretches, type Kept, type Placed, type Stretch } from './align.ts'
import type { Edit } from './edit.ts'
import { lineChange, type LineChange } from './lines.ts'
import { proposal } from './marks.ts'
import { Proposing } from './proposing.ts'
import { PROPOSED_ATTRIBUTES, type RecordChanges, type SuggestedDraft } from './records.ts'
import { hunks, restyled } from './words.ts'

/** Who suggests, when, and where new ids come from. */
export interface Author {
  readonly user: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** A new suggestion's id, which begins with `user` and a colon. */
  readonly newId: () => string
  readonly newEId?: (node: Node, parent: Node) => string
}

/** What takes the place of a reviewer's edit. */
export interface Suggested {
  /** From the draft before the edit to the draft with the suggestion. Empty when nothing is left to suggest. */
  readonly transform: Transform
  readonly records: RecordChanges
  /** The author's suggestions that it changes; new ones too. */
  readonly ids: readonly string[]
  /** Where the caret belongs afterwards, given where it was before; null when the edit didn't touch words. */
  readonly caret: (headBefore: number) => number | null
  /** Where a place of the edited document is now that lies in what the edit has put there, looking forward or back; null elsewhere. */
  readonly placeOf: (posAfter: number, side: 1 | -1) => number | null
}

/**
 * Turns what a reviewer's hands did to a draft into suggestions. Nothing of the draft changes: rejecting the author's suggestions
 * gives the same text before and after (law 2). What the author has proposed before, they change directly.
 */
export function suggest(draft: SuggestedDraft, edit: Edit, author: Author): Suggested {
  return new Suggesting(draft, edit, author).result()
}

/** A stretch, and the proposal of the author's that it lies inside, if any. */
type Part = Stretch & { readonly inside: Stamp | null }

class Suggesting {
  readonly #edit: Edit
  readonly #user: string
  readonly #newEId: (node: Node, parent: Node) => string
  readonly #to: Proposing
  readonly #parts: Part[] = []
  /** Where blocks that move come to stand: their new ids by their old ones. */
  readonly #moved = new Map<string, string>()
  /** Ids of the author's own proposed blocks that leave their place. */
  readonly #leaving = new Set<string>()
  #labels: Stamp | null = null

  constructor(draft: SuggestedDraft, edit: Edit, author: Author) {
    this.#edit = edit
    this.#user = author.user
    this.#newEId = author.newEId ?? freshEId
    this.#to = new Proposing(draft, author)
    this.#collect(draft.doc, 0, edit.after, 0, null)
    this.#findMoves()
  }

  result(): Suggested {
    for (const part of this.#parts) this.#rewrite(part)
    return this.#to.result()
  }

  /** Every stretch with a difference, in document order. */
  #collect(before: Node, beforeStart: number, after: Node, afterStart: number, inside: Stamp | null): void {
    for (const stretch of stretches(before, beforeStart, after, afterStart)) {
      const { kept, removed, inserted } = stretch
      if (removed.length + inserted.length > 0 || (kept && kept.before.node !== kept.after.node))
        this.#parts.push({ ...stretch, inside })
      if (!kept || kept.before.node.isTextblock || kept.before.node === kept.after.node) continue
      const around = inside ?? (this.#mine(kept.before.node) ? proposal(kept.before.node) : null)
      this.#collect(kept.before.node, kept.before.pos + 1, kept.after.node, kept.after.pos + 1, around)
    }
  }

  /** A block that is gone from one place and stands in another has moved. One that its author proposes just goes there. */
  #findMoves(): void {
    const gone = new Map<string, Placed & { parent: Node }>()
    for (const { removed, inside, parent } of this.#parts)
      for (const placed of removed)
        if (inside || this.#mine(placed.node)) this.#leave(placed.node)
        else if (eIdOf(placed.node)) gone.set(eIdOf(placed.node), { ...placed, parent })
    for (const { inserted, inside } of this.#parts)
      for (const { node } of inserted) {
        const from = gone.get(eIdOf(node))
        if (!from) continue
        const to = this.#newEId(node, from.parent)
        this.#moved.set(eIdOf(node), to)
        this.#to.stampOfMove(to, inside)
      }
  }

  #leave(node: Node): void {
    this.#leaving.add(eIdOf(node))
    node.forEach((child) => this.#leave(child))
  }

  #rewrite(part: Part): void {
    const own = part.inside !== null || (part.kept !== null && this.#mine(part.kept.before.node))
    const around = part.inside ?? (own && part.kept ? proposal(part.kept.before.node) : null)
    if (around) this.#to.uses(around)
    const lines = own ? null : lineChange(part, this.#user)
    if (part.kept) this.#relabel(part.kept, own)
    if (lines) this.#changeLines(lines)
    const stamp = !lines && part.kept?.before.node.isTextblock ? this.#changeWords(part.kept, own) : null
    this.#remove(part, lines?.removed ?? 0, stamp)
    this.#insert(part, lines?.inserted ?? 0, stamp)
  }

  #relabel({ before, after }: Kept, own: boolean): void {
    for (const attribute of PROPOSED_ATTRIBUTES) {
      const value = after.node.attrs[attribute] as string | number | null | undefined
      if (value === undefined || value === before.node.attrs[attribute]) continue
      if (own) this.#to.setAttribute(before.pos, attribute, value)
      else {
        const target = eIdOf(before.node)
        this.#labels ??= this.#to.stampOfLabel(target)
        this.#to.record({ ...this.#labels, op: 'set', target, attribute, value })
      }
    }
  }

  /** The suggestion that changes words up to the end of the block: what goes behind it goes with them. */
  #changeWords(kept: Kept, own: boolean): Stamp | null {
    const start = kept.before.pos + 1
    let last: Stamp | null = null
    const replaced = hunks(kept, this.#edit.ranges)
    const changes = [
      ...replaced.map((hunk) => ({ ...hunk, kind: 'words' as const })),
      ...restyled(kept, replaced, ({ user }) => user === this.#user),
    ]
    for (const { kind, fromA, toA, fromB, toB } of changes.sort((one, other) => one.fromA - other.fromA)) {
      const words = { runs: kept.after.node.content.cut(fromB, toB).content, pos: kept.after.pos + 1 + fromB }
      if (kind === 'words') {
        const stamp = this.#to.replaceWords(start + fromA, start + toA, words, own)
        last = !own && toA === kept.before.node.content.size ? stamp : null
      } else if (kind === 'comment') this.#to.comment(start + fromA, words.runs)
      else if (own || kind === 'own look') this.#to.restyleDirectly(start + fromA, words)
      else this.#to.restyle(start + fromA, start + toA, words)
    }
    return last
  }

  /** Words leave one block for another: a break is proposed, or the paragraph mark of the first block is struck. */
  #changeLines({ blocks, from, to, content }: LineChange): void {
    const at = ({ block, offset }: LineChange['from']) => blocks[block]!.pos + 1 + offset
    const stamp = this.#to.stampOfWords(at(from), at(to))
    const first = blocks[from.block]!
    const words = { runs: content, pos: null }
    if (from.block === to.block) return void this.#to.replaceWords(at(from), at(to), words, false)
    this.#to.strike(at(from), first.pos + 1 + first.node.content.size, stamp)
    this.#to.record({ ...stamp, op: 'join', target: eIdOf(first.node) })
    for (const { node } of blocks.slice(from.block + 1, to.block))
      this.#to.record({ ...stamp, op: 'delete', target: eIdOf(node) })
    this.#to.replaceWords(blocks[to.block]!.pos + 1, at(to), words, false, stamp)
  }

  #remove({ removed, inside }: Part, explained: number, known: Stamp | null): void {
    let stamp = known
    for (const { node, pos } of removed.slice(explained)) {
      const target = eIdOf(node)
      const to = this.#moved.get(target)
      if (inside || this.#mine(node)) this.#to.cut(pos, pos + node.nodeSize)
      else if (target === '')
        this.#to.strike(pos + 1, pos + node.nodeSize - 1, this.#to.stampOfWords(pos + 1, pos + node.nodeSize - 1))
      else if (to !== undefined) this.#to.record({ ...this.#to.stampOfMove(to), op: 'move', target, to })
      else if (!this.#to.isDeleted(target)) {
        stamp ??= this.#to.stampOfBlock(pos, pos + node.nodeSize)
        this.#to.record({ ...stamp, op: 'delete', target })
      }
    }
  }

  #insert({ inserted, inside, end, parent }: Part, explained: number, known: Stamp | null): void {
    let stamp = known
    for (const { node, pos } of inserted.slice(explained)) {
      const to = this.#moved.get(eIdOf(node))
      const mine = this.#leaving.has(eIdOf(node)) && this.#mine(node) ? proposal(node) : null
      if (mine) stamp = mine
      else stamp = to === undefined ? (stamp ?? this.#to.stampOfBlock(end, end)) : this.#to.stampOfMove(to)
      this.#to.insertBlock(end, node, {
        pos,
        own: inside !== null,
        parent,
        stamp,
        eId: to ?? null,
        free: this.#leaving,
        newEId: this.#newEId,
      })
    }
  }

  #mine(node: Node): boolean {
    return proposal(node)?.user === this.#user
  }
}

const eIdOf = (node: Node): string => (node.attrs['eId'] as string | undefined) ?? ''
