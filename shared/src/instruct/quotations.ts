/** A sentence with its quotations taken out: each stands as `“n”`. */
export interface Template {
  readonly text: string
  readonly quotations: readonly string[]
}

/** Opening and closing quotation marks that people use; the curly ones are the house's. */
type Pair = readonly [open: string, close: string]
const PAIRS: readonly Pair[] = [
  ['“', '”'],
  ['"', '"'],
  ['«', '»'],
  ['„', '“'],
  ['‘', '’'],
  ["'", "'"],
]

/**
 * The ways to read where quotations begin and end, likeliest first: marks inside a quotation that come in pairs belong to it; where
 * they don't, the quotation ends where the sentence can go on.
 */
export function templates(text: string): Template[] {
  const present = PAIRS.map((pair) => ({ pair, at: opening(text, pair) })).filter(({ at }) => at >= 0)
  if (present.length === 0) return [{ text, quotations: [] }]
  const likeliest = present.sort((a, b) => Number(isSingle(a.pair)) - Number(isSingle(b.pair)) || a.at - b.at)
  return likeliest.flatMap(({ pair }) => readings(text, pair))
}

function readings(text: string, pair: Pair): Template[] {
  const ambiguous = pair[0] === pair[1] || isSingle(pair)
  const found = ambiguous ? [bounded(text, pair, ENDS), bounded(text, pair, ENDS_SURELY)] : [balanced(text, pair)]
  return [...found.filter((template) => template !== null), ...stretched(text, pair)]
}

const isSingle = ([open]: Pair): boolean => open === '‘' || open === "'"

/** Where the first quotation opens; an apostrophe opens none. */
const opening = (text: string, [open]: Pair): number => (open === "'" ? text.search(/(?<=^|[\s:(])'(?=\S)/) : text.indexOf(open))

function balanced(text: string, [open, close]: Pair): Template | null {
  const quotations: string[] = []
  let shown = ''
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === open && depth++ === 0) start = at + 1
    else if (char === close && depth > 0 && --depth === 0) {
      shown += slot(quotations.length)
      quotations.push(open === '«' ? text.slice(start, at).trim() : text.slice(start, at))
    } else if (depth === 0) shown += char
  }
  return depth === 0 ? { text: shown, quotations } : null
}

const slot = (index: number): string => `“${index}”`

/** What goes on behind a closing mark that looks like an opening one, or like an apostrophe: the grammar, or the end. */
const ENDS_SURELY = '(?=\\s*(?:[.,;]?\\s*(?:$|with\\b|where\\b|wherever\\b|insert\\b|\\n)|[.,;]))'
const ENDS =
  '(?=\\s*(?:[.,;:]?\\s*(?:$|with\\b|by\\b|for\\b|to\\b|into\\b|after\\b|before\\b|in\\b|of\\b|at\\b|and\\b|read\\b|reads\\b|should\\b|shall\\b|is\\b|are\\b|be\\b|becomes\\b|throughout\\b|→|where\\b|wherever\\b|insert\\b|add\\b|from\\b|\\n)|[.,;]))'

/** A mark that can also stand inside: it closes where what follows goes on with the sentence. */
function bounded(text: string, [open, close]: Pair, ends: string): Template | null {
  const quotations: string[] = []
  let shown = ''
  let at = 0
  const ending = new RegExp(`${close}${ends}`, 'i')
  while (at < text.length) {
    const opens = text[at] === open && (open !== "'" || /[\s:(]|^$/.test(text[at - 1] ?? ''))
    if (!opens) {
      shown += text[at++]
      continue
    }
    const end = ending.exec(text.slice(at + 1))
    if (!end) return null
    shown += slot(quotations.length)
    quotations.push(text.slice(at + 1, at + 1 + end.index))
    at += end.index + 2
  }
  return { text: shown, quotations }
}

/** Where a quotation holds single marks: from the first opening to the last closing mark, or two with a word of the grammar between. */
function stretched(text: string, [open, close]: Pair): Template[] {
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
