import type { Mark, Node } from 'prosemirror-model'
import { blocks, BREAK, readStamp, type Block, type Stamp } from '../model/index.ts'
import { location } from '../number/index.ts'
import { eIdsIn, isSuggestion, looks } from './marks.ts'
import type { ProposedAttribute, SuggestedDraft, SuggestionRecord } from './records.ts'
import { settled } from './settled.ts'

/** One thing that a suggestion does, to be said in a sentence. */
export type Statement =
  | { readonly kind: 'replace'; readonly before: string; readonly after: string }
  | { readonly kind: 'insert' | 'delete'; readonly text: string }
  /** The same words in another look: the names of the marks that come and go. */
  | { readonly kind: 'format'; readonly text: string; readonly on: readonly string[]; readonly off: readonly string[] }
  /** A whole block with its words. */
  | { readonly kind: 'newBlock' | 'deleteBlock' | 'move'; readonly text: string }
  | { readonly kind: 'split' | 'join' }
  | {
      readonly kind: 'label'
      readonly attribute: ProposedAttribute
      readonly before: string | number | null
      readonly after: string | number | null
    }

export type SuggestionKind = Statement['kind']

/** The kinds, what a suggestion is called by first: one that joins two paragraphs and strikes a word between them is a join. */
export const SUGGESTION_KINDS = [
  'newBlock',
  'deleteBlock',
  'move',
  'join',
  'split',
  'label',
  'replace',
  'insert',
  'delete',
  'format',
] as const satisfies readonly SuggestionKind[]

/** What one person proposes at one go. */
export interface Suggestion extends Stamp {
  readonly kind: SuggestionKind
  /** eId of the first block that it touches: where it is found. */
  readonly eId: string
  /** eId of the article or annex around it; null outside. */
  readonly container: string | null
  /** "article 24, paragraph 1" */
  readonly location: string
  /** Position in the document of its first word or block. */
  readonly pos: number
  /** Never empty, in document order. */
  readonly statements: readonly Statement[]
}

/**
 * Everybody's suggestions in document order, in any copy of the schema. A record whose block is gone is left out: there is nothing to
 * show or accept. `list` has the draft's blocks by whose numbers places are named.
 */
export function suggestions({ doc, records }: SuggestedDraft, list: readonly Block[] = blocks(doc)): Suggestion[] {
  const found = new Findings()
  const standing = eIdsIn(doc)
  // Of a block that is gone nothing moves: what was to take its place is a new one.
  const moves = new Set(
    [...records.values()].flatMap((record) => (record.op === 'move' && standing.has(record.target) ? [record.to] : [])),
  )
  const about = Map.groupBy(records.values(), ({ target }) => target)
  const moved = blocksOf(doc, moves)
  doc.descendants((node, pos) => {
    if (node.isText) return
    const eId = node.attrs['eId'] as string | undefined
    const stamp = readStamp(node.attrs['sug'])
    if (stamp && !moves.has(eId ?? '')) found.add(stamp, pos, { kind: 'newBlock', text: wordsOf(node) })
    if (node.isTextblock) for (const { stamp, pos: at, statement } of wordEdits(node, pos + 1)) found.add(stamp, at, statement)
    for (const record of eId ? (about.get(eId) ?? []) : [])
      for (const statement of statementsOf(record, node, moved)) found.add(record, pos, statement)
  })
  return found.placed(doc, list)
}

/** What stands before and after, in words; null where the suggestion adds or takes nothing that has words. */
export function sidesOf({ statements }: Pick<Suggestion, 'statements'>): { before: string; after: string } {
  const sides = statements.map(sidesOfStatement)
  const joined = (side: 'before' | 'after') =>
    sides
      .map((one) => one[side])
      .filter((text) => text !== '')
      .join(' … ')
  return { before: joined('before'), after: joined('after') }
}

/** Stands for a paragraph mark where words are shown in one line. */
const PARAGRAPH = '¶'

