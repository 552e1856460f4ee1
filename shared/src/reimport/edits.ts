import { LEVEL_NAMES, LEVELS, unnumberedName } from '../export/stream/look.ts'
import type { Revision } from '../tracked/index.ts'
import { END, type HubBlock } from './hub.ts'
import type { Aligned, Piece } from './align.ts'
import type { End, Words } from './stream.ts'

/** Who did something in the file; null for what was changed without tracking. */
export type By = Revision | null

/** Words that somebody wrote, and somebody else struck again. */
export interface Written {
  readonly text: string
  readonly strong: boolean
  readonly em: boolean
  readonly by: By
  readonly struckBy: By
}

/** A paragraph that is new in the file. */
export interface NewLine {
  readonly words: readonly (Written | CommentPlace)[]
  readonly style: string | null
  readonly by: By
}
export interface CommentPlace {
  readonly comment: string
  readonly side: 'open' | 'close'
}

/** What was done to a block. Offsets are those of the exported block's content. */
export type BlockEdit =
  | { readonly op: 'write'; readonly at: number; readonly words: Written }
  | { readonly op: 'split'; readonly at: number; readonly by: By }
  | { readonly op: 'strike'; readonly from: number; readonly to: number; readonly by: By; readonly text: string }
  | {
      readonly op: 'restyle'
      readonly from: number
      readonly to: number
      readonly by: Revision
      readonly text: string
      readonly look: Look
    }
  | { readonly op: 'lines'; readonly side: 'before' | 'after'; readonly lines: readonly NewLine[] }
  | { readonly op: 'label'; readonly text: string; readonly by: By }
  | { readonly op: 'level'; readonly level: number; readonly by: Revision }
  /** The number of a heading was joined to its words, which a draft keeps apart. */
  | { readonly op: 'glued'; readonly by: Revision }
  | { readonly op: 'comment'; readonly at: number; readonly place: CommentPlace }

interface Look {
  readonly strong?: boolean
  readonly em?: boolean
}

export interface BlockEdits {
  readonly hub: HubBlock
  readonly edits: readonly BlockEdit[]
  /** Who deleted all of it; undefined when some of it stands. */
  readonly deleted: By | undefined
  /** Who deleted the end of its paragraph; undefined when it stands. */
  readonly endless: By | undefined
}

interface Part {
  readonly pieces: Piece[]
  readonly end: { readonly piece: Piece; readonly entry: End } | null
}

const isEnd = (piece: Piece): piece is Piece & { entry: End } =>
  (piece.kind === 'kept' || piece.kind === 'other') && piece.entry.kind === 'end'

/** What the pieces of a block say was done to it. */
export function blockEdits(hub: HubBlock, aligned: Aligned): BlockEdits {
  return new Reading(hub, aligned).result()
}

class Reading {
  readonly #hub: HubBlock
  readonly #chars: Aligned['chars']
  readonly #pieces: readonly Piece[]
  readonly #edits: BlockEdit[] = []
  /** How many characters of the block have passed. */
  #passed = 0
  #label = ''
  #labelBy: By | undefined
  #labelGone = 0
  /** The label's last characters that passed were struck: what is typed there takes their place. */
  #labelOpen = false

  constructor(hub: HubBlock, { chars, pieces }: Aligned) {
    this.#hub = hub
    this.#chars = chars
    this.#pieces = pieces
  }

  result(): BlockEdits {
    const parts = this.#parts()
    const holds = parts.map(({ pieces }) => pieces.some((piece) => piece.kind === 'kept'))
    const [first, last] = this.#homes(parts, holds)
    this.#newLines('before', parts.slice(0, first), (part) => part)
    for (let index = first; index <= last; index++) {
      this.#read(parts[index]!)
      const end = parts[index]!.end
      if (index < last && end?.piece.kind === 'other') this.#edits.push({ op: 'split', at: this.#offset(), by: end.entry.ins })
    }
    const after = parts.slice(last + 1)
    this.#newLines('after', after, (part, index) => (part.end?.piece.kind === 'other' ? part : parts[last + index]!))
    this.#readLevel()
    const deleted = this.#deleted()
    this.#readLabel(deleted !== undefined)
    return { hub: this.#hub, edits: this.#edits, deleted, endless: this.#endless() }
  }

  /** The stretch cut at paragraph ends. An end that was inserted and deleted again, or only stood in the base, is none. */
  #parts(): Part[] {
    const parts: Part[] = []
    let pieces: Piece[] = []
    for (const piece of this.#pieces) {
      const within = piece.kind === 'kept' && isEnd(piece) && this.#chars[piece.from]!.role === 'separator'
      const ends = isEnd(piece) && (piece.kind === 'kept' ? !within : piece.entry.del === null)
      if (ends) {
        parts.push({ pieces, end: { piece, entry: piece.entry } })
        pieces = []
      } else if (piece.kind === 'other' && isEnd(piece)) continue
      else pieces.push(piece)
    }
    return pieces.length > 0 || parts.length === 0 ? [...parts, { pieces, end: null }] : parts
  }

