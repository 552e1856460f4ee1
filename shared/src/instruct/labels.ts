import type { Node } from 'prosemirror-model'
import { blocks, type Block } from '../model/index.ts'
import { blockLabel, label, type Labelled } from '../number/index.ts'

/** A label at the start of a line, and the words behind it. */
export interface ReadLabel {
  readonly number: string | null
  /** As `form` of the schema: null for the house style. */
  readonly form: string | null
  readonly words: string
}

/** What a line is known to be before it is read. */
export type LineKind = Pick<Block, 'kind' | 'rank' | 'level'>

const SUFFIX =
  '(?:[ \\u00a0-](?:ante|bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|\\p{L}*decies|vicies|\\d{2}))*'
/** Figures, a letter (doubled after the last), a numeral, Chinese figures. */
const NUMBER = `(?:\\p{Nd}{1,4}(?:\\.\\p{Nd}{1,3})*|[ivxlc]{1,7}|[IVXLC]{1,7}|(?<letter>\\p{L})\\k<letter>{0,2}|[〇一二三四五六七八九十百]{1,4})${SUFFIX}(?:\\.\\d+)?`
const FIGURE = `(?:\\p{Nd}{1,3}(?:\\.\\p{Nd}{1,3})*)${SUFFIX}`

const COMMON_FORMS = ['#.', '(#)', '#)', '#.-', '#-', '[#.', '[(#)', '§ #', '(#).', '#.)', '#']

/** Reads labels in the forms that a text uses, and in those that texts use. */
export class Labels {
  readonly #forms = new Map<string, string[]>()
  readonly #patterns = new Map<string, RegExp>()

  readonly language: string

  constructor(doc: Node) {
    this.language = doc.attrs['language'] as string
    for (const block of blocks(doc)) {
      if (block.number === null || block.form === null) continue
      const known = this.#formsOf(block)
      if (!known.includes(block.form)) known.push(block.form)
    }
  }

  #formsOf({ kind, rank, level }: LineKind): string[] {
    const key = `${kind} ${rank} ${level}`
    let forms = this.#forms.get(key)
    if (!forms) this.#forms.set(key, (forms = []))
    return forms
  }

  /** `expected` is the number where a sentence says it; undefined where it does not, null for a line without a number. */
  read(text: string, line: LineKind, expected?: string | null): ReadLabel | null {
    if (expected === null) return { number: null, form: null, words: text }
    const house = label({ ...line, number: '#' } satisfies Labelled, this.language)
    const headed = HEADED.has(line.kind)
    const forms = [...this.#formsOf(line), house, ...(headed ? houseForms(line) : COMMON_FORMS)]
    for (const form of forms) {
      const match = this.#pattern(
        form,
        headed,
        expected,
        headed || !COMMON_FORMS.includes(form) || this.#formsOf(line).includes(form),
      ).exec(text)
      const number = match?.groups?.['number']
      if (match && number !== undefined) return { number, form: form === house ? null : form, words: text.slice(match[0].length) }
    }
    if (headed && expected !== undefined) return this.#loose(text, expected)
    return null
  }

  /** Any words before the number that a sentence says. */
  #loose(text: string, expected: string): ReadLabel | null {
    const at = text.search(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(expected)}(?![\\p{L}\\p{N}])`, 'u'))
    const found = /^(?:\s*[.:–—-](?=\s|$))?\s*/u.exec(text.slice(at + expected.length))
    if (at < 0 || at > MAX_WORD || !found) return null
    return { number: expected, form: `${text.slice(0, at)}#`, words: text.slice(at + expected.length + found[0].length) }
  }

  #pattern(form: string, headed: boolean, expected: string | undefined, known: boolean): RegExp {
    const key = `${form} ${headed} ${expected ?? ''} ${known}`
    let pattern = this.#patterns.get(key)
    if (!pattern) {
      const number = expected !== undefined ? escaped(expected) : form === '#' && !known ? FIGURE : NUMBER
      const separator = headed && !ENDED.test(form) ? '(?:(?:\\.|:|\\s[–—-])?(?:\\s+|$))' : '(?:\\s+|$)'
      const source = escaped(form).replace(/#/, `(?<number>${number})`)
      this.#patterns.set(key, (pattern = new RegExp(`^${source}${form.endsWith('条') ? '(?:\\.?\\s+|$)' : separator}`, 'u')))
    }
    return pattern
  }
}

/** How treaties of other languages, and in other letters, head such a unit. */
function houseForms(line: LineKind): string[] {
  const forms = LANGUAGES.map((language) => label({ ...line, number: '#' }, language))
  return [...forms, ...forms.map((form) => form[0]! + form.slice(1).toLowerCase()), ...forms.map((form) => form.toUpperCase())]
}
const LANGUAGES = ['en', 'fr', 'es', 'ru', 'ar', 'zh', 'de', 'it', 'pt']

/** Longest word before the number of an article. */
const MAX_WORD = 40
const ENDED = /[.:–—-]$/u
export const HEADED: ReadonlySet<string> = new Set(['article', 'annex', 'part', 'chapter', 'section'])
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Whether two blocks carry the same label as a reader sees it; a stop behind the number of an article is set by the layout. */
export function sameLabel(a: Block, b: Block, aLanguage: string, bLanguage: string): boolean {
  if (a.number === b.number && a.form === b.form && aLanguage === bLanguage) return true
  const shown = (block: Block, language: string) => {
    const text = blockLabel(block, language)
    return HEADED.has(block.kind) ? text.replace(/\s*[.:–—-]$/u, '') : text
  }
  return a.number === b.number && shown(a, aLanguage) === shown(b, bLanguage)
}
