import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { printStamp, type Stamp } from '../model/index.ts'
import {
  eIdsIn,
  isComment,
  isSuggestion,
  looks,
  markOf,
  proposal,
  suggestionStamps,
  withoutSuggestionMarks,
  type Chosen,
} from './marks.ts'
import type { SuggestedDraft, SuggestionRecord } from './records.ts'
import type { Author, Suggested } from './suggest.ts'
import { withoutSuggestions } from './settled.ts'

/** How a new block comes in. */
export interface NewBlock {
  /** It stands inside something that the author proposes, and belongs to that. */
  readonly own: boolean
  readonly parent: Node
  readonly stamp: Stamp
  /** The id it takes because it was moved here; null for a new block. */
  readonly eId: string | null
  /** Ids that stand in the draft before the edit, and not after it. */
  readonly free: ReadonlySet<string>
  readonly newEId: (node: Node, parent: Node) => string
}

/** Writes proposals into a draft. Positions are those of the draft before the edit. */
export class Proposing {
  readonly #draft: SuggestedDraft
  readonly #author: Author
  readonly #tr: Transform
  readonly #set: SuggestionRecord[] = []
  readonly #mine: Chosen
  readonly #moves = new Map<string, Stamp>()
  #eIds: Set<string> | null = null
  #caret: Suggested['caret'] = () => null

  constructor(draft: SuggestedDraft, author: Author) {
    this.#draft = draft
    this.#author = author
    this.#tr = new Transform(draft.doc)
    this.#mine = ({ user }) => user === author.user
  }