  /** The first and the last part that the block's own characters stand in. */
  #homes(parts: readonly Part[], holds: readonly boolean[]): [number, number] {
    const first = holds.indexOf(true)
    if (first >= 0) return [first, holds.lastIndexOf(true)]
    const own = parts.findIndex(({ end }) => end?.piece.kind === 'kept')
    const home = Math.max(0, own)
    return [home, home]
  }

  #newLines(side: 'before' | 'after', parts: readonly Part[], creator: (part: Part, index: number) => Part): void {
    const lines = parts.flatMap((part, index): NewLine[] => {
      const words = part.pieces.flatMap((piece) => writtenOf(piece))
      const entry = creator(part, index).end?.entry
      const written = words.some((word) => 'text' in word)
      if (!written) return words.length > 0 ? (this.#commentsOf(words), []) : []
      return [
        { words, style: part.end?.entry.paragraph.style ?? entry?.paragraph.style ?? null, by: entry?.ins ?? firstBy(words) },
      ]
    })
    if (lines.length > 0) this.#edits.push({ op: 'lines', side, lines })
  }

  #commentsOf(words: readonly (Written | CommentPlace)[]): void {
    for (const word of words) if ('comment' in word) this.#edits.push({ op: 'comment', at: this.#offset(), place: word })
  }

  #read({ pieces }: Part): void {
    for (const piece of pieces)
      switch (piece.kind) {
        case 'kept':
          this.#kept(piece)
          break
        case 'gone':
          this.#gone(piece)
          break
        case 'other':
          this.#other(piece)
          break
        case 'comment':
          this.#edits.push({ op: 'comment', at: this.#offset(), place: { comment: piece.entry.id, side: piece.entry.side } })
      }
  }

  #kept({ entry, from, to }: Extract<Piece, { kind: 'kept' }>): void {
    for (const [start, end] of this.#stretches(from, to)) {
      const { role } = this.#chars[start]!
      if (role === 'label') this.#keptLabel(entry, start, end)
      else if (role === 'separator' && entry.kind === 'end' && entry.del) this.#edits.push({ op: 'glued', by: entry.del })
      else if (role === 'text' && entry.kind === 'words') this.#keptWords(entry, start, end)
    }
    this.#passed = to
  }

  #keptLabel({ del }: Words | End, from: number, to: number): void {
    this.#labelOpen = del !== null
    if (del === null) this.#label += this.#text(from, to)
    else {
      this.#labelBy ??= del
      this.#labelGone += to - from
    }
  }

  #keptWords({ del, restyled, look }: Words, from: number, to: number): void {
    const range = { from: this.#chars[from]!.offset, to: this.#chars[to - 1]!.offset + 1, text: this.#text(from, to) }
    if (del) this.#edits.push({ op: 'strike', ...range, by: del })
    else if (restyled) {
      const changed: { strong?: boolean; em?: boolean } = {}
      for (const name of ['strong', 'em'] as const)
        if ((look[name] ?? false) !== (restyled.look[name] ?? false)) changed[name] = look[name] ?? false
      if (Object.keys(changed).length > 0) this.#edits.push({ op: 'restyle', ...range, by: restyled.by, look: changed })
    }
  }

  #gone({ from, to }: Extract<Piece, { kind: 'gone' }>): void {
    for (const [start, end] of this.#stretches(from, to)) {
      const { role, offset, pending } = this.#chars[start]!
      if (role === 'label') this.#label += this.#text(start, end)
      if (role === 'text' && !pending)
        this.#edits.push({
          op: 'strike',
          from: offset,
          to: this.#chars[end - 1]!.offset + 1,
          by: null,
          text: this.#text(start, end),
        })
    }
    this.#passed = Math.max(this.#passed, to)
  }

  #other({ entry }: Extract<Piece, { kind: 'other' }>): void {
    if (entry.kind === 'end' || (entry.ins === null && entry.del !== null)) return
    const next = this.#chars[this.#passed]
    const inLabel = next?.role === 'label' || next?.role === 'separator' || (next?.role === 'end' && this.#labelOpen)
    if (!inLabel) {
      for (const words of writtenOf({ kind: 'other', entry }))
        if ('text' in words) this.#edits.push({ op: 'write', at: this.#offset(), words })
    } else if (entry.del === null) {
      // What is typed between label and words without touching the label belongs to the words' side of the tab.
      this.#label += entry.text
      this.#labelBy ??= entry.ins
    }
  }

  /** Where the next character of the words stands. */
  #offset(): number {
    for (let at = this.#passed; at < this.#chars.length; at++)
      if (this.#chars[at]!.role === 'text') return this.#chars[at]!.offset
    return this.#hub.block.node?.content.size ?? 0
  }

  #text(from: number, to: number): string {
    return this.#chars
      .slice(from, to)
      .map(({ text }) => text)
      .join('')
  }

  /** Cut where the role changes. */
  #stretches(from: number, to: number): [number, number][] {
    const list: [number, number][] = []
    for (let at = from; at < to;) {
      let end = at + 1
      while (end < to && this.#chars[end]!.role === this.#chars[at]!.role) end++
      list.push([at, end])
      at = end
    }
    return list
  }

  #readLabel(deleted: boolean): void {
    if (this.#labelBy === undefined || deleted) return
    const text = this.#label.replaceAll(END, '').trim()
    if (text !== this.#hub.label) this.#edits.push({ op: 'label', text, by: this.#labelBy })
  }

  #readLevel(): void {
    const end = this.#pieces.findLast((piece) => piece.kind === 'kept' && isEnd(piece))
    const paragraph = end && isEnd(end) ? end.entry.paragraph : null
    const [level, before] = [levelOf(paragraph?.style ?? null), levelOf(paragraph?.restyled?.style ?? null)]
    const { restyled } = paragraph ?? {}
    const own = this.#hub.block.level
    if (restyled && level !== null && before === own && level !== own) this.#edits.push({ op: 'level', level, by: restyled.by })
  }

  /** Whoever struck the last of it, when nothing of it stands and nothing stands in its place. */
  #deleted(): By | undefined {
    const strikes = this.#edits.filter((edit) => edit.op === 'strike')
    const size = this.#chars.filter(({ role }) => role === 'text').length
    const struck = strikes.reduce((sum, { from, to }) => sum + to - from, 0)
    const labelStands = this.#label.trim() !== '' && this.#pieces.some((piece) => piece.kind === 'kept')
    const written = this.#edits.some((edit) => edit.op === 'write' || edit.op === 'split')
    const touched = strikes.length > 0 || this.#labelGone > 0 || this.#endless() !== undefined
    const allGone = this.#pieces.every((piece) => piece.kind !== 'kept')
    if (written || struck < size || labelStands || !(touched || allGone)) return undefined
    if (size === 0 && this.#hub.label === '' && this.#endless() === undefined && !allGone) return undefined
    return strikes.find(({ by }) => by !== null)?.by ?? this.#labelBy ?? this.#endless() ?? null
  }

  #endless(): By | undefined {
    const end = this.#pieces.find((piece) => piece.kind === 'kept' && isEnd(piece) && this.#chars[piece.from]!.role === 'end')
    return end && isEnd(end) && end.entry.del ? end.entry.del : undefined
  }
}

/** The level that a style of the exporter says, by the exporter's own id or the one that LibreOffice gives it. */
export const levelOf = (style: string | null): number | null => {
  const found = /^Level([1-4])/.exec(style ?? '')
  return found ? Number(found[1]) : (LIBRE_OFFICE_LEVELS.get(style ?? '') ?? null)
}

const LIBRE_OFFICE_LEVELS: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((level) =>
    [LEVEL_NAMES[level], unnumberedName(level)].map((name) => [name.replaceAll(' ', ''), level] as const),
  ),
)

/** Words that stand in the file and not in the draft. */
function writtenOf(piece: Piece): (Written | CommentPlace)[] {
  if (piece.kind === 'comment') return [{ comment: piece.entry.id, side: piece.entry.side }]
  if (piece.kind !== 'other' || piece.entry.kind !== 'words') return []
  const { text, ins, del, look } = piece.entry
  if (ins === null && del !== null) return []
  if (ins !== null && ins.author === del?.author) return []
  return [{ text: text.replace(/[\t\n\f]/g, ' '), strong: look.strong === true, em: look.em === true, by: ins, struckBy: del }]
}

const firstBy = (words: readonly (Written | CommentPlace)[]): By => words.find((word) => 'text' in word)?.by ?? null
