import type { Consequence, Instruction, Occurrence, Place, WordEdit } from './instruction.ts'
import { ordinalOf } from './ordinals.ts'
import { readPlace, readPlaces } from './place-words.ts'
import { templates } from './quotations.ts'
import { inHouseOrder } from './said.ts'
import { under } from './under.ts'

export type Read =
  | { readonly ok: true; readonly instructions: readonly [Instruction, ...Instruction[]] }
  | { readonly ok: false; readonly words: string; readonly message: string }

/**
 * Reads one sentence as people write it: quotation marks, abbreviations, the order of its clauses and the final stop may differ from the
 * house's. One sentence may hold several instructions ("delete articles 28 and 29"). `within` is the unit under whose name it stands.
 */
export function readSentence(sentence: string, within: Place | null = null): Read {
  const { text, also } = consequences(sentence.trim())
  for (const template of templates(text)) {
    const plain = template.text.replace(/\s+/g, ' ').trim().replace(/[.;]$/, '')
    // In the house's own order first: what the generator prints is read for every keystroke, and the rules of other orders cost the most.
    for (const order of [(said: string) => said, inHouseOrder]) {
      const said = order(plain)
      const found = match(within === null ? said : under(within, said), template.quotations)
      const [first, ...rest] = found.map((one, at): Instruction => ({ ...one, also: at === found.length - 1 ? also : [] }))
      if (first) return { ok: true, instructions: [first, ...rest] }
    }
  }
  return { ok: false, ...whyNot(text) }
}

const RENUMBER = /[.,;]?\s*(?:and )?(?:to )?Renumber the (?:subsequent|following|remaining) ([\p{L} ]+?)(?: accordingly)?\.?$/iu
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
const WORDS = '(?:the )?(?:(?:words?|phrase|expression|term|sentence) )?'

/** The instructions of a sentence in the order of the grammar; none where it is not understood. */
function match(text: string, quotations: readonly string[]): Bare[] {
  const quotation = (index: string | undefined) => quotations[Number(index)] ?? ''
  const into =
    /^In ([^“”]+?),? ((?:please )?(?:replace|substitute|after|before|between|delete|omit|strike|remove|at the end|insert|add)\b ?.*)$/i.exec(
      text,
    )
  const edits = into && readEdits(into[2]!, quotation)
  if (into && edits) return edits.map((edit) => ({ type: 'words', at: readPlaces(into[1]!), edit }))
  const replace = new RegExp(`^Replace (.+?),? (?:with|by) (?:the following|the following text)?:? ?${Q}$`, 'i').exec(text)
  if (replace && !replace[1]!.includes('“'))
    return [{ type: 'replace', at: readPlace(replace[1]!), lines: linesOf(quotation(replace[2])) }]
  const insert = new RegExp(
    `^(After|Before) (.+?),? (?:insert|add) (?:an? |the following )?(?:new )?([^“]+?),?(?: reading as follows| reading| worded| as follows| to read(?: as follows)?| which (?:would )?reads?(?: as follows)?)?:? ?${Q}$`,
    'i',
  ).exec(text)
  if (insert && !insert[2]!.includes('“')) {
    const side = insert[1]!.toLowerCase() === 'after' ? 'after' : 'before'
    return [{ type: 'insert', side, at: readPlace(insert[2]!), name: insert[3]!, lines: linesOf(quotation(insert[4])) }]
  }
  return text.includes('“') ? [] : matchUnit(text)
}

/** What is said of whole units, without a quotation. */
function matchUnit(text: string): Bare[] {
  const remove =
    /^(?:Delete|Remove|Omit|Strike(?: out)?) (?:the (?:whole|entire) )?(.+?)(?:,? (?:in its entirety|entirely|altogether))?$/i.exec(
      text,
    )
  if (remove) return readPlaces(remove[1]!).map((at) => ({ type: 'delete', at }))
  const move = /^Move (.+?),? (?:(?:to|so as to) (follow|precede)|(?:to )?(after|before)) (.+)$/i.exec(text)
  if (move) {
    const at = readPlace(move[1]!)
    const side = /precede|before/i.test(move[2] ?? move[3] ?? '') ? 'before' : 'after'
    return [{ type: 'move', at, side, to: beside(readPlace(move[4]!), at) }]
  }
  const number = /^Renumber (.+?),? as (?:(?:the )?new )?(?:\p{L}+ )?\(?(.+?)\)?$/iu.exec(text)
  if (number) return [{ type: 'renumber', at: readPlace(number[1]!), number: number[2]! }]
  const retain =
    /^(?:Retain|Restore) (.+?),? (?:as it (?:appears|appeared|stands|stood|reads|read) in|as in|from|to its text in) (?:the )?(.+)$/i.exec(
      text,
    )
  return retain ? readPlaces(retain[1]!).map((at) => ({ type: 'retain', at, revision: retain[2]! })) : []
}

const NEXT_EDIT =
  /(?<=”(?: where it \S+ occurs| wherever it occurs)?)(?:[,;] ?(?:and )?|,? and,? )(?=(?:after|before|replace|substitute|delete|insert|add|at the end)\b)/gi

