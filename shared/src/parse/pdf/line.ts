import type { Run } from '../line.ts'
import { readPrintedLabel } from '../structure/label.ts'
import { isMark } from './rows.ts'
import { readingOrder, type Placed } from './order.ts'

/** A stretch of a printed line with equal looks. */
export interface Span {
  text: string
  strong: boolean
  em: boolean
  /** Small and above the line: perhaps the mark of a footnote. */
  raised: boolean
}

/** One printed line of a column, in the order of reading. */
export interface PrintedLine {
  page: number
  /** 1 for the first line of the page. */
  line: number
  spans: Span[]
  text: string
  /** The text without raised marks: its stops are those of the sentence. */
  level: string
  /** Lengths in points from the side on which lines begin: the right one for Arabic. */
  start: number
  end: number
  /** Start of the words behind a label that stands apart from them ("1.   Each Party"). */
  hang: number | null
  /** Width of the first word: had it had room on the line above, it would stand there. */
  word: number
  /** The baseline, from the top of the page. */
  y: number
  size: number
}

export interface Setting {
  rtl: boolean
  /** Whether brackets in right-to-left text are named by their shape, so that they must be turned round with the text. */
  mirrored: boolean
  /** Width of the page, by which a right-to-left page is turned round. */
  width: number
}

/** A gap wider than this, in sizes, parts words where the line has no signs for spaces. */
const WORD_GAP = 0.15
/** Where it has, only a gap like this can be one more. */
const WIDE_GAP = 0.4
/** A line with fewer spaces than one in so many signs has none but by accident. */
const SPACED = 20
/** A gap like this is no space but a tabulator. */
const TAB_GAP = 1.6
/** Signs in which a label is looked for. */
const MAX_LABEL = 16

/** The words of signs on one baseline. */
export function printedLine(
  signs: readonly Placed[],
  at: { page: number; line: number; y: number; size: number },
  setting: Setting,
): PrintedLine {
  const own = withoutDoubles(signs)
  const ordered = readingOrder(withMarks(withSpaces(own, at.size)), setting)
  const spans = spansOf(ordered)
  const visible = own.filter(({ blank }) => !blank)
  // The mark of a note stands beside a line, not in it: a centred heading is centred without.
  const level = visible.filter(({ raised }) => !raised)
  const seen = level.length > 0 ? level : visible
  const left = Math.min(...seen.map(({ x }) => x))
  const right = Math.max(...seen.map(({ right }) => right))
  const [start, end] = setting.rtl ? [setting.width - right, setting.width - left] : [left, right]
  return {
    ...at,
    spans,
    text: spans.map(({ text }) => text).join(''),
    level: spans
      .filter(({ raised }) => !raised)
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
    start,
    end,
    hang: hangOf(ordered, setting),
    word: firstWord(ordered),
  }
}

/** A sign painted twice at the same place is a way to print bold. */
function withoutDoubles(signs: readonly Placed[]): Placed[] {
  const kept: Placed[] = []
  for (const sign of signs) {
    const last = kept.at(-1)
    const double = last?.text === sign.text && /[\p{L}\p{N}]/u.test(sign.text) && sign.x - last.x < 0.12 * sign.size
    if (double) kept[kept.length - 1] = { ...last, strong: true }
    else kept.push(sign)
  }
  return kept
}

function withSpaces(signs: readonly Placed[], size: number): Placed[] {
  const least = wordGap(signs, size)
  const list: Placed[] = []
  let reach = -Infinity
  for (const sign of signs) {
    const { blank } = sign
    const gap = sign.x - reach
    if (!blank && list.length > 0 && gap > least) {
      const text = gap > TAB_GAP * size ? '\t' : ' '
      list.push({ ...sign, text, x: reach, right: sign.x, raised: false, blank: true })
    }
    list.push(sign)
    if (!blank || sign.right - reach < TAB_GAP * size) reach = Math.max(reach, sign.right)
  }
  return list
}

/** From which gap on two signs belong to two words. Programs that place every word by itself write no signs for spaces. */
function wordGap(signs: readonly Placed[], size: number): number {
  const blanks = signs.filter(({ blank }) => blank).length
  if (blanks > signs.length / SPACED) return WIDE_GAP * size
  const gaps = signs.slice(1).map((sign, index) => sign.x - signs[index]!.right)
  // Letters set apart all stand so; in short words every other gap may be one between words.
  const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 5)] ?? 0
  return Math.max(WORD_GAP * size, 2 * usual)
}

/** A vowel sign painted by itself joins the letter that it stands above. */
function withMarks(signs: readonly Placed[]): Placed[] {
  if (!signs.some(isMark)) return [...signs]
  const bases = signs.filter((sign) => !isMark(sign)).map((sign) => ({ ...sign }))
  for (const mark of signs.filter(isMark)) {
    const middle = (mark.x + mark.right) / 2
    const distance = (base: Placed) => (base.blank ? Infinity : Math.max(base.x - middle, middle - base.right, 0))
    const base = bases.reduce<Placed | null>(
      (near, next) => (near === null || distance(next) < distance(near) ? next : near),
      null,
    )
    if (base) base.text += mark.text
  }
  return bases
}

function spansOf(signs: readonly Placed[]): Span[] {
  const spans: Span[] = []
  for (const { text, strong, em, raised, blank } of signs) {
    const last = spans.at(-1)
    if (blank && /\s$/u.test(last?.text ?? ' ')) {
      if (last && text === '\t') last.text = last.text.replace(/ $/, '\t')
      continue
    }
    const looks = blank && last ? last : { strong, em, raised }
    if (last && last.strong === looks.strong && last.em === looks.em && last.raised === looks.raised) last.text += text
    else spans.push({ text, strong: looks.strong, em: looks.em, raised: looks.raised })
  }
  const final = spans.at(-1)
  if (final) final.text = final.text.trimEnd()
  return spans.filter(({ text }) => text !== '')
}

/** Where the words begin behind a label: there the lines below begin where the label hangs out. */
function hangOf(ordered: readonly Placed[], { rtl, width }: Setting): number | null {
  const seen = ordered.slice(ordered.findIndex(({ blank }) => !blank))
  const label = readPrintedLabel(
    seen
      .slice(0, MAX_LABEL)
      .map(({ text }) => text)
      .join(''),
  )
  if (label === null) return null
  let length = 0
  const first = seen.find(({ text, blank }) => (length += text.length) > label.end && !blank)
  return first ? (rtl ? width - first.right : first.x) : null
}

function firstWord(ordered: readonly Placed[]): number {
  const from = ordered.findIndex(({ blank }) => !blank)
  const end = ordered.findIndex(({ text }, index) => index > from && (text === ' ' || text === '\t'))
  const word = ordered.slice(from, end < 0 ? undefined : end)
  return Math.max(...word.map(({ right }) => right)) - Math.min(...word.map(({ x }) => x))
}

/** The runs of a line for the structure step; raised stretches that are no footnote marks are plain text. */
export const runsOfSpans = (spans: readonly Span[]): Run[] =>
  spans.map(({ text, strong, em }) => ({ text, ...(strong ? { strong } : {}), ...(em ? { em } : {}) }))
