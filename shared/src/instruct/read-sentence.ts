import type { Consequence, Instruction, Occurrence, WordEdit } from './instruction.ts'
import { ordinalOf } from './ordinals.ts'
import { readPlace, readPlaces } from './place-words.ts'
import { templates } from './quotations.ts'

type Read = { ok: true; instruction: Instruction } | { ok: false; words: string; message: string }

/** Reads one instruction as people write it: quotation marks, abbreviations and the final stop may differ from the house's. */
export function readSentence(sentence: string): Read {
  const { text, also } = consequences(sentence.trim())
  for (const template of templates(text)) {
    const instruction = match(template.text.replace(/\s+/g, ' ').trim().replace(/\.$/, ''), template.quotations)
    if (instruction) return { ok: true, instruction: { ...instruction, also } }
  }
  return { ok: false, ...whyNot(text) }
}

const RENUMBER = /\s*Renumber the (?:subsequent|following|remaining) ([\p{L} ]+?)(?: accordingly)?\.?$/u
const REFERENCE = /\s*Update the references? (?:in|to) ([^“”".]+(?:\.\s?\d[^“”".]*)?)\.?$/u

/** Sentences behind the main one, from the end. */
function consequences(sentence: string): { text: string; also: Consequence[] } {
  const also: Consequence[] = []
  let text = sentence
  for (;;) {
    const renumber = RENUMBER.exec(text)
    const reference = renumber ? null : REFERENCE.exec(text)
    const found = renumber ?? reference
    if (!found || found.index === 0) return { text, also }
    if (renumber) also.unshift({ type: 'renumber', units: renumber[1]! })
    else for (const at of readPlaces(found[1]!).toReversed()) also.unshift({ type: 'reference', at })
    text = text.slice(0, found.index)
  }
}

type Bare = Instruction extends infer One ? (One extends Instruction ? Omit<One, 'also'> : never) : never

const Q = '“(\\d+)”'
const OCC = `(?: (?:where|when) it (\\S+) occurs| (?:in|at) its (\\S+) occurrence|( wherever it occurs| wherever they occur| throughout| where it occurs))?`

function match(text: string, quotations: readonly string[]): (Bare & Record<never, never>) | null {
  const quotation = (index: string | undefined) => quotations[Number(index)] ?? ''
  const into = /^In (.+?),? ((?:please )?(?:replace|substitute|after|before|delete|at the end|insert|add) ?.*)$/i.exec(text)
  if (into) {
    const edit = readEdit(into[2]!, quotation)
    if (edit) return { type: 'words', at: readPlaces(into[1]!), edit }
  }
  const of = /^(Replace|Delete) (“\d+”.*?)(?: in ((?:the |article|paragraph|annex|chapter|recital|footnote).+?))$/i.exec(text)
  if (of && !into) {
    const whole = readEdit(`${of[1]} ${of[2]}`, quotation)
    if (whole) return { type: 'words', at: readPlaces(of[3]!), edit: whole }
  }
  const replace = new RegExp(`^Replace (.+?),? (?:with|by) (?:the following|the following text)?:? ?${Q}$`, 'i').exec(text)
  if (replace && !replace[1]!.includes('“'))
    return { type: 'replace', at: readPlace(replace[1]!), lines: linesOf(quotation(replace[2])) }
  const insert = new RegExp(
    `^(After|Before) (.+?),? (?:insert|add) (?:an? )?(?:new )?([^“]+?),?(?: reading as follows| reading| as follows| which reads as follows)?:? ?${Q}$`,
    'i',
  ).exec(text)
  if (insert && !insert[2]!.includes('“')) {
    const side = insert[1]!.toLowerCase() === 'after' ? 'after' : 'before'
    return { type: 'insert', side, at: readPlace(insert[2]!), name: insert[3]!, lines: linesOf(quotation(insert[4])) }
  }
  if (text.includes('“')) return null
  const remove = /^(?:Delete|Remove|Strike(?: out)?) (.+)$/i.exec(text)
  if (remove) return { type: 'delete', at: readPlace(remove[1]!) }
  const move = /^Move (.+?),? (?:to (follow|precede)|(after|before)|to after) (.+)$/i.exec(text)
  if (move) {
    const at = readPlace(move[1]!)
    const side = /precede|before/i.test(move[2] ?? move[3] ?? '') ? 'before' : 'after'
    return { type: 'move', at, side, to: beside(readPlace(move[4]!), at) }
  }
  const number = /^Renumber (.+?),? as (?:(?:the )?new )?(?:\p{L}+ )?\(?(.+?)\)?$/iu.exec(text)
  if (number) return { type: 'renumber', at: readPlace(number[1]!), number: number[2]! }
  const retain =
    /^(?:Retain|Restore) (.+?),? (?:as it (?:appears|appeared|stands|stood|reads|read) in|as in|from|to its text in) (?:the )?(.+)$/i.exec(
      text,
    )
  return retain ? { type: 'retain', at: readPlace(retain[1]!), revision: retain[2]! } : null
}

