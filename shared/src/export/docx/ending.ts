import type { ParagraphEnd, Token } from '../stream/token.ts'

/**
 * Word never takes out the last paragraph end of a document, so it must stand in both texts. Where the redline ends in an inserted
 * or deleted paragraph, the file marks instead the nearest paragraph end before it that the words of the other text can spare: they
 * then flow to the last end, which takes over that end's style. Both texts come out as they were.
 */
export function settleEnding(tokens: readonly Token[]): Token[] {
  const last = tokens.at(-1)
  if (last?.kind !== 'end' || last.op === 'keep') return [...tokens]
  const settled = [...tokens]
  const at = spareEnd(tokens, last)
  const spare = tokens[at] as ParagraphEnd | undefined
  settled[settled.length - 1] = {
    ...last,
    op: 'keep',
    draft: last.draft ?? spare?.draft ?? last.base,
    base: last.base ?? spare?.base ?? last.draft,
  }
  if (!spare) return settled
  if (spare.op === 'keep') settled[at] = without(spare, last)
  else settled.splice(at, 1)
  return settled
}

/** The last paragraph end, before the very last, of the text that the very last does not stand in. */
function spareEnd(tokens: readonly Token[], last: ParagraphEnd): number {
  for (let at = tokens.length - 2; at >= 0; at--) {
    const token = tokens[at]!
    if (token.kind === 'end' && token.op !== last.op) return at
  }
  return -1
}

/** A kept end that now stands only in the text that the last end belonged to. */
const without = (spare: ParagraphEnd, last: ParagraphEnd): ParagraphEnd =>
  last.op === 'insert'
    ? { ...spare, op: 'insert', base: null, by: last.by }
    : { ...spare, op: 'delete', draft: null, by: last.by }
