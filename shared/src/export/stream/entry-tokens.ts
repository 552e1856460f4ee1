import type { Entry, Op } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'
import { bookmarkName, movedFromName } from './bookmark.ts'
import { prefixOf, prefixTokens } from './prefix.ts'
import { look } from './look.ts'
import type { Attribution, Token } from './token.ts'

/** What the stream needs to know about the instrument beyond one entry. */
export interface StreamContext {
  label: (block: Block) => string
  attribute: (eId: string) => Attribution
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
  private bookmark = ''

  constructor(entry: Entry, context: StreamContext) {
    this.entry = entry
    this.context = context
  }

  begin(base: Block | null, draft: Block | null): void {
    this.bookmark = draft ? bookmarkName(draft.eId) : this.deletedName(base!)
    this.tokens.push({ kind: 'open', name: this.bookmark })
    const by = this.entry.changed ? this.context.attribute((draft ?? base)!.eId) : null
    this.tokens.push(...prefixTokens(this.prefix(base), this.prefix(draft), by))
  }

  words(op: Op, text: string, marks: Extract<Entry['pieces'][number], { text: string }>['marks']): void {
    if (text) this.tokens.push({ kind: 'words', op, text, marks, by: op === 'keep' ? null : this.by(op) })
  }

  nextDraft(): void {
    this.close({ kind: 'end', op: 'insert', draft: this.look(this.entry.drafts[this.draft]), base: null, by: this.by('insert') })
    this.draft++
    this.begin(null, this.entry.drafts[this.draft]!)
  }

  nextBase(): void {
    this.close({ kind: 'end', op: 'delete', draft: null, base: this.look(this.entry.bases[this.base]), by: this.by('delete') })
    this.base++
    this.begin(this.entry.bases[this.base]!, null)
  }

  finish(): Token[] {
    const { bases, drafts, changed } = this.entry
    const op: Op = bases.length === 0 ? 'insert' : drafts.length === 0 ? 'delete' : 'keep'
    const by = changed ? this.by(op) : null
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

  /** Deleted words belong to whoever changed the draft's block they stood in; of a deleted block, to whoever deleted it. */
  private by(op: Op): Attribution {
    const base = this.entry.bases[this.base]
    const draft = this.entry.drafts[this.draft]
    const gone = op === 'delete' && (this.base > 0 || !draft)
    return this.context.attribute((gone ? base : (draft ?? base))!.eId)
  }

  private deletedName(block: Block): string {
    return this.context.draftEIds.has(block.eId) ? movedFromName(block.eId) : bookmarkName(block.eId)
  }
}