function sidesOfStatement(statement: Statement): { before: string; after: string } {
  switch (statement.kind) {
    case 'replace':
      return statement
    case 'insert':
    case 'newBlock':
      return { before: '', after: statement.text }
    case 'delete':
    case 'deleteBlock':
      return { before: statement.text, after: '' }
    case 'format':
    case 'move':
      return { before: statement.text, after: statement.text }
    case 'split':
      return { before: '', after: PARAGRAPH }
    case 'join':
      return { before: PARAGRAPH, after: '' }
    case 'label':
      return { before: String(statement.before ?? ''), after: String(statement.after ?? '') }
  }
}

/** The blocks of these eIds. */
function blocksOf(doc: Node, eIds: ReadonlySet<string>): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>()
  if (eIds.size > 0)
    doc.descendants((node) => {
      if (eIds.has(node.attrs['eId'] as string)) found.set(node.attrs['eId'] as string, node)
      return !node.isTextblock
    })
  return found
}

function statementsOf(record: SuggestionRecord, node: Node, moved: ReadonlyMap<string, Node>): Statement[] {
  switch (record.op) {
    case 'delete':
      return [{ kind: 'deleteBlock', text: wordsOf(settled(node)) }]
    case 'move': {
      const [text, to] = [wordsOf(settled(node)), moved.get(record.to)]
      return [{ kind: 'move', text }, ...(to ? rewording(text, wordsOf(settled(to))) : [])]
    }
    case 'join':
      return [{ kind: 'join' }]
    case 'set': {
      const before = (node.attrs[record.attribute] ?? null) as string | number | null
      return [{ kind: 'label', attribute: record.attribute, before, after: record.value }]
    }
  }
}

/** From the first to the last whole word that differs: what becomes of a block's words on its way. */
function rewording(before: string, after: string): Statement[] {
  if (before === after) return []
  const [a, b] = [before.split(/(?<= )/), after.split(/(?<= )/)]
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [struck, added] = [a, b].map((words) =>
    words
      .slice(start, words.length - end)
      .join('')
      .trim(),
  ) as [string, string]
  if (struck === '') return [{ kind: 'insert', text: added }]
  return added === '' ? [{ kind: 'delete', text: struck }] : [{ kind: 'replace', before: struck, after: added }]
}

const wordsOf = (node: Node): string => node.textBetween(0, node.content.size, ' ').replaceAll(BREAK, ' ').trim()

interface Placed {
  readonly stamp: Stamp
  readonly pos: number
  readonly statement: Statement
}

/** What is proposed about the words of one textblock; `start` is where its content begins. */
function wordEdits(block: Node, start: number): Placed[] {
  const stamps = new Map<string, Stamp>()
  for (const run of block.children)
    for (const mark of run.marks) if (isSuggestion(mark)) stamps.set(mark.attrs['id'] as string, mark.attrs as unknown as Stamp)
  return [...stamps.values()].flatMap((stamp) => editsOf(block, start, stamp)).sort((a, b) => a.pos - b.pos)
}

/** A part of a word, in scripts that have words. */
const IN_WORD = /[[\p{L}\p{M}\p{N}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]]+/v
const WORD_END = new RegExp(`${IN_WORD.source}$`, 'v')
const WORD_START = new RegExp(`^${IN_WORD.source}`, 'v')
/** What may stand between two halves of one edit: a lone space, or letters of one word. */
const WITHIN_EDIT = new RegExp(`^(\\s*|${IN_WORD.source})$`, 'v')

/** One person's edits, in whole words: between two lie words that they leave as they are. */
function editsOf(block: Node, start: number, stamp: Stamp): Placed[] {
  const edits: Placed[] = []
  let open = new OpenEdit('')
  const flush = (kept: string) => {
    for (const statement of open.statements(WORD_START.exec(kept)?.[0] ?? '')) edits.push({ stamp, pos: open.pos!, statement })
    open = new OpenEdit(WORD_END.exec(kept)?.[0] ?? '')
  }
  block.forEach((run, offset) => {
    const side = sideOf(run.marks, stamp.id)
    if (side) open.take(side, run, start + offset)
    else if (run.marks.some((mark) => mark.type.name === 'insertion')) return
    else if (open.pos === null || !WITHIN_EDIT.test(run.text!)) flush(open.between + run.text!)
    else open.between += run.text!
  })
  flush(open.between)
  return edits
}

