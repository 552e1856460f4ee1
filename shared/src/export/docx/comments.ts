import { Paragraph, TextRun, type ICommentOptions } from 'docx'
import { bookmarkName } from '../stream/bookmark.ts'
import type { CommentEdge, Token } from '../stream/token.ts'
import { xmlText } from '../stream/xml-text.ts'
import type { PlacedThread } from '../threads.ts'

/** The threads of a file as Word's comments, numbered through, and the stream with the places they hang on. */
export interface Commented {
  readonly tokens: Token[]
  readonly comments: ICommentOptions[]
}

/**
 * Hangs threads on the stream. What a thread was about may be gone, or stand outside of what the file shows: the first hangs on the first
 * block with its quotation, the second is left out.
 * @param eIds of the whole draft
 */
export function withComments(tokens: readonly Token[], threads: readonly PlacedThread[], eIds: ReadonlySet<string>): Commented {
  const first = tokens.find((token) => token.kind === 'open')
  const shown = new Set(tokens.flatMap((token) => (token.kind === 'open' ? [token.name] : [])))
  const comments: ICommentOptions[] = []
  const hung = new Map<string, Hung[]>()
  for (const thread of threads) {
    const gone = thread.eId === null || !eIds.has(thread.eId)
    const name = gone ? (first?.kind === 'open' ? first.name : null) : bookmarkName(thread.eId)
    if (name === null || !shown.has(name)) continue
    const ids = addThread(comments, thread, gone)
    hung.set(name, [...(hung.get(name) ?? []), { ids, range: gone ? null : thread.range }])
  }
  return { tokens: new Hanging(hung).write(tokens), comments }
}

interface Hung {
  readonly ids: readonly number[]
  readonly range: PlacedThread['range']
}

function addThread(comments: ICommentOptions[], { comments: said, quotation, resolved }: PlacedThread, gone: boolean): number[] {
  const root = comments.length
  return said.map(({ author, at, body }, index) => {
    const id = comments.length
    const lines = [...(gone && index === 0 && quotation ? [`“${quotation}”`] : []), ...body.split('\n')]
    comments.push({
      id,
      author: xmlText(author),
      initials: initials(author),
      date: at,
      ...(index > 0 && { parentId: root }),
      resolved,
      children: [
        new Paragraph({ children: lines.map((line, at) => new TextRun({ text: xmlText(line), ...(at > 0 && { break: 1 }) })) }),
      ],
    })
    return id
  })
}

const initials = (name: string): string =>
  xmlText(name)
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 3)

/** Walks the stream with the offset in the draft's text of each block. */
class Hanging {
  private readonly hung: ReadonlyMap<string, readonly Hung[]>
  private readonly written: Token[] = []
  private waiting: { at: number; edge: CommentEdge }[] = []
  private offset = 0

  constructor(hung: ReadonlyMap<string, readonly Hung[]>) {
    this.hung = hung
  }

  write(tokens: readonly Token[]): Token[] {
    for (const token of tokens) {
      if (token.kind === 'open') this.open(token.name)
      if (token.kind === 'close') this.flush(Infinity)
      if (token.kind === 'words' && token.op !== 'delete' && !token.label) this.words(token)
      else this.written.push(token)
    }
    return this.written
  }

  private open(name: string): void {
    this.offset = 0
    this.waiting = (this.hung.get(name) ?? [])
      .flatMap(({ ids, range }) => [
        { at: range?.[0] ?? 0, edge: { kind: 'comment', edge: 'start', ids } as const },
        { at: range?.[1] ?? Infinity, edge: { kind: 'comment', edge: 'end', ids } as const },
      ])
      .toSorted((a, b) => a.at - b.at)
  }

  private words(token: Extract<Token, { kind: 'words' }>): void {
    let rest = token.text
    // A footnote's mark is one thing, which no comment begins or ends in.
    if (token.footnote !== undefined) {
      this.flush(this.offset)
      this.offset += rest.length
      return void this.written.push(token)
    }
    for (let next = this.waiting[0]; next && next.at < this.offset + rest.length; next = this.waiting[0]) {
      const cut = Math.max(next.at - this.offset, 0)
      if (cut > 0) this.written.push({ ...token, text: rest.slice(0, cut) })
      rest = rest.slice(cut)
      this.offset += cut
      this.flush(this.offset)
    }
    this.written.push({ ...token, text: rest })
    this.offset += rest.length
  }

  private flush(until: number): void {
    while (this.waiting[0] && this.waiting[0].at <= until) this.written.push(this.waiting.shift()!.edge)
  }
}
