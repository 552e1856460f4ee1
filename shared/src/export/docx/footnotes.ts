import type { Entry, Op, Redline } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'
import { partAdjacentInsertions } from './adjacent-insertions.ts'
import { bookmarkName, movedFromName } from '../stream/bookmark.ts'
import { entryTokens, type StreamContext } from '../stream/entry-tokens.ts'
import { look } from '../stream/look.ts'
import { prefixOf, prefixTokens } from '../stream/prefix.ts'
import type { Attribution, Token, Words } from '../stream/token.ts'

/** A footnote of the file: what stands at the foot of the page where the text refers to it. */
export interface Footnote {
  /** `w:id` of the footnote. */
  readonly id: number
  readonly tokens: readonly Token[]
}

/** The text of a file with Word's own footnotes. */
export interface Noted {
  /** The body, its references named by `Words.footnote`. */
  readonly tokens: readonly Token[]
  readonly footnotes: readonly Footnote[]
  /** For each note that has become a footnote, the block that refers to it: by eId. */
  readonly citing: ReadonlyMap<string, string>
}

/**
 * Makes footnotes of the notes that the text refers to. Their marks are written as they stand ("custom marks"), so that Word never counts
 * anew what an instrument numbers. A reference that comes or goes takes its side of the note with it: words of a note that stand in both
 * texts are tracked one by one only where the reference stays. A note that nothing refers to stays a paragraph at the end.
 * @param entries what the file shows
 * @param all everything that could be shown: the notes of an article that is shown alone stand here
 */
export function withFootnotes(entries: Redline, all: Redline, context: StreamContext): Noted {
  const notes = new Notes(all, context)
  const body = entries.filter((entry) => !isNote(entry))
  const named = new Map(body.flatMap(({ bases, drafts }) => [...bases, ...drafts].map(({ eId }) => [bookmarkName(eId), eId])))
  let citing = ''
  // What is written as replaced for LibreOffice's sake stands twice: it is told before a reference gets its footnote.
  const tokens = partAdjacentInsertions(body.flatMap((entry) => entryTokens(entry, context))).map((token) => {
    if (token.kind === 'open') citing = named.get(token.name) ?? citing
    return isReference(token) ? notes.refer(token, citing) : token
  })
  const footnotes = notes.footnotes.map(({ id, tokens }) => ({ id, tokens: partAdjacentInsertions(tokens) }))
  return { tokens: [...tokens, ...notes.left(entries)], footnotes, citing: notes.citing }
}

const isNote = ({ bases, drafts }: Entry): boolean => [...bases, ...drafts].some(({ kind }) => kind === 'note')
const isReference = (token: Token): token is Words =>
  token.kind === 'words' && token.marks.some(({ type }) => type.name === 'noteRef')

/** One side of a note. */
interface Side {
  readonly block: Block
  readonly entry: Entry
}

class Notes {
  readonly footnotes: Footnote[] = []
  readonly citing = new Map<string, string>()
  readonly #bases: Map<string, Side>
  readonly #drafts: Map<string, Side>
  readonly #used = new Set<Block>()
  readonly #context: StreamContext

  constructor(all: Redline, context: StreamContext) {
    const notes = all.filter(isNote)
    this.#bases = byNumber(notes, ({ bases }) => bases)
    this.#drafts = byNumber(notes, ({ drafts }) => drafts)
    this.#context = context
  }

  /** The reference as one to a footnote; as it is where there is no such note, or it has been referred to before. */
  refer(reference: Words, citing: string): Words {
    const { op, text } = reference
    const base = op === 'insert' ? undefined : this.#unused(this.#bases.get(text))
    const draft = op === 'delete' ? undefined : this.#unused(this.#drafts.get(text))
    if (!base && !draft) return reference
    const footnote = this.footnotes.length + 1
    this.footnotes.push({ id: footnote, tokens: this.#tokens(reference, base, draft) })
    for (const side of [base, draft])
      if (side) {
        this.#used.add(side.block)
        this.citing.set(side.block.eId, citing)
      }
    return { ...reference, footnote }
  }

  #unused(side: Side | undefined): Side | undefined {
    return side && this.#used.has(side.block) ? undefined : side
  }

  #tokens({ by }: Words, base: Side | undefined, draft: Side | undefined): Token[] {
    if (base && draft && base.entry === draft.entry && isPair(base.entry)) return entryTokens(base.entry, this.#context)
    return [...(base ? this.#side(base.block, 'delete', by) : []), ...(draft ? this.#side(draft.block, 'insert', by) : [])]
  }

  /** A note that comes or goes as a whole, with its reference or beside it. */
  #side(block: Block, op: Exclude<Op, 'keep'>, by: Attribution | null): Token[] {
    const { attribute, label, draftEIds } = this.#context
    const who = by ?? attribute({ side: op === 'insert' ? 'later' : 'earlier', eId: block.eId, at: 'end' })
    const prefix = prefixOf(block, label(block))
    const style = look(block, label(block) !== '')
    const name = op === 'delete' && draftEIds.has(block.eId) ? movedFromName(block.eId) : bookmarkName(block.eId)
    return [
      { kind: 'open', name },
      ...(op === 'insert' ? prefixTokens(null, prefix, who) : prefixTokens(prefix, null, who)),
      ...(block.node?.children ?? []).map(({ text = '', marks }): Token => ({ kind: 'words', op, text, marks, by: who })),
      { kind: 'close', name },
      { kind: 'end', op, draft: op === 'insert' ? style : null, base: op === 'delete' ? style : null, by: who },
    ]
  }

  /** The notes in sight that have become no footnotes, or only one side of which has. */
  left(entries: Redline): Token[] {
    return entries.filter(isNote).flatMap((entry) => {
      const isLeft = (block: Block) => !this.#used.has(block)
      const [bases, drafts] = [entry.bases.filter(isLeft), entry.drafts.filter(isLeft)]
      if (bases.length === entry.bases.length && drafts.length === entry.drafts.length) return entryTokens(entry, this.#context)
      return [
        ...bases.flatMap((block) => this.#side(block, 'delete', null)),
        ...drafts.flatMap((block) => this.#side(block, 'insert', null)),
      ]
    })
  }
}

const isPair = ({ bases, drafts }: Entry): boolean => bases.length === 1 && drafts.length === 1

/** The notes of one text by their numbers; of two with one number the first. */
function byNumber(entries: readonly Entry[], blocksOf: (entry: Entry) => readonly Block[]): Map<string, Side> {
  const found = new Map<string, Side>()
  for (const entry of entries)
    for (const block of blocksOf(entry))
      if (block.kind === 'note' && block.number !== null && !found.has(block.number)) found.set(block.number, { block, entry })
  return found
}
