import { Fragment, type Mark, type Node, type ResolvedPos } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { printStamp, type Stamp } from '../model/index.ts'
import { cancelMoves, cancelWords, type Cancelled } from './cancelled.ts'
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
import { recordKey, withChanges, type SuggestedDraft, type SuggestionRecord } from './records.ts'
import type { Author, Suggested } from './suggest.ts'
import { withoutSuggestions } from './settled.ts'

/** Words that come in, and where they stand in the document after the edit; null when they come from several blocks of it. */
export interface NewWords {
  readonly runs: readonly Node[]
  readonly pos: number | null
}

/** How a new block comes in. */
export interface NewBlock {
  /** Where it stands after the edit. */
  readonly pos: number
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

/** What stands at `from` after the edit, and where it stood after so many steps. */
interface Came {
  readonly from: number
  readonly size: number
  readonly at: number
  readonly steps: number
}

const isSettled = (node: Node): boolean => proposal(node) === null

const sizeOf = (runs: readonly Node[]): number => runs.reduce((size, run) => size + run.nodeSize, 0)

/** Writes proposals into a draft. Positions are those of the draft before the edit. */
export class Proposing {
  readonly #draft: SuggestedDraft
  readonly #author: Author
  readonly #tr: Transform
  readonly #set: SuggestionRecord[] = []
  readonly #mine: Chosen
  readonly #moves = new Map<string, Stamp>()
  /** Places in blocks whose words are proposed to change. */
  readonly #touched: number[] = []
  readonly #ids = new Set<string>()
  readonly #came: Came[] = []
  #eIds: Set<string> | null = null
  /** Whether blocks come in. */
  #brings = false
  #caret: Suggested['caret'] = () => null
  /** How many steps there were before what says nothing was taken back, and what that did to places. */
  #end = 0
  readonly #cancelled: Cancelled[] = []

  constructor(draft: SuggestedDraft, author: Author) {
    this.#draft = draft
    this.#author = author
    this.#tr = new Transform(draft.doc)
    this.#mine = ({ user }) => user === author.user
  }

  result(): Suggested {
    this.#end = this.#tr.mapping.maps.length
    this.#cancelWords()
    const gone = new Set(this.#cancelMoves())
    const set = this.#set.filter((record) => !gone.has(recordKey(record)))
    const remove = [...gone].filter((key) => this.#draft.records.has(key))
    return {
      transform: this.#tr,
      records: { set, remove },
      ids: [...this.#ids],
      caret: this.#caret,
      placeOf: (pos, side) => this.#placeOf(pos, side),
    }
  }

  #cancelWords(): void {
    const blocks = new Set<number>()
    for (const pos of this.#touched) blocks.add(this.#tr.doc.resolve(this.#tr.mapping.map(pos, 1)).start())
    for (const start of [...blocks].sort((a, b) => b - a)) this.#cancelled.push(...cancelWords(this.#tr, start, this.#mine))
  }

  #cancelMoves(): readonly string[] {
    if (!this.#brings) return []
    const records = [...withChanges(this.#draft.records, { set: this.#set, remove: [] }).values()]
    const moves = records.flatMap((record) => (record.op === 'move' && this.#mine(record) ? [record] : []))
    const { keys, places } = cancelMoves(this.#tr, moves)
    this.#cancelled.push(...places)
    return keys
  }

  #placeOf(pos: number, side: 1 | -1): number | null {
    const came = this.#came.find(({ from, size }) =>
      side > 0 ? pos >= from && pos < from + size : pos > from && pos <= from + size,
    )
    return came ? this.#now(came.at + pos - came.from, came.steps, side) : null
  }

  /** Where a place is that was known after so many steps. */
  #now(pos: number, steps: number, side: 1 | -1): number {
    const mapped = this.#tr.mapping.slice(steps, this.#end).map(pos, side)
    return this.#cancelled.reduce((place, cancelled) => cancelled(place), mapped)
  }

  /** Notes that the edit goes into this suggestion. */
  uses(stamp: Stamp): Stamp {
    this.#ids.add(stamp.id)
    return stamp
  }

  record(record: SuggestionRecord): void {
    this.uses(record)
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
    return found ?? this.#joinAt(start, end) ?? this.#newStamp()
  }

  /** The suggestion that takes away the paragraph mark before or behind these places, of the author's. */
  #joinAt(start: ResolvedPos, end: ResolvedPos): Stamp | null {
    const before = start.parentOffset > 0 ? null : start.node(-1).children.slice(0, start.index(-1)).findLast(isSettled)
    const here = end.parentOffset < end.parent.content.size ? null : end.parent
    for (const block of [before, here]) {
      const record = block ? this.#recordOf(block.attrs['eId'], 'join') : null
      if (record) return { id: record.id, user: record.user, at: record.at }
    }
    return null
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
    this.#touched.push(from)
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
  replaceWords(from: number, to: number, words: NewWords, own: boolean, known: Stamp | null = null): Stamp {
    const stamp = known ?? this.stampOfWords(from, to)
    if (own) this.cut(from, to)
    else this.strike(from, to, this.uses(stamp))
    const at = this.#insertRuns(to, words, own ? null : stamp)
    this.#noteCaret(from, to, at)
    return stamp
  }

  /** Words that shall look different: struck, and proposed again as they shall look. */
  restyle(from: number, to: number, words: NewWords): void {
    const stamp = this.uses(this.stampOfWords(from, to))
    this.strike(from, to, stamp)
    this.#insertRuns(to, words, stamp)
  }

  /** Comments hang on words without being part of them: they are set directly. */
  comment(from: number, runs: readonly Node[]): void {
    this.#eachRun(from, runs, (start, end, run) => this.#setMarks(start, end, run.marks.filter(isComment), isComment))
  }

  /** Words that the author proposes take on another look. */
  restyleDirectly(from: number, { runs, pos }: NewWords): void {
    this.#touched.push(from)
    this.#note(pos, sizeOf(runs), this.#tr.mapping.map(from, 1))
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
  #insertRuns(pos: number, { runs, pos: cameFrom }: NewWords, stamp: Stamp | null): number | null {
    if (runs.length === 0) return null
    this.#touched.push(pos)
    const mark = stamp && this.#tr.doc.type.schema.marks['insertion']!.create(stamp)
    const at = this.#tr.mapping.map(pos, 1)
    const clean = runs.map((run) => {
      const marks = withoutSuggestionMarks(run.marks)
      return run.mark(mark ? mark.addToSet(marks) : marks)
    })
    this.#tr.insert(at, clean)
    this.#note(cameFrom, sizeOf(clean), at)
    return at + sizeOf(clean)
  }

  /** What stands at `from` after the edit has come to stand here. */
  #note(from: number | null, size: number, at: number): void {
    if (from !== null) this.#came.push({ from, size, at, steps: this.#tr.mapping.maps.length })
  }

  /** After typing the caret stands behind the new words; after Backspace before what was struck, after Delete behind it. */
  #noteCaret(from: number, to: number, inserted: number | null): void {
    const steps = this.#tr.mapping.maps.length
    this.#caret = (head) => (inserted === null ? this.#now(head > from ? from : to, 0, 1) : this.#now(inserted, steps, -1))
  }

  insertBlock(pos: number, node: Node, how: NewBlock): void {
    const at = this.#tr.mapping.map(pos, 1)
    const block = this.#newBlock(how.eId === null ? node : withoutSuggestions(node), how, true)
    this.#tr.insert(at, block)
    this.#brings = true
    if (!how.own) this.uses(how.stamp)
    this.#note(how.pos, block.nodeSize, at)
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