  result(): Suggested {
    return { transform: this.#tr, records: { set: this.#set, remove: [] }, caret: this.#caret }
  }

  record(record: SuggestionRecord): void {
    this.#set.push(record)
  }

  /** Neighbouring edits by one author are one suggestion: that of their words at or between these places, or a new one. */
  stampOfWords(from: number, to: number): Stamp {
    const { doc, mapping } = this.#tr
    const [start, end] = [doc.resolve(mapping.map(from, -1)), doc.resolve(mapping.map(to, 1))]
    let found = [start.nodeBefore, end.nodeAfter].flatMap((run) => this.#own(run)).at(0)
    doc.nodesBetween(start.pos, end.pos, (node) => {
      found ??= this.#own(node).at(0)
    })
    return found ?? this.#newStamp()
  }

  #own(run: Node | null): Stamp[] {
    return run?.isText ? suggestionStamps(run.marks).filter(this.#mine) : []
  }

  /** The suggestion of the blocks beside these places, when the author proposes them or proposes to delete them. */
  stampOfBlock(from: number, to: number): Stamp {
    const { doc, mapping } = this.#tr
    const before = doc.resolve(mapping.map(from, 1)).nodeBefore
    const after = doc.resolve(mapping.map(to, 1)).nodeAfter
    for (const node of [before, after]) {
      const stamp = node && !node.isText ? (proposal(node) ?? this.#recordOf(node.attrs['eId'], 'delete')) : null
      if (stamp && this.#mine(stamp)) return { id: stamp.id, user: stamp.user, at: stamp.at }
    }
    return this.#newStamp()
  }

  stampOfLabel(target: string): Stamp {
    const known = this.#recordOf(target, 'set')
    return known ? { id: known.id, user: known.user, at: known.at } : this.#newStamp()
  }

  /** Both ends of a move are one suggestion; with what it goes into, where the author proposes that. */
  stampOfMove(to: string, into: Stamp | null = null): Stamp {
    const stamp = this.#moves.get(to) ?? into ?? this.#newStamp()
    this.#moves.set(to, stamp)
    return stamp
  }

  isDeleted(target: string): boolean {
    return this.#recordOf(target, 'delete') !== null || this.#recordOf(target, 'move') !== null
  }

  #recordOf(target: unknown, op: SuggestionRecord['op']): SuggestionRecord | null {
    for (const record of [...this.#draft.records.values(), ...this.#set])
      if (record.target === target && record.op === op && this.#mine(record)) return record
    return null
  }

  #newStamp(): Stamp {
    const { user, at, newId } = this.#author
    return { id: newId(), user, at }
  }

  setAttribute(pos: number, name: string, value: unknown): void {
    this.#tr.setNodeAttribute(this.#tr.mapping.map(pos, 1), name, value)
  }

  /** Takes out what the author proposed. */
  cut(from: number, to: number): void {
    const { mapping } = this.#tr
    this.#tr.delete(mapping.map(from, 1), mapping.map(to, -1))
  }

  /** Proposes to delete words; the author's own proposals simply go. */
  strike(from: number, to: number, stamp: Stamp): void {
    const { doc, mapping } = this.#tr
    const [start, end] = [mapping.map(from, 1), mapping.map(to, -1)]
    if (end <= start) return
    const deletion = doc.type.schema.marks['deletion']!.create(stamp)
    const own: [number, number][] = []
    doc.nodesBetween(start, end, (node, pos) => {
      if (!node.isText) return true
      const [runStart, runEnd] = [Math.max(pos, start), Math.min(pos + node.nodeSize, end)]
      if (markOf(node.marks, 'insertion', this.#mine)) own.push([runStart, runEnd])
      else if (!markOf(node.marks, 'deletion', this.#mine)) this.#tr.addMark(runStart, runEnd, deletion)
      return false
    })
    for (const [runStart, runEnd] of own.reverse()) this.#tr.delete(runStart, runEnd)
  }

  /** Words in the place of others: in the author's own proposal directly, elsewhere as a deletion and an insertion behind it. */
  replaceWords(from: number, to: number, runs: readonly Node[], own: boolean, known: Stamp | null = null): void {
    const stamp = known ?? this.stampOfWords(from, to)
    if (own) this.cut(from, to)
    else this.strike(from, to, stamp)
    const at = this.#insertRuns(to, runs, own ? null : stamp)
    this.#noteCaret(from, to, at)
  }

  /** Words that shall look different: struck, and proposed again as they shall look. */
  restyle(from: number, to: number, runs: readonly Node[]): void {
    const stamp = this.stampOfWords(from, to)
    this.strike(from, to, stamp)
    this.#insertRuns(to, runs, stamp)
  }

  /** Comments hang on words without being part of them: they are set directly. */
  comment(from: number, runs: readonly Node[]): void {
    this.#eachRun(from, runs, (start, end, run) => this.#setMarks(start, end, run.marks.filter(isComment), isComment))
  }

  /** Words that the author proposes take on another look. */
  restyleDirectly(from: number, runs: readonly Node[]): void {
    const isLook = (mark: Mark) => !isSuggestion(mark) && !isComment(mark)
    this.#eachRun(from, runs, (start, end, run) => this.#setMarks(start, end, looks(run.marks), isLook))
  }

  #eachRun(from: number, runs: readonly Node[], visit: (start: number, end: number, run: Node) => void): void {
    let pos = this.#tr.mapping.map(from, 1)
    for (const run of runs) visit(pos, (pos += run.nodeSize), run)
  }

  #setMarks(from: number, to: number, marks: readonly Mark[], governed: (mark: Mark) => boolean): void {
    const found = new Set<Mark>()
    this.#tr.doc.nodesBetween(from, to, (node) => {
      if (node.isText) for (const mark of node.marks) if (governed(mark)) found.add(mark)
    })
    for (const mark of found) if (!mark.isInSet(marks)) this.#tr.removeMark(from, to, mark)
    for (const mark of marks) this.#tr.addMark(from, to, mark)
  }

  /** Puts words behind what was at `pos`; where they end, when there are any. */
  #insertRuns(pos: number, runs: readonly Node[], stamp: Stamp | null): number | null {
    if (runs.length === 0) return null
    const mark = stamp && this.#tr.doc.type.schema.marks['insertion']!.create(stamp)
    const at = this.#tr.mapping.map(pos, 1)
    const clean = runs.map((run) => {
      const marks = withoutSuggestionMarks(run.marks)
      return run.mark(mark ? mark.addToSet(marks) : marks)
    })
    this.#tr.insert(at, clean)
    return at + clean.reduce((size, run) => size + run.nodeSize, 0)
  }

  /** After typing the caret stands behind the new words; after Backspace before what was struck, after Delete behind it. */
  #noteCaret(from: number, to: number, inserted: number | null): void {
    const steps = this.#tr.mapping.maps.length
    this.#caret = (head) =>
      inserted === null ? this.#tr.mapping.map(head > from ? from : to, 1) : this.#tr.mapping.slice(steps).map(inserted, -1)
  }

  insertBlock(pos: number, node: Node, how: NewBlock): void {
    const at = this.#tr.mapping.map(pos, 1)
    const block = this.#newBlock(how.eId === null ? node : withoutSuggestions(node), how, true)
    this.#tr.insert(at, block)
    const steps = this.#tr.mapping.maps.length
    this.#caret = () => this.#tr.mapping.slice(steps).map(at + (block.isTextblock ? 1 : 2), -1)
  }

  /** The block without anybody's suggestions, with ids of its own, as this author's proposal. */
  #newBlock(node: Node, how: NewBlock, outermost: boolean): Node {
    const stamp = outermost && !how.own ? printStamp(how.stamp) : null
    const attrs: Record<string, unknown> = { ...node.attrs, sug: stamp }
    if ('eId' in attrs) attrs['eId'] = (outermost ? how.eId : null) ?? this.#ownEId(node, how)
    const shell = node.type.create(attrs)
    const children = node.children.map((child) =>
      child.isText ? child.mark(withoutSuggestionMarks(child.marks)) : this.#newBlock(child, { ...how, parent: shell }, false),
    )
    return shell.copy(Fragment.from(children))
  }

  #ownEId(node: Node, { parent, free, newEId }: NewBlock): string {
    this.#eIds ??= eIdsIn(this.#draft.doc)
    const given = node.attrs['eId'] as string
    const eId = given === '' || (this.#eIds.has(given) && !free.has(given)) ? newEId(node, parent) : given
    this.#eIds.add(eId)
    return eId
  }
}