function readEdit(words: string, quotation: (index: string | undefined) => string): WordEdit | null {
  const is = (pattern: string) => new RegExp(`^(?:please )?${pattern}$`, 'i').exec(words)
  const replace = is(`(?:replace|substitute) (?:the words? |the phrase )?${Q}${OCC} (?:with|by) (?:the words? )?${Q}${OCC}`)
  if (replace) {
    const occurrence = occurrenceOf(replace.slice(2, 5)) ?? occurrenceOf(replace.slice(6, 9))
    return checked({ op: 'replace', words: quotation(replace[1]), by: quotation(replace[5]), occurrence })
  }
  const remove = is(`(?:delete|strike|remove) (?:the words? |the phrase )?${Q}${OCC}`)
  if (remove) return checked({ op: 'delete', words: quotation(remove[1]), occurrence: occurrenceOf(remove.slice(2, 5)) })
  const insert = is(`(after|before) (?:the words? |the phrase )?${Q}${OCC},? (?:insert|add) (?:the words? )?${Q}`)
  if (insert) {
    const op = insert[1]!.toLowerCase() === 'after' ? 'after' : 'before'
    return checked({
      op,
      words: quotation(insert[2]),
      insert: quotation(insert[6]),
      occurrence: occurrenceOf(insert.slice(3, 6)),
    })
  }
  const late = is(`(?:insert|add) (?:the words? )?${Q} (after|before) (?:the words? )?${Q}${OCC}`)
  if (late) {
    const op = late[2]!.toLowerCase() === 'after' ? 'after' : 'before'
    return checked({ op, words: quotation(late[3]), insert: quotation(late[1]), occurrence: occurrenceOf(late.slice(4, 7)) })
  }
  const add = is(`(?:at the end,? (?:add|insert) (?:the words? )?${Q}|add ${Q} at the end)`)
  return add ? { op: 'add', insert: oneLine(quotation(add[1] ?? add[2])) } : null
}

/** NaN, which no text has, for an ordinal that is none: the caller reads the sentence as not understood. */
function occurrenceOf([first, second, every]: readonly (string | undefined)[]): Occurrence {
  if (every) return 'every'
  const word = first ?? second
  return word === undefined ? null : /^last$/i.test(word) ? -1 : (ordinalOf(word) ?? Number.NaN)
}

function checked(edit: Exclude<WordEdit, { op: 'add' }>): WordEdit | null {
  if (Number.isNaN(edit.occurrence)) return null
  const words = oneLine(edit.words)
  if (edit.op === 'replace') return { ...edit, words, by: oneLine(edit.by) }
  return edit.op === 'delete' ? { ...edit, words } : { ...edit, words, insert: oneLine(edit.insert) }
}

/** A quotation that was wrapped over several lines. */
const oneLine = (text: string): string => text.replace(/[ \t]*\r?\n[ \t]*/g, ' ')

const linesOf = (text: string): string[] => text.split(/\r?\n/)

/** "paragraph 1" beside "article 24, paragraph 5" is in article 24. */
function beside(place: string, at: string): string {
  const cut = at.lastIndexOf(', ')
  return cut > 0 && /paragraph/.test(at.slice(cut)) && /^(?:sub)?paragraph |^\S+ (?:sub)?paragraph$/.test(place)
    ? fitting(place, at)
    : place
}

function fitting(place: string, at: string): string {
  const steps = at.split(', ')
  const own = place.startsWith('subparagraph') ? /^(?:subparagraph|.+ subparagraph)/ : /^(?:paragraph|.+ paragraph)/
  const cut = steps.findIndex((step) => own.test(step))
  return [...steps.slice(0, cut < 0 ? -1 : cut), place].join(', ')
}

const OPENING = /^(?:In|Replace|After|Before|Delete|Remove|Move|Renumber|Retain|Restore)\b/i

function whyNot(text: string): { words: string; message: string } {
  const words = text.length > 80 ? `${text.slice(0, 77)}…` : text
  const [opens, closes] = [text.split('“').length, text.split('”').length]
  if (opens !== closes) return { words, message: 'A quotation is opened and not closed, or closed and not opened.' }
  if (!OPENING.test(text))
    return { words, message: 'An instruction begins with In, Replace, After, Before, Delete, Move, Renumber or Retain.' }
  if (/^In\b/i.test(text))
    return {
      words,
      message:
        'After the place, say what to do: replace “…” with “…”, delete “…”, after “…”, insert “…”, or at the end, add “…”.',
    }
  return { words, message: 'This sentence is not understood. The words to be put in stand in quotation marks at its end.' }
}
