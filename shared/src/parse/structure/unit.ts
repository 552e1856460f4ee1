import { ARABIC_ORNAMENT, decimal, han, ORDINAL_WORDS, ordinal, roman } from '../numeral.ts'
import { NOTE_REF } from '../line.ts'
import { HAN_UNITS, TRAILING_ARTICLE_WORDS, UNIT_WORDS, type UnitKind } from '../words.ts'

/** The label of an article, a division or an annex at the start of a line. */
export interface Unit {
  kind: UnitKind
  /** "24", "6 bis", "IV"; null for an annex without one. */
  number: string | null
  /** The number's value for checking the sequence; null where it has none ("A"). */
  value: number | null
  /** How the label is written, `#` for the number: "Article #", "Chapter #:". */
  form: string
  /** Offset in the line's text where the label ends and a heading (or text) may begin. */
  end: number
}

const INSERTED =
  'bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies|terdecies|бис|тер|مكرر[اًا]*|מכרר'
/** Latin and other suffixes of a number inserted between two others, and the "ante" of one put before the first. */
export const SUFFIX = `(?:ante(?:[\\s-]ante)*(?:[\\s-](?:${INSERTED}))?|${INSERTED})`

/** A word as a pattern; Arabic words may be stretched. */
const pattern = (word: string): string =>
  /\p{Script=Arabic}/u.test(word)
    ? Array.from(word, (char) => (char === ' ' ? '\\s+' : `${char}${ARABIC_ORNAMENT}*`)).join('')
    : word.replace('.', '\\.')
const plainWord = (word: string): string => word.toLowerCase().replace(new RegExp(ARABIC_ORNAMENT, 'gu'), '')
const words = Object.entries(UNIT_WORDS).flatMap(([kind, list]) =>
  list.map((word): [string, UnitKind] => [word.toLowerCase(), kind as UnitKind]),
)
const KIND_OF = new Map(words)
const WORDS = words.toSorted(([a], [b]) => b.length - a.length).map(([word]) => pattern(word))

/** Trade agreements number their articles by chapter ("Article 1.1"), and annexes and chapters by what they belong to ("Annex 2-A"). */
const NUMBER = `\\p{Nd}{1,4}(?:\\.\\p{Nd}{1,3}(?!\\p{Nd}))?|[IVXLCDM]{1,9}(?![\\p{L}])|[ivxlcdm]{1,9}(?![\\p{L}])|\\p{Lu}(?![\\p{L}])|(?:${ORDINAL_WORDS.map(pattern).join('|')})(?![\\p{L}\\p{M}])`
/** What is behind the number of an inserted or belonging unit: "II-1", "2-A", "3-B-1". */
const BRANCH = '(?:-(?:\\p{Nd}{1,2}|\\p{Lu})(?![\\p{L}\\p{Nd}]))+'
const LABEL = new RegExp(
  `^(?<bracket>\\[?)(?<word>${WORDS.join('|')})(?![\\p{L}\\p{M}])(?<gap>[\\s]*\\(?(?:No\\.?|Nr\\.?|n°|n\\.?º|№)?[\\s]*)(?<open>\\(?)(?<number>${NUMBER})` +
    `(?<suffix>[\\s-]*(?:${SUFFIX})(?![\\p{L}])|${BRANCH}|[A-Za-z](?![\\p{L}\\p{Nd}])|\\s\\p{Lu}(?=\\s*$|[.:]|\\s+[–—-]\\s))?(?<close>\\)|\\.?[ºª°](?:-\\p{Lu}(?![\\p{L}]))?)?`,
  'iu',
)
const BARE_ANNEX = new RegExp(
  `^(?<word>${UNIT_WORDS.annex.map(pattern).join('|')})(?=\\s*$|\\s*[.:–—-]|\\s*${NOTE_REF}|\\s+(?:to|à|au|al|a la|к|zu|zum)\\s)`,
  'iu',
)
const HAN_LABEL =
  /^(?<mark>第|제)\s?(?<number>\p{Nd}{1,4}|[〇零一二三四五六七八九十百千]{1,9})\s?(?<word>条|條|章|节|節|编|編|部分|部|조|장|절|편)(?<suffix>[之の의][一二三四五六七八九十\p{Nd}]+)?/u
const TRAILING = new RegExp(
  `^(?<number>\\p{Nd}{1,3})(?<gap>\\.?\\s+)(?<word>${TRAILING_ARTICLE_WORDS.join('|')})(?![\\p{L}])`,
  'iu',
)
const HAN_ANNEX = /^(?<word>附件|附录|附則)(?<number>\p{Nd}{1,2}|[一二三四五六七八九十]{1,3})?(?=[\s　:：]|$)/u

