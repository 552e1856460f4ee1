import type { Glyph } from './glyphs.ts'

/**
 * Signs on a page stand in the order in which they are seen; a text is kept in the order in which it is read. This is the bidi algorithm
 * (UAX 9) backwards, for one line: right-to-left stretches are turned round, numbers and Latin words within them are not.
 */
export type Placed = Glyph & {
  raised: boolean
  /** Its place among the signs of the page in the order in which they were painted. */
  painted: number
}

type Class = 'rtl' | 'ltr' | 'number' | 'neutral'

const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** The scripts that run from right to left begin here; most signs are told by that alone. */
const FIRST_RTL = 0x590
export const isRtlLetter = ({ text }: Glyph): boolean => text.charCodeAt(0) >= FIRST_RTL && RTL_LETTER.test(text)

function classOf(text: string): Class {
  if (/\p{Nd}/u.test(text)) return 'number'
  if (/\p{L}/u.test(text)) return RTL_LETTER.test(text) ? 'rtl' : 'ltr'
  return 'neutral'
}

const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
  '<': '>',
  '>': '<',
}

/**
 * Some programs name a bracket in right-to-left text by its shape, others by what it means. On the page an opening shape stands to the left
 * of what it holds: when the names say otherwise, they are meanings.
 */
export function paintsMirrored(lines: readonly (readonly Glyph[])[]): boolean {
  let shapes = 0
  let meanings = 0
  for (const signs of lines) {
    if (!signs.some(isRtlLetter)) continue
    const brackets = signs.map(({ text }) => text.trim()).filter((text) => /^[()[\]]$/.test(text))
    if (brackets.length < 2 || brackets.length % 2 === 1) continue
    if (/^[([]/.test(brackets[0]!)) shapes++
    else meanings++
  }
  return shapes >= meanings
}

/** Signs of one line, given from left to right, in the order of reading. `rtl` is the direction of the text as a whole. */
export function readingOrder<T extends Glyph>(signs: readonly T[], { rtl, mirrored }: { rtl: boolean; mirrored: boolean }): T[] {
  if (!rtl && !signs.some(isRtlLetter)) return [...signs]
  const classes = signs.map(({ text }) => classOf(text))
  const base: Class = rtl && (classes.includes('rtl') || !classes.includes('ltr')) ? 'rtl' : 'ltr'
  const levels = resolved(classes, signs, base)
  const turned = signs.map((sign, index) =>
    mirrored && levels[index] === 'rtl' ? { ...sign, text: MIRRORED[sign.text] ?? sign.text } : sign,
  )
  const order = turned.map((sign, index) => ({ sign, level: levels[index]! }))
  if (base === 'ltr') {
    return runsOf(order, ({ level }) => level !== 'ltr').flatMap((run) =>
      run[0]!.level === 'ltr' ? run.map(({ sign }) => sign) : backwards(run),
    )
  }
  return backwards(order)
}

interface Levelled<T> {
  sign: T
  level: Class
}

/** A right-to-left stretch turned round, with its numbers and Latin words as they stand. */
function backwards<T>(stretch: readonly Levelled<T>[]): T[] {
  return runsOf(stretch.toReversed(), ({ level }) => level === 'rtl').flatMap((run) =>
    (run[0]!.level === 'rtl' ? run : run.toReversed()).map(({ sign }) => sign),
  )
}

function runsOf<T>(list: readonly T[], same: (one: T) => boolean): T[][] {
  const runs: T[][] = []
  for (const one of list) {
    const last = runs.at(-1)
    if (last && same(last[0]!) === same(one)) last.push(one)
    else runs.push([one])
  }
  return runs
}

/** The class of each sign with the neutral ones settled by their neighbours. */
function resolved(classes: readonly Class[], signs: readonly Glyph[], base: Class): Class[] {
  const settled = [...classes]
  classes.forEach((own, index) => {
    if (own !== 'neutral') return
    const before = classes.slice(0, index).findLast((one) => one !== 'neutral') ?? base
    const after = classes.slice(index + 1).find((one) => one !== 'neutral') ?? base
    if (before === 'number' && after === 'number' && base === 'rtl') {
      const joins =
        /^[.,:/\u066B\u066C-]$/.test(signs[index]!.text) && classes[index - 1] === 'number' && classes[index + 1] === 'number'
      settled[index] = joins ? 'number' : 'rtl'
    } else if (before === after) settled[index] = before
    else if (before !== 'rtl' && after !== 'rtl' && (before === 'ltr' || after === 'ltr')) settled[index] = 'ltr'
    else
      settled[index] =
        base === 'rtl' || (before === 'rtl' && after === 'number') || (before === 'number' && after === 'rtl') ? 'rtl' : 'ltr'
  })
  return base === 'rtl' ? settled : numbersIn(settled)
}

/** In a left-to-right line a number belongs to what stands around it. */
const numbersIn = (classes: readonly Class[]): Class[] =>
  classes.map((own, index) => {
    if (own !== 'number') return own
    const before = classes.slice(0, index).findLast((one) => one === 'rtl' || one === 'ltr')
    const after = classes.slice(index + 1).find((one) => one === 'rtl' || one === 'ltr')
    return before === 'rtl' && after === 'rtl' ? 'number' : 'ltr'
  })
