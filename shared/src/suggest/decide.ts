import type { Mark, Node } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { BREAK, freshEId } from '../model/index.ts'
import { markOf, proposal, stampOfMarks, type Chosen } from './marks.ts'
import { recordKey, type RecordChanges, type SuggestedDraft, type SuggestionRecord } from './records.ts'

/**
 * `unknown`: there is nothing of it any more. `inside-suggestion`: it moves text of the draft into a block that is itself only
 * suggested, with which the text would go.
 */
export type DecisionProblem = 'unknown' | 'target-gone' | 'nothing-to-join' | 'inside-suggestion'

/** A decision carried out, or why it can't be: a drafter's edit took away what the suggestion is about. */
export type Decided =
  | { readonly ok: true; readonly transform: Transform; readonly records: RecordChanges }
  | { readonly ok: false; readonly reason: DecisionProblem }

export interface AcceptOptions {
  readonly newEId?: (node: Node, parent: Node) => string
  /** The number of a block that an accepted break makes at `index` of its parent; none when not given. */
  readonly numberOf?: (parent: Node, index: number, model: Node) => string | null
}

/** The draft without these suggestions. For their own author this is withdrawing them. */
export function reject(draft: SuggestedDraft, ids: Iterable<string>): Decided {
  const chosen = among(ids)
  const tr = new Transform(draft.doc)
  for (const { node, pos } of suggested(draft.doc).toReversed()) {
    const end = pos + node.nodeSize
    if (!node.isText) {
      const stamp = proposal(node)
      if (stamp && chosen(stamp)) tr.delete(pos, tr.mapping.map(end, -1))
    } else if (markOf(node.marks, 'insertion', chosen)) tr.delete(pos, end)
    else unmark(tr, pos, end, node.marks, 'deletion', chosen)
  }
  const remove = [...draft.records.values()].filter(chosen).map(recordKey)
  return tr.steps.length + remove.length === 0
    ? { ok: false, reason: 'unknown' }
    : { ok: true, transform: tr, records: { set: [], remove } }
}

/** The draft with these suggestions made part of it. */
export function accept(draft: SuggestedDraft, ids: Iterable<string>, options: AcceptOptions = {}): Decided {
  return new Accepting(draft, among(ids), options).run()
}

function among(ids: Iterable<string>): Chosen {
  const set = new Set(ids)
  return ({ id }) => set.has(id)
}

interface Found {
  readonly node: Node
  readonly pos: number
}

/** Marked words and proposed blocks, in document order. */
function suggested(doc: Node): Found[] {
  const found: Found[] = []
  doc.descendants((node, pos) => {
    if (node.isText ? node.marks.length > 0 : proposal(node) !== null) found.push({ node, pos })
  })
  return found
}

/** The blocks in a node that nobody proposes; `start` is where its content begins. */
function settledBlocks(node: Node, start: number): Found[] {
  const list: Found[] = []
  node.forEach((child, offset) => {
    if (!child.isText && proposal(child) === null) list.push({ node: child, pos: start + offset })
  })
  return list
}

function unmark(
  tr: Transform,
  from: number,
  to: number,
  marks: readonly Mark[],
  name: 'insertion' | 'deletion',
  chosen: Chosen,
): void {
  for (let left = marks; ;) {
    const mark = markOf(left, name, chosen)
    if (!mark) return
    tr.removeMark(from, to, mark)
    left = left.filter((other) => other !== mark)
  }
}

class Accepting {
  readonly #draft: SuggestedDraft
  readonly #chosen: Chosen
  readonly #options: AcceptOptions
  readonly #tr: Transform
  readonly #records: SuggestionRecord[]
  /** Where a block's paragraph mark is after it has been split: the new block's eId by the old one. */
  readonly #ends = new Map<string, string>()
  #problem: DecisionProblem | null = null

  constructor(draft: SuggestedDraft, chosen: Chosen, options: AcceptOptions) {
    this.#draft = draft
    this.#chosen = chosen
    this.#options = options
    this.#tr = new Transform(draft.doc)
    this.#records = [...draft.records.values()].filter(chosen)
  }