/** Longest heading on the label's own line that is still taken for a heading when nothing separates the two. */
const MAX_GLUED_HEADING = 160

/** Recognises "Article 24", "CHAPTER IV", "Статья 1.", "المادة 1", "第一条" at the start of a line. A sentence that begins so is none. */
export function readUnit(text: string): Unit | null {
  return hanUnit(text) ?? numberedUnit(text) ?? bareAnnex(text) ?? trailingUnit(text)
}

function trailingUnit(text: string): Unit | null {
  const match = TRAILING.exec(text)
  if (!match?.groups) return null
  const { number, gap, word } = match.groups
  const rest = text.slice(match[0].length)
  const separator = /^(?:[.:]|\s*[–—-](?=\s))/u.exec(rest)?.[0] ?? ''
  if (!opensUnit(rest, separator)) return null
  const end = match[0].length + separator.length
  return { kind: 'article', number: number!, value: decimal(number!), form: `#${gap}${word}${separator}`, end }
}

function numberedUnit(text: string): Unit | null {
  const match = LABEL.exec(text)
  if (!match?.groups) return null
  const { bracket, word, gap, open, number, suffix = '', close = '' } = match.groups
  const kind = KIND_OF.get(plainWord(word!))!
  if (kind === 'article' && number!.length === 1 && /\p{Lu}/u.test(number!) && roman(number!) === null) return null
  const rest = text.slice(match[0].length)
  const separator = /^(?:\.\s?[-–—]+|[.:]|\s*[–—-]+(?=\s|$|\p{Lu}\p{Ll})|\s*:)(?!\p{Nd})/u.exec(rest)?.[0] ?? ''
  const [, sign = '', branch = ''] = /^(.*?)(-\p{Lu})?$/u.exec(close)!
  if (!opensUnit(rest, separator, /[ºª°]/.test(sign))) return null
  const written = `${bracket}${word}${gap}${open}`
  return {
    kind,
    number: `${number}${suffix.replace(/^\s+/, ' ')}${branch}`,
    value: valueOf(number!),
    // A sign within the number ("2.º-A") leaves no place for another number.
    form: `${written}${branch ? `${number}${suffix}` : '#'}${close}${separator}`.replace(/\s+/g, ' '),
    end: match[0].length + separator.length,
  }
}

const valueOf = (number: string): number | null => decimal(number) ?? roman(number) ?? ordinal(number) ?? han(number)

/** Whether what follows a label lets it open a unit: nothing, a heading behind a separator, or a short heading without a stop. */
function opensUnit(rest: string, separator: string, ordinal = false): boolean {
  const heading = rest.slice(separator.length)
  if (/^[\s\]]*$/.test(heading.replaceAll(NOTE_REF, ''))) return true
  if (separator || ordinal || /^\s*[\t\n]|^\s{2,}/.test(heading)) return /^[\s\n]*[^\p{Ll}\s,;)]/u.test(heading)
  const glued = heading.replaceAll(NOTE_REF, '')
  // Where a program has dropped the tabulator a heading stands right behind the number: "Article 1Purpose".
  return (
    /^(?:\s+[\p{Lu}\p{Lo}“"«[(]|\p{Lu}\p{Ll})/u.test(glued) && glued.length <= MAX_GLUED_HEADING && !/[.;:,،؛]\s*$/u.test(glued)
  )
}

function bareAnnex(text: string): Unit | null {
  const word = BARE_ANNEX.exec(text)?.groups?.['word']
  if (word === undefined || text.length > MAX_GLUED_HEADING || /[.;,]$/.test(text.slice(word.length + 1))) return null
  const separator = /^\s*[.:–—-]/.exec(text.slice(word.length))?.[0] ?? ''
  return { kind: 'annex', number: null, value: null, form: `${word}${separator}`, end: word.length + separator.length }
}

function hanUnit(text: string): Unit | null {
  const unit = HAN_LABEL.exec(text)
  if (unit?.groups) {
    const { mark, number, word, suffix = '' } = unit.groups
    if (/^[的所、，规規]/.test(text.slice(unit[0].length))) return null
    return {
      kind: HAN_UNITS[word!]!,
      number: `${number}${suffix}`,
      value: valueOf(number!),
      // 第二条之二: the unit stands within the number.
      form: suffix ? `${mark}${number}${word}${suffix}` : `${mark}#${word}`,
      end: unit[0].length,
    }
  }
  const annex = HAN_ANNEX.exec(text)
  if (!annex?.groups) return null
  const { word, number = null } = annex.groups
  return {
    kind: 'annex',
    number,
    value: number === null ? null : valueOf(number),
    form: number === null ? word! : `${word}#`,
    end: annex[0].length,
  }
}
