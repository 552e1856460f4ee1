import { MAX_LEVEL, type ProvisionKind } from '../../model/index.ts'
import { label, toRoman } from '../../number/index.ts'
import { toLetters } from '../numeral.ts'
import { styleOf, type Style } from './looks.ts'
import type { PageElement } from './page.ts'

/** Stands for the bullet of a list that counts nothing, as in an imported Word file. */
export const BULLET = '–'

/**
 * The label that a browser draws before a list item, with the punctuation of the language's treaties, because HTML knows no other
 * than the dot: "1.", "(a)", "(iv)". '–' for a bullet; null for a list that draws none.
 */
export function listLabel(item: PageElement, style: Style, language: string): string | null {
  const list = item.parentElement
  const ordered = list?.localName === 'ol'
  const type = styleType(style) ?? typeAttribute(item) ?? typeOf(list)
  if (type === 'none') return null
  if (!ordered && !/^(?:decimal|lower|upper)/.test(type ?? '')) return BULLET
  const value = ordered ? valueOf(item, list) : 1
  const depth = ordered ? depthOf(list) : 1
  return value === null ? null : printed(value, type ?? BY_DEPTH[depth - 1]!, language)
}

/** How the levels of a treaty count. A list within a list that says nothing of its own follows them: a browser would repeat 1, 2, 3. */
const BY_DEPTH = ['decimal', 'lower-alpha', 'lower-roman', 'upper-alpha'] as const

/** How many lists that say nothing of their own numbers the list stands in, itself included. */
function depthOf(list: PageElement): number {
  let depth = 0
  for (let one: PageElement | null = list; one; one = one.parentElement)
    if (one.localName === 'ol' && typeOf(one) === null) depth++
  return Math.min(Math.max(depth, 1), MAX_LEVEL)
}

function printed(value: number, type: string, language: string): string {
  const as = (kind: ProvisionKind, number: string, level: number) => label({ kind, number, level }, language)
  switch (type) {
    case 'lower-alpha':
    case 'lower-latin':
      return as('subparagraph', toLetters(value), 2)
    case 'upper-alpha':
    case 'upper-latin':
      return as('subparagraph', toLetters(value).toUpperCase(), 4)
    case 'lower-roman':
      return as('subparagraph', toRoman(value), 3)
    case 'upper-roman':
      return as('paragraph', toRoman(value).toUpperCase(), 1)
    default:
      return as('paragraph', String(value), 1)
  }
}

const STYLE_TYPE = /^(?:none|decimal(?:-leading-zero)?|disc|circle|square|(?:lower|upper)-[a-z]+)$/

const styleType = (style: Style): string | null =>
  (style.get('list-style-type') ?? style.get('list-style') ?? '').split(' ').find((word) => STYLE_TYPE.test(word)) ?? null

const TYPES: Readonly<Record<string, string>> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
  '1': 'decimal',
}

function typeAttribute(element: PageElement): string | null {
  const type = element.getAttribute('type')
  return type === null ? null : (TYPES[type] ?? type.toLowerCase())
}

const typeOf = (list: PageElement | null): string | null => list && (styleType(styleOf(list)) ?? typeAttribute(list))

/** The number of a list item as HTML counts it (`start`, `reversed`, `value`); null where that is no number of a provision. */
function valueOf(item: PageElement, list: PageElement): number | null {
  const items = [...list.children].filter((child) => child.localName === 'li')
  const at = items.indexOf(item)
  const set = items.slice(0, at + 1).findLastIndex((one) => whole(one.getAttribute('value')) !== null)
  const reversed = list.hasAttribute('reversed')
  const from =
    set >= 0 ? whole(items[set]!.getAttribute('value'))! : (whole(list.getAttribute('start')) ?? (reversed ? items.length : 1))
  const value = from + (at - Math.max(set, 0)) * (reversed ? -1 : 1)
  return value > 0 && value <= MAX_VALUE ? value : null
}

/** Beyond this a count is no number of a provision. */
const MAX_VALUE = 9999

const whole = (text: string | null): number | null => (text !== null && /^-?\d{1,6}$/.test(text.trim()) ? Number(text) : null)
