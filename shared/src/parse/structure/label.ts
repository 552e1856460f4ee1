import { alphabetic, decimal, han, roman } from '../numeral.ts'
import { SUFFIX } from './unit.ts'

/** One way to read a label: as a member of the series `key`, at place `value`. */
export interface Reading {
  key: string
  value: number
}

/** The label of a paragraph or point at the start of a line. */
export interface Label {
  /** Without punctuation: "3 bis", "a", "iv". */
  number: string
  /** With `#` for the number: "#.", "(#)", "#)". */
  form: string
  /** Offset where the words begin. */
  end: number
  /** "(i)" may be the ninth letter or the first roman numeral: the sequence decides. */
  readings: readonly Reading[]
  /** True for "6 bis", which repeats the value before it, and for "1 ante", whose value is 0. */
  inserted: boolean
  /** True when only the sequence tells it from ordinary words: "1 Each Party". */
  doubtful: boolean
  /** True for a small letter with nothing but a space behind it ("a words"), which may as well be a word of a sentence. */
  bare: boolean
}

const BODY = `\\p{Nd}{1,3}|[ivxlc]{1,8}|[IVXLC]{1,8}|\\p{Ll}{1,3}|\\p{Lu}{1,2}|[\\u0621-\\u064A\\u05D0-\\u05EA]|[〇一二三四五六七八九十]{1,3}`
/** Figures and letters in a circle or in brackets that are one sign: "㈠", "⑴", "①", "⒈", "⒜". */
const ONE_SIGN = '[\\u2460-\\u24E9\\u3220-\\u3229]'
/** "3 bis", and the alternatives of a negotiation: "1. alt", "2 alt. 1". */
const INSERTED = `(?<suffix>[\\s-]?(?:${SUFFIX})|\\.?\\s?alt\\b(?:\\.?\\s?\\d(?![\\d.)]))?)?`

