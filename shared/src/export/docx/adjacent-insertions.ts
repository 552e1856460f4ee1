import type { BookmarkEdge, ParagraphEnd, Token, Words } from '../stream/token.ts'

/**
 * LibreOffice (7.4) takes two insertions of one author within a minute, one at the end of a paragraph and one at the beginning of
 * the next, for a single one, and rejects the paragraph end between them, which stands in both texts. So no file has the two:
 *
 * - New paragraphs behind words inserted at a paragraph's end are written as Word writes them when someone goes on typing: the
 *   insertion runs through the end, and the last new paragraph takes it over.
 * - Where the next paragraph goes on with old words, the first of them is written as replaced: “[old][new old]” for “[new] old”.
 */
export function partAdjacentInsertions(tokens: readonly Token[]): Token[] {
  const written = [...tokens]
  for (let at = 0; at < written.length; at++) {
    if (!isKeptEnd(written[at]!) || !endsWithInsertion(written, at)) continue
    const last = lastNewEnd(written, at)
    if (last === null) replaceFirstWord(written, at)
    else handOver(written, at, last)
  }
  return written
}

const isKeptEnd = (token: Token): token is ParagraphEnd => token.kind === 'end' && token.op === 'keep'
const isBookmark = (token: Token): token is BookmarkEdge => token.kind === 'open' || token.kind === 'close'

function endsWithInsertion(tokens: readonly Token[], end: number): boolean {
  let before = end - 1
  while (before >= 0 && isBookmark(tokens[before]!)) before--
  const token = tokens[before]
  return token?.kind === 'words' && token.op === 'insert'
}

/** The last end of the paragraphs behind `end` that are new from beginning to end, or null where there is none. */
function lastNewEnd(tokens: readonly Token[], end: number): number | null {
  let last: number | null = null
  for (let at = end + 1; at < tokens.length; at++) {
    const token = tokens[at]!
    if (isBookmark(token)) continue
    if (token.kind === 'comment' || token.op !== 'insert') break
    if (token.kind === 'end') last = at
  }
  return last
}

function handOver(tokens: Token[], at: number, last: number): void {
  const [kept, added] = [tokens[at] as ParagraphEnd, tokens[last] as ParagraphEnd]
  tokens[at] = { ...kept, op: 'insert', base: null, by: added.by }
  tokens[last] = { ...added, op: 'keep', base: kept.base }
}

function replaceFirstWord(tokens: Token[], end: number): void {
  const inserted = tokens.findIndex((token, at) => at > end && !isBookmark(token))
  const first = tokens[inserted]
  if (first?.kind !== 'words' || first.op !== 'insert') return
  const kept = tokens.findIndex((token, at) => at > inserted && !(token.kind === 'words' && token.op === 'insert'))
  const old = tokens[kept]
  if (old?.kind !== 'words' || old.op !== 'keep') return
  const [word] = /^\s*\S+/.exec(old.text) ?? [old.text]
  const changed = { ...old, text: word, by: first.by }
  const rest: Words[] = word.length < old.text.length ? [{ ...old, text: old.text.slice(word.length) }] : []
  tokens.splice(kept, 1, { ...changed, op: 'insert' }, ...rest)
  tokens.splice(inserted, 0, { ...changed, op: 'delete' })
}
