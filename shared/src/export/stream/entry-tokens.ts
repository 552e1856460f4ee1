import type { Mark } from 'prosemirror-model'
import type { Entry, Op } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'
import { bookmarkName, movedFromName } from './bookmark.ts'
import { prefixOf, prefixTokens } from './prefix.ts'
import { look } from './look.ts'
import type { Attribute, Attribution, Token } from './token.ts'

/** What the stream needs to know about the instrument beyond one entry. */
export interface StreamContext {
  label: (block: Block) => string
  attribute: Attribute
  /** eIds of the draft: a deleted block whose eId is among them has moved. */
  draftEIds: ReadonlySet<string>
}

/** The stream of one entry of the redline: numbers and labels as literal words, words, and the ends of its paragraphs. */
export function entryTokens(entry: Entry, context: StreamContext): Token[] {
  const walk = new EntryWalk(entry, context)
  walk.begin(entry.bases[0] ?? null, entry.drafts[0] ?? null)
  for (const piece of entry.pieces) {
    if (!('paragraph' in piece)) walk.words(piece.op, piece.text, piece.marks)
    else if (piece.op === 'insert') walk.nextDraft()
    else walk.nextBase()
  }
  return walk.finish()
}

/** Walks the blocks of one entry side by side, as its pieces pass from one to the next. */
class EntryWalk {
  private readonly tokens: Token[] = []
  private readonly entry: Entry
  private readonly context: StreamContext
  private base = 0
  private draft = 0
  /** How many characters of the base's and the draft's block have been walked. */
  private baseAt = 0
  private draftAt = 0
  private bookmark = ''

  constructor(entry: Entry, context: StreamContext) {
    this.entry = entry
    this.context = context
  }

  begin(base: Block | null, draft: Block | null): void {
    this.bookmark = draft ? bookmarkName(draft.eId) : this.deletedName(base!)
    this.tokens.push({ kind: 'open', name: this.bookmark })
    const by = this.entry.changed ? this.labelled(base, draft) : null
    this.tokens.push(...prefixTokens(this.prefix(base), this.prefix(draft), by))
  }

  words(op: Op, text: string, marks: readonly Mark[]): void {
    if (op === 'keep') this.push(op, text, marks, null)
    else for (const run of this.attributed(op, text)) this.push(op, run.text, marks, run.by)
    if (op !== 'insert') this.baseAt += text.length
    if (op !== 'delete') this.draftAt += text.length
  }

  nextDraft(): void {
    const next = this.entry.drafts[this.draft + 1]!
    const by = this.context.attribute({ side: 'later', eId: next.eId, at: 'end' })
    this.close({ kind: 'end', op: 'insert', draft: this.look(this.entry.drafts[this.draft]), base: null, by })
    this.draft++
    this.draftAt = 0
    this.begin(null, this.entry.drafts[this.draft]!)
  }

  nextBase(): void {
    const next = this.entry.bases[this.base + 1]!
    const by = this.context.attribute({ side: 'earlier', eId: next.eId, at: 'end' })
    this.close({ kind: 'end', op: 'delete', draft: null, base: this.look(this.entry.bases[this.base]), by })
    this.base++
    this.baseAt = 0
    this.begin(this.entry.bases[this.base]!, null)
  }

  finish(): Token[] {
    const { bases, drafts, changed } = this.entry
    const op: Op = bases.length === 0 ? 'insert' : drafts.length === 0 ? 'delete' : 'keep'
    const by = changed ? this.labelled(bases.at(-1) ?? null, drafts.at(-1) ?? null) : null
    this.close({ kind: 'end', op, draft: this.look(drafts.at(-1)), base: this.look(bases.at(-1)), by })
    return this.tokens
  }

  private close(end: Token): void {
    this.tokens.push({ kind: 'close', name: this.bookmark }, end)
  }

  private prefix(block: Block | null) {
    return block ? prefixOf(block, this.context.label(block)) : null
  }

  private look(block: Block | undefined) {
    return block ? look(block, this.context.label(block) !== '') : null
  }

  private push(op: Op, text: string, marks: readonly Mark[], by: Attribution | null): void {
    if (text) this.tokens.push({ kind: 'words', op, text, marks, by })
  }

  /** Words in runs of one author and time; a character outside the basic plane stays whole. */
  private attributed(op: 'insert' | 'delete', text: string): { text: string; by: Attribution }[] {
    const runs: { text: string; by: Attribution }[] = []
    let at = op === 'insert' ? this.draftAt : this.baseAt
    const eId = (op === 'insert' ? this.entry.drafts[this.draft] : this.entry.bases[this.base])!.eId
    for (const character of text) {
      const by = this.context.attribute({ side: op === 'insert' ? 'later' : 'earlier', eId, at })
      const last = runs.at(-1)
      if (last?.by.author === by.author && last.by.at.getTime() === by.at.getTime()) last.text += character
      else runs.push({ text: character, by })
      at += character.length
    }
    return runs
  }

  /** Who gave a block its label and look, or took it away. */
  private labelled(base: Block | null, draft: Block | null): Attribution {
    if (draft) return this.context.attribute({ side: 'later', eId: draft.eId, at: 'label' })
    return this.context.attribute({ side: 'earlier', eId: base!.eId, at: 'end' })
  }

  private deletedName(block: Block): string {
    return this.context.draftEIds.has(block.eId) ? movedFromName(block.eId) : bookmarkName(block.eId)
  }
}