/** Each way to write a label; the first that fits wins. A square bracket before it is part of how it is written, not of its series. */
const SHAPES: readonly { shape: RegExp; doubtful?: boolean }[] = [
  { shape: new RegExp(`^(?<open>\\[?[(（]\\s?)(?<body>${BODY})${INSERTED}(?<close>\\s?[)）]\\.?)`, 'u') },
  { shape: new RegExp(`^(?<open>\\[?)(?<body>${BODY})${INSERTED}(?<close>\\)|\\.\\))`, 'u') },
  { shape: /^(?<open>\[?)(?<body>\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){1,4})(?<suffix>)(?<close>\.?)(?=\s|$)/u },
  { shape: new RegExp(`^(?<open>\\[?§\\s?)(?<body>\\p{Nd}{1,3})${INSERTED}(?<close>[º°]?\\.?)(?=\\s|$)`, 'u') },
  // Drafts of the United Nations: preambular and operative paragraphs.
  { shape: new RegExp(`^(?<open>\\[?(?:PP|OP|pp|op))(?<body>\\p{Nd}{1,3})${INSERTED}(?<close>[.:]?)(?=\\s|$)`, 'u') },
  {
    shape: new RegExp(
      `^(?<open>\\[?)(?<body>\\p{Nd}{1,3})${INSERTED}(?<close>\\.[-–—]?|\\s?[-–—](?=\\s))(?=\\s|$|[\\p{Lu}\\p{Lo}“"«(\\[])`,
      'u',
    ),
  },
  { shape: new RegExp(`^(?<open>\\[?)(?<body>${BODY})${INSERTED}(?<close>\\.[-–—]?)(?=\\s|$)`, 'u') },
  { shape: /^(?<open>\[?)(?<body>\p{Nd}{1,3}|[〇一二三四五六七八九十]{1,3})(?<suffix>)(?<close>[、．])/u },
  // The indicator of an ordinal: "1° …", "1.º …".
  { shape: /^(?<open>\[?)(?<body>\p{Nd}{1,2})(?<suffix>)(?<close>\.?[°º])(?=\s)/u },
  // Maritime conventions: ".1 …", and ".1.2 …" below it.
  { shape: /^(?<open>\[?\.)(?<body>\p{Nd}{1,2}(?:\.\p{Nd}{1,2})*)(?<suffix>)(?<close>)(?=\s)/u },
  // Arabic texts of the United Nations count the third level so.
  { shape: /^(?<open>\[?['‘’])(?<body>[\u0660-\u0669]{1,2})(?<suffix>)(?<close>['’‘])/u },
  { shape: /^(?<open>\[?['‘’])(?<body>\p{Nd}{1,2})(?<suffix>)(?<close>['’‘])(?=\s)/u, doubtful: true },
  { shape: new RegExp(`^(?<open>\\[?)(?<body>${ONE_SIGN})(?<suffix>)(?<close>)`, 'u') },
  // Portuguese and Brazilian texts: "I – …".
  { shape: /^(?<open>)(?<body>[IVX]{1,7})(?<suffix>)(?<close>\s?[-–—])(?=\s+\S)/u, doubtful: true },
  // Council of Europe: a letter alone, its words behind a tabulator or a space.
  { shape: new RegExp(`^(?<open>\\[?)(?<body>[a-z]|[ivx]{2,5})${INSERTED}(?<close>)(?=\\s+\\S)`, 'u'), doubtful: true },
  {
    shape: new RegExp(`^(?<open>\\[?)(?<body>\\p{Nd}{1,2})${INSERTED}(?<close>)(?=\\s+[\\p{Lu}\\p{Lo}“"«(\\[])`, 'u'),
    doubtful: true,
  },
  { shape: new RegExp(`^(?<open>\\[?)(?<body>\\p{Nd}{1,2})(?<suffix>[\\s-]?(?:${SUFFIX}))(?<close>)(?=\\s|$)`, 'u') },
]

/** Recognises the label of a paragraph or point; whether it is one, its sequence decides (`levels.ts`). */
export function readLabel(text: string): Label | null {
  for (const { shape, doubtful = false } of SHAPES) {
    const match = shape.exec(text)
    if (!match?.groups) continue
    const { open, body, suffix = '', close } = match.groups
    const form = `${open!.trim()}#${close!.trim()}`
    const series = readingsOf(body!, form.replace('[', ''))
    // What stands before the first takes the place before it in the series.
    const readings = /ante/i.test(suffix) ? series.map((reading) => ({ ...reading, value: reading.value - 1 })) : series
    // Spanish counts a letter more, between n and o; what follows it counts as everywhere.
    const isExtra = /^ñ$/iu.test(body!)
    if (readings.length === 0) continue
    const number = `${body}${suffix ? ` ${suffix.replace(/^[-.\s]+/, '').trimEnd()}` : ''}`
    return {
      number,
      form,
      end: match[0].length,
      readings,
      inserted: suffix !== '' || isExtra,
      doubtful: doubtful || isInitial(body!, form.replace('[', '')),
      bare: isBare(body!, form, text.slice(match[0].length)),
    }
  }
  return null
}

/** "A." and "x." may open a name or an abbreviation; "1." and "(a)" may not. */
const isInitial = (body: string, form: string): boolean => form === '#.' && /^\p{L}/u.test(body)

const isBare = (body: string, form: string, rest: string): boolean =>
  /^\p{Ll}/u.test(body) && /^\[?#$/.test(form) && !/^(?:\t|\s{2})/u.test(rest)

/** The label of a printed line: a bare letter at its beginning is a word of the sentence that goes on there. */
export function readPrintedLabel(text: string): Label | null {
  const label = readLabel(text)
  return label?.bare ? null : label
}

function readingsOf(body: string, form: string): Reading[] {
  const reading = (kind: string, value: number | null): Reading[] => (value === null ? [] : [{ key: `${kind}${form}`, value }])
  if (/^ñ$/iu.test(body)) return readingsOf(body === 'ñ' ? 'n' : 'N', form)
  const plain = body.normalize('NFKC')
  if (plain !== body && !/^\p{Nd}$/u.test(body))
    return readingsOf(plain.replace(/[().]/g, ''), `${form}${plain.replace(/[\p{L}\p{N}]+/u, '')}`)
  if (body.includes('.')) return reading(`${body.split('.').length}-part `, decimal(body.split('.').at(-1)!))
  if (/^\p{Nd}/u.test(body)) return reading('1', decimal(body))
  if (/^[〇一-鿿]/.test(body)) return reading('一', han(body))
  const upper = body !== body.toLowerCase()
  return [...reading(upper ? 'A' : 'a', alphabetic(body)), ...reading(upper ? 'I' : 'i', roman(body))]
}