/** One edit, or several that follow one another: "replace “a” with “b” and delete “c”". */
function readEdits(words: string, quotation: (index: string | undefined) => string): WordEdit[] | null {
  const whole = readEdit(words, quotation)
  if (whole) return [whole]
  for (const { 0: between, index } of words.matchAll(NEXT_EDIT)) {
    const first = readEdit(words.slice(0, index).trim(), quotation)
    const rest = first && readEdits(words.slice(index + between.length).trim(), quotation)
    if (first && rest) return [first, ...rest]
  }
  return null
}

function readEdit(words: string, quotation: (index: string | undefined) => string): WordEdit | null {
  const is = (pattern: string) => new RegExp(`^(?:please )?${pattern}$`, 'i').exec(words)
  const replace = is(`(?:replace|substitute) ${WORDS}${Q}${OCC} (?:with|by) ${WORDS}${Q}${OCC}`)
  if (replace) {
    const occurrence = occurrenceOf(replace.slice(2, 5)) ?? occurrenceOf(replace.slice(6, 9))
    return checked({ op: 'replace', words: quotation(replace[1]), by: quotation(replace[5]), occurrence })
  }
  const remove = is(`(?:delete|strike(?: out)?|remove|omit) ${WORDS}${Q}${OCC}`)
  if (remove) return checked({ op: 'delete', words: quotation(remove[1]), occurrence: occurrenceOf(remove.slice(2, 5)) })
  const insert = is(`(after|before) ${WORDS}${Q}${OCC},? (?:insert|add) ${WORDS}${Q}`)
  if (insert) {
    const op = insert[1]!.toLowerCase() === 'after' ? 'after' : 'before'
    return checked({
      op,
      words: quotation(insert[2]),
      insert: quotation(insert[6]),
      occurrence: occurrenceOf(insert.slice(3, 6)),
    })
  }
  const late = is(`(?:insert|add) ${WORDS}${Q} (after|before) ${WORDS}${Q}${OCC}`)
  if (late) {
    const op = late[2]!.toLowerCase() === 'after' ? 'after' : 'before'
    return checked({ op, words: quotation(late[3]), insert: quotation(late[1]), occurrence: occurrenceOf(late.slice(4, 7)) })
  }
  const between =
    is(`between ${WORDS}${Q} and ${WORDS}${Q},? (?:insert|add) ${WORDS}${Q}`) ??
    is(`(?:insert|add) ${WORDS}(?<new>“\\d+”) between ${WORDS}${Q} and ${WORDS}${Q}`)
  if (between) {
    const [left, right, fresh] = between.groups
      ? [between[2], between[3], /\d+/.exec(between.groups['new']!)![0]]
      : [between[1], between[2], between[3]]
    const [before, behind] = [quotation(left), quotation(right)]
    return checked({
      op: 'replace',
      words: `${before} ${behind}`,
      by: `${before} ${quotation(fresh)} ${behind}`,
      occurrence: null,
    })
  }
  const add = is(`(?:at the end,? (?:add|insert) ${WORDS}${Q}|add ${Q} at the end)`)
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
  const short = place.replace(/^the (?=new )/, '')
  return cut > 0 && /paragraph/.test(at.slice(cut)) && /^(?:new )?(?:sub)?paragraph |^\S+ (?:sub)?paragraph$/.test(short)
    ? fitting(short, at)
    : place
}

function fitting(place: string, at: string): string {
  const steps = at.split(', ')
  const own = /^(?:new )?subparagraph/.test(place) ? /^(?:subparagraph|.+ subparagraph)/ : /^(?:paragraph|.+ paragraph)/
  const cut = steps.findIndex((step) => own.test(step))
  return [...steps.slice(0, cut < 0 ? -1 : cut), place].join(', ')
}

const OPENING =
  /^(?:In|Replace|Substitute|After|Before|Delete|Remove|Omit|Strike|Insert|Add|Move|Renumber|Retain|Restore|Reinstate|Revert|Amend|Throughout)\b/i

function whyNot(text: string): { words: string; message: string } {
  const words = text.length > 80 ? `${text.slice(0, 77)}…` : text
  const [opens, closes] = [text.split('“').length, text.split('”').length]
  if (opens !== closes) return { words, message: 'A quotation is opened and not closed, or closed and not opened.' }
  if (!OPENING.test(text))
    return { words, message: 'An instruction begins with In, Replace, After, Before, Delete, Move, Renumber or Retain.' }
  if (/\b(?:everything|the rest|all (?:the )?(?:words|text))\b/i.test(text))
    return { words, message: 'Quote the words that are to go: delete “…”.' }
  if (/^(?:In|At)\b/i.test(text))
    return {
      words,
      message:
        'After the place, say what to do: replace “…” with “…”, delete “…”, after “…”, insert “…”, or at the end, add “…”.',
    }
  if (/^(?:Insert|Add)\b/i.test(text))
    return {
      words,
      message:
        'Say where it goes: In article 1, after “…”, insert “…”, or After article 1, insert a new article 1 bis reading as follows: “…”.',
    }
  return { words, message: 'This sentence is not understood. The words to be put in stand in quotation marks at its end.' }
}