  run(): Decided {
    for (const found of suggested(this.#draft.doc).toReversed()) this.#acceptInPlace(found)
    const { set, remove } = this.#retargeted()
    this.#carryOut([...this.#records.filter((record) => record.op !== 'join'), ...set.filter(this.#chosen)])
    for (const { target, op } of this.#records) if (op === 'join') this.#join(this.#ends.get(target) ?? target)
    if (this.#problem) return { ok: false, reason: this.#problem }
    const done = this.#records.map(recordKey)
    if (this.#tr.steps.length + done.length === 0) return { ok: false, reason: 'unknown' }
    const records = { set: set.filter((record) => !this.#chosen(record)), remove: [...done, ...remove] }
    return { ok: true, transform: this.#tr, records }
  }

  /** From the end of the document to its start, so that positions in front stay what they are. */
  #acceptInPlace({ node, pos }: Found): void {
    const end = pos + node.nodeSize
    const stamp = proposal(node)
    if (!node.isText) {
      if (stamp && this.#chosen(stamp)) this.#tr.setNodeAttribute(pos, 'sug', null)
    } else if (markOf(node.marks, 'deletion', this.#chosen)) this.#tr.delete(pos, end)
    else if (stampOfMarks(node.marks, 'insertion', this.#chosen)) {
      unmark(this.#tr, pos, end, node.marks, 'insertion', this.#chosen)
      for (let at = node.text!.length - 1; at >= 0; at--) if (node.text![at] === BREAK) this.#split(pos + at)
    }
  }

  #split(pos: number): void {
    this.#tr.delete(pos, pos + 1)
    const $pos = this.#tr.doc.resolve(pos)
    const { parent: block, depth } = $pos
    const around = $pos.node(depth - 1)
    const number =
      'number' in block.attrs ? (this.#options.numberOf?.(around, $pos.index(depth - 1) + 1, block) ?? null) : undefined
    const eId = (this.#options.newEId ?? freshEId)(block, around)
    this.#tr.split(pos, 1, [{ type: block.type, attrs: { ...block.attrs, ...(number === undefined ? {} : { number }), eId } }])
    const old = block.attrs['eId'] as string
    if (!this.#ends.has(old)) this.#ends.set(old, eId)
  }

  /** What others propose about a block that has been split: its paragraph mark is that of its last part, deleting it means all parts. */
  #retargeted(): { set: SuggestionRecord[]; remove: string[] } {
    const set: SuggestionRecord[] = []
    const remove: string[] = []
    for (const record of this.#draft.records.values()) {
      const target = this.#ends.get(record.target)
      if (target === undefined) continue
      if (record.op === 'join' && !this.#chosen(record)) {
        remove.push(recordKey(record))
        set.push({ ...record, target })
      } else if (record.op === 'delete') set.push({ ...record, target })
    }
    return { set, remove }
  }

  #carryOut(records: readonly SuggestionRecord[]): void {
    for (const record of records) if (record.op === 'set') this.#setLabel(record.target, record.attribute, record.value)
    for (const record of records) if (record.op === 'move') this.#move(record.target, record.to)
    for (const record of records) if (record.op === 'delete') this.#delete(record.target)
  }

  #setLabel(target: string, attribute: string, value: unknown): void {
    const found = this.#find(target)
    if (found) this.#tr.setNodeAttribute(found.pos, attribute, value)
    else this.#problem = 'target-gone'
  }

  /** The block at the new place takes the moved one's ids, so that it is known as the same. */
  #move(target: string, to: string): void {
    const [from, there] = [this.#find(target), this.#find(to)]
    if (!there) return void (this.#problem = 'target-gone')
    if (this.#isPending(there.pos)) return void (this.#problem = 'inside-suggestion')
    // Someone deleted it meanwhile: what was to take its place is a new block, as the list says.
    if (!from) return
    this.#giveIds(from.node, there)
    this.#delete(target, from.pos)
  }

  /** Whether what stands at this place stands in somebody's proposal. */
  #isPending(pos: number): boolean {
    const $pos = this.#tr.doc.resolve(pos)
    for (let depth = $pos.depth; depth > 0; depth--) if (proposal($pos.node(depth))) return true
    return false
  }

  #giveIds(from: Node, { node, pos }: Found): void {
    const eId = from.attrs['eId'] as string | undefined
    if (eId !== undefined) this.#tr.setNodeAttribute(pos, 'eId', eId)
    const [old, now] = [settledBlocks(from, 0), settledBlocks(node, pos + 1)]
    if (old.length === now.length) now.forEach((child, index) => this.#giveIds(old[index]!.node, child))
  }

  #delete(target: string, at?: number): void {
    const pos = at ?? this.#find(target)?.pos
    const node = pos === undefined ? null : this.#tr.doc.nodeAt(pos)
    if (node) this.#tr.delete(pos!, pos! + node.nodeSize)
  }

  #join(target: string): void {
    const found = this.#find(target)
    if (!found) return void (this.#problem = 'target-gone')
    const { node, pos } = found
    const next = this.#following(found)
    if (!next || next.node.type !== node.type) return void (this.#problem = 'nothing-to-join')
    this.#tr.delete(next.pos, next.pos + next.node.nodeSize)
    this.#tr.insert(pos + node.nodeSize - 1, next.node.content)
  }

  /** The next block of the draft; what others propose in between stays behind it. */
  #following({ node, pos }: Found): Found | null {
    const $end = this.#tr.doc.resolve(pos + node.nodeSize)
    let at = $end.pos
    for (const sibling of $end.parent.children.slice($end.index())) {
      if (proposal(sibling) === null) return { node: sibling, pos: at }
      at += sibling.nodeSize
    }
    return null
  }

  #find(eId: string): Found | null {
    let found: Found | null = null
    this.#tr.doc.descendants((node, pos) => {
      if (found === null && node.attrs['eId'] === eId) found = { node, pos }
      return found === null && !node.isTextblock
    })
    return found
  }
}