function sideOf(marks: readonly Mark[], id: string): 'insertion' | 'deletion' | null {
  const mark = marks.find((one) => isSuggestion(one) && one.attrs['id'] === id)
  return mark ? (mark.type.name as 'insertion' | 'deletion') : null
}

/** Words struck and words put in their place, as they are read from left to right. */
class OpenEdit {
  pos: number | null = null
  /** Kept words since the last edit: they belong to both sides, once another has come. */
  between = ''
  /** The beginning of the word that the edit begins in. */
  readonly #lead: string
  #before = ''
  #after = ''
  #breaks = 0
  /** A proposed break stands between it and the word before it, or behind it. */
  #apart = { before: false, behind: false }
  readonly #looks = { insertion: new Set<string>(), deletion: new Set<string>() }

  constructor(lead: string) {
    this.#lead = lead
  }

  take(side: 'insertion' | 'deletion', run: Node, pos: number): void {
    this.pos ??= pos
    for (const mark of looks(run.marks)) this.#looks[side].add(mark.type.name)
    this.#before += this.between
    this.#after += this.between
    this.between = ''
    if (side === 'deletion') this.#before += run.text!
    else this.#insert(run.text!)
  }

  #insert(text: string): void {
    const words = text.split(BREAK)
    this.#apart = { before: this.#after === '' ? text.startsWith(BREAK) : this.#apart.before, behind: text.endsWith(BREAK) }
    this.#after += words.join(' ')
    this.#breaks += words.length - 1
  }

  /** What the edit says; `tail` is the rest of the word that it ends in. */
  statements(tail: string): Statement[] {
    if (this.pos === null) return []
    const splits = Array.from({ length: this.#breaks }, () => ({ kind: 'split' }) as const)
    const [struck, added] = [this.#before, this.#breaks > 0 ? this.#after.trim() : this.#after]
    if (struck === '' && added === '') return splits
    if (struck === added) {
      const { insertion, deletion } = this.#looks
      return [{ kind: 'format', text: struck, on: [...insertion.difference(deletion)], off: [...deletion.difference(insertion)] }]
    }
    const lead = !this.#apart.before && [struck, this.#after].some((text) => WORD_START.test(text)) ? this.#lead : ''
    const end = !this.#apart.behind && [struck, this.#after].some((text) => WORD_END.test(text)) ? tail : ''
    const [before, after] = [lead + struck + end, lead + added + end]
    // A space that stays between two edits is no word that is replaced.
    if (added.trim() === '' && before === struck) return [{ kind: 'delete', text: struck }, ...splits]
    if (struck.trim() === '' && after === added) return [{ kind: 'insert', text: added }, ...splits]
    return [{ kind: 'replace', before, after }, ...splits]
  }
}

/** Suggestions as they are come across. */
class Findings {
  readonly #found = new Map<string, { stamp: Stamp; pos: number; statements: Statement[] }>()

  add({ id, user, at }: Stamp, pos: number, statement: Statement): void {
    const known = this.#found.get(id)
    if (known) known.statements.push(statement)
    else this.#found.set(id, { stamp: { id, user, at }, pos, statements: [statement] })
  }

  placed(doc: Node, list: readonly Block[]): Suggestion[] {
    let index = -1
    return [...this.#found.values()]
      .sort((a, b) => a.pos - b.pos)
      .map(({ stamp, pos, statements }) => {
        const kind = SUGGESTION_KINDS.find((one) => statements.some((statement) => statement.kind === one))!
        // An article's own block is its heading, which stands one position further in.
        const until = isUnit(doc.nodeAt(pos)) ? pos + 1 : pos
        while (index + 1 < list.length && list[index + 1]!.pos <= until) index++
        const { eId, container, kind: blockKind } = list[index]!
        const unit = blockKind === 'article' || blockKind === 'annex' ? eId : container
        return { ...stamp, kind, eId, container: unit, location: location(list, index), pos, statements }
      })
  }
}

const isUnit = (node: Node | null): boolean => node !== null && !node.isText && !node.isTextblock
