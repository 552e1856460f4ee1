/** A sentence with its quotations taken out: each stands as `“n”`. */
export interface Template {
  readonly text: string
  readonly quotations: readonly string[]
}

/** Opening and closing quotation marks that people use; the curly ones are the house's. */
const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['“', '”'],
  ['"', '"'],
  ['«', '»'],
  ['„', '“'],
]

/**
 * The ways to read where quotations begin and end, likeliest first: marks inside a quotation that come in pairs belong to it; where
 * they don't, the quotation ends where the sentence can go on.
 */
export function templates(text: string): Template[] {
  const pair = PAIRS.map((one) => ({ one, at: text.indexOf(one[0]) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]?.one
  if (!pair) return [{ text, quotations: [] }]
  const found = [pair[0] === pair[1] ? straight(text) : balanced(text, pair), ...stretched(text, pair)]
  return found.filter((template) => template !== null)
}

function balanced(text: string, [open, close]: readonly [string, string]): Template | null {
  const quotations: string[] = []
  let shown = ''
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === open && depth++ === 0) start = at + 1
    else if (char === close && depth > 0 && --depth === 0) {
      shown += slot(quotations.length)
      quotations.push(text.slice(start, at))
    } else if (depth === 0) shown += char
  }
  return depth === 0 ? { text: shown, quotations } : null
}

const slot = (index: number): string => `“${index}”`

/** A straight mark opens behind a space and closes before one, or before what ends a sentence. */
function straight(text: string): Template | null {
  const quotations: string[] = []
  let shown = ''
  let at = 0
  while (at < text.length) {
    if (text[at] !== '"') {
      shown += text[at++]
      continue
    }
    const end = /"(?=\s*(?:[.,]?\s*(?:$|with\b|where\b|wherever\b|insert\b|\n)|[.,]))/.exec(text.slice(at + 1))
    if (!end) return null
    shown += slot(quotations.length)
    quotations.push(text.slice(at + 1, at + 1 + end.index))
    at += end.index + 2
  }
  return { text: shown, quotations }
}

/** Where a quotation holds single marks: from the first opening to the last closing mark, or two with a word of the grammar between. */
function stretched(text: string, [open, close]: readonly [string, string]): Template[] {
  const first = text.indexOf(open)
  const last = text.lastIndexOf(close)
  if (last <= first) return []
  const [before, inside, after] = [text.slice(0, first), text.slice(first + 1, last), text.slice(last + 1)]
  const list: Template[] = []
  const between = new RegExp(
    `${close}((?: where it \\S+ occurs| wherever it occurs)?(?: with |, insert | by |, add ))${open}`,
    'g',
  )
  for (const { 0: match, 1: words, index } of inside.matchAll(between))
    list.push({
      text: `${before}${slot(0)}${words}${slot(1)}${after}`,
      quotations: [inside.slice(0, index), inside.slice(index + match.length)],
    })
  list.push({ text: `${before}${slot(0)}${after}`, quotations: [inside] })
  return list
}
