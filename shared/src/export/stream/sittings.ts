import { Mark } from 'prosemirror-model'
import type { Attribution, BookmarkEdge, CommentEdge, Token } from './token.ts'

/** Changes of one author beside each other that are at most five minutes apart are one piece of work. */
const SITTING_MS = 5 * 60_000

/**
 * The stream with neighbouring changes of one author in one sitting dated alike, by their latest time, so that a phrase struck key by
 * key is one change for whoever decides on it and not one for each second. Words that are kept part changes.
 */
export function joinSittings(tokens: readonly Token[]): Token[] {
  const dated = [...tokens]
  for (let at = 0; at < dated.length;) {
    const end = sittingEnd(tokens, at)
    if (end === at) at++
    else {
      const last = tokens.slice(at, end).reduce((latest, token) => later(latest, changeOf(token)), changeOf(tokens[at]!)!)
      for (; at < end; at++) if (changeOf(tokens[at]!)) dated[at] = { ...(tokens[at] as Changing), by: last }
    }
  }
  return joinWords(dated)
}

type Changing = Exclude<Token, BookmarkEdge | CommentEdge>

/** Who made the change that a token is; null for what is kept, bookmarks and comments. */
const changeOf = (token: Token): Attribution | null =>
  token.kind === 'words' || token.kind === 'end' ? (token.op === 'keep' ? null : token.by) : null

const isEdge = ({ kind }: Token): boolean => kind === 'open' || kind === 'close' || kind === 'comment'

const later = (one: Attribution, other: Attribution | null): Attribution => (other && other.at > one.at ? other : one)

/** Behind the last token of the sitting that begins at a token; the token's own place where none begins. */
function sittingEnd(tokens: readonly Token[], from: number): number {
  const first = changeOf(tokens[from]!)
  if (!first) return from
  let [earliest, latest, end] = [first.at.getTime(), first.at.getTime(), from + 1]
  for (let at = end; at < tokens.length; at++) {
    const by = changeOf(tokens[at]!)
    if (!by) {
      if (isEdge(tokens[at]!)) continue
      break
    }
    earliest = Math.min(earliest, by.at.getTime())
    latest = Math.max(latest, by.at.getTime())
    if (by.author !== first.author || latest - earliest > SITTING_MS) break
    end = at + 1
  }
  return end
}

/** Makes one of words beside each other that differ in nothing but where they were cut. */
function joinWords(tokens: readonly Token[]): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    if (last?.kind === 'words' && token.kind === 'words' && isAlike(last, token))
      joined[joined.length - 1] = { ...last, text: last.text + token.text }
    else joined.push(token)
  }
  return joined
}

const isAlike = (one: Extract<Token, { kind: 'words' }>, other: typeof one): boolean =>
  one.op === other.op &&
  one.label === other.label &&
  one.footnote === other.footnote &&
  one.by?.author === other.by?.author &&
  one.by?.at.getTime() === other.by?.at.getTime() &&
  Mark.sameSet(one.marks, other.marks)
