/** A part of a provision's words that the negotiation has marked: `from` and `to` are offsets in the words. */
export interface Marked {
  from: number
  to: number
  /** Words in square brackets are proposed and not agreed; a remark says what has been agreed. */
  status: 'bracketed' | 'agreed'
}

/** Remarks in brackets that say that a text is agreed, in the languages of the United Nations. */
const AGREED =
  /^(?:(?:text|provisionally)\s+)?(?:agreed|ad ref\b|ad referendum|accepté|approuvé|convenu|acordado|convenido|согласовано|متفق|已商定|议定)/iu

/** Whether the words of a remark, without its brackets, say that a text is agreed. */
export const isAgreed = (words: string): boolean => AGREED.test(words.trim())

/**
 * Finds the square brackets of a text: outermost stretches, brackets included. "[agreed ad referendum]" is a remark on what stands
 * before it. A bracket that closes in another provision reaches to the end, or from the beginning.
 */
export function statusOf(words: string): Marked[] {
  const marked: Marked[] = []
  let depth = 0
  let from = 0
  for (const { 0: sign, index } of words.matchAll(/[[\]]/g)) {
    if (sign === '[') {
      if (depth++ === 0) from = index
    } else if (depth === 0) {
      marked.length = 0
      marked.push({ from: 0, to: index + 1, status: 'bracketed' })
    } else if (--depth === 0) marked.push({ from, to: index + 1, status: statusOfBrackets(words.slice(from + 1, index)) })
  }
  if (depth > 0) marked.push({ from, to: words.length, status: 'bracketed' })
  return marked
}

const statusOfBrackets = (inner: string): Marked['status'] => (isAgreed(inner) ? 'agreed' : 'bracketed')
