import type { Amendment } from './amendment.ts'
import type { Consequence, Header, Instruction, Occurrence, WordEdit } from './instruction.ts'
import { ordinal } from './ordinals.ts'
import { printPlaces } from './place-words.ts'

/**
 * The sentence that states an instruction, consequences included (`amending-language.md`, grammar). An inserted block may have several
 * lines, set in by level.
 */
export function sentence(instruction: Instruction): string {
  const said = main(instruction)
  const stop = instruction.type === 'words' && instruction.edit.op === 'add' && said.endsWith('.”') ? '' : '.'
  return [`${said}${stop}`, ...instruction.also.map(consequence)].join(' ')
}

function main(instruction: Instruction): string {
  switch (instruction.type) {
    case 'words':
      return `In ${printPlaces(instruction.at)}, ${edit(instruction.edit)}`
    case 'replace':
      return `Replace ${set(instruction.at)} with the following: ${quoted(instruction.lines.join('\n'))}`
    case 'insert': {
      const { side, at, name, lines } = instruction
      return `${side === 'after' ? 'After' : 'Before'} ${at}, insert a new ${name} reading as follows: ${quoted(lines.join('\n'))}`
    }
    case 'delete':
      return `Delete ${instruction.at}`
    case 'move':
      return `Move ${set(instruction.at)} to ${instruction.side === 'after' ? 'follow' : 'precede'} ${shortened(instruction.to, instruction.at)}`
    case 'renumber':
      return `Renumber ${set(instruction.at)} as ${renumbered(instruction.at, instruction.number)}`
    case 'retain':
      return `Retain ${set(instruction.at)} as it appears in the ${inSentence(instruction.revision)}`
  }
}

const quoted = (text: string): string => `“${text}”`

/** A place of several steps in the middle of a sentence ends with a comma. */
const set = (place: string): string => (place.includes(', ') ? `${place},` : place)

function edit(words: WordEdit): string {
  switch (words.op) {
    case 'replace':
      return `replace ${quoted(words.words)} with ${quoted(words.by)}${where(words.occurrence)}`
    case 'delete':
      return `delete ${quoted(words.words)}${where(words.occurrence)}`
    case 'after':
    case 'before':
      return `${words.op} ${quoted(words.words)}${where(words.occurrence)}, insert ${quoted(words.insert)}`
    case 'add':
      return `at the end, add ${quoted(words.insert)}`
  }
}

const where = (occurrence: Occurrence): string =>
  occurrence === null ? '' : occurrence === 'every' ? ' wherever it occurs' : ` where it ${ordinal(occurrence)} occurs`

/** "article 24, paragraph 1" beside "article 24, paragraph 5" is "paragraph 1". */
export function shortened(place: string, beside: string): string {
  const cut = beside.lastIndexOf(', ')
  return cut > 0 && /paragraph/.test(beside.slice(cut)) && place.startsWith(beside.slice(0, cut + 2))
    ? place.slice(cut + 2)
    : place
}

/** The last step of a place with another number. */
function renumbered(place: string, number: string): string {
  const nested = /\([^()]+\)$/.exec(place)
  if (nested) return `subparagraph (${number})`
  const word = /(\p{L}+) [^ ,]+(?: \p{L}+)?$/u.exec(place.split(', ').at(-1)!)?.[1]
  return `${word ?? ''} ${number}`.trim()
}

function consequence(also: Consequence): string {
  switch (also.type) {
    case 'renumber':
      return `Renumber the subsequent ${also.units} accordingly.`
    case 'reference':
      return `Update the reference in ${also.at}.`
  }
}

/** “Third revision” is the “third revision” in a sentence; a symbol or an abbreviation stays as it is. */
const inSentence = (name: string): string => (/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name)

/** What a list of instructions refers to, in one line: the title, and in brackets the symbol, revision and date that are known. */
export function printHeader({ title, symbol, revision, date }: Header): string {
  const known = [symbol, revision, date].filter((part) => part !== null && part !== '')
  return `Proposed amendments to “${title}”${known.length > 0 ? ` (${known.join(', ')})` : ''}`
}

/** The whole list as it is read out: a header that names the base once, then the numbered instructions. */
export function printInstructions(header: Header, amendments: readonly Amendment[]): string {
  const sentences = amendments.flatMap(({ instructions }) => instructions.map(({ text }) => text))
  return [printHeader(header), '', ...sentences.map((text, index) => `${index + 1}. ${text}`)].join('\n').trimEnd() + '\n'
}
