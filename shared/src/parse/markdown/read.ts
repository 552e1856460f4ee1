import { Marked } from 'marked'
import { BULLET } from '../html/list-label.ts'
import { readPage } from '../html/read.ts'
import type { Refusal } from '../result.ts'
import type { Source } from '../source.ts'
import { readLabel } from '../structure/label.ts'
import { readUnit } from '../structure/unit.ts'
import { decodeText } from '../text/decode.ts'

/**
 * Markdown without the parts that would change a treaty's text: "1." and "(a)" stay the labels they are, an indent is no code, a line is
 * no reference to an address.
 */
const marked = new Marked({
  tokenizer: { list: () => undefined, code: () => undefined, def: () => undefined, lheading: () => undefined },
})

/** Reads Markdown (CommonMark, with footnotes) by way of the web page that it stands for. */
export function readMarkdown(bytes: Uint8Array): Source | Refusal {
  const { text, warnings } = decodeText(bytes)
  const { body, notes } = withoutNotes(text.replace(/\r\n?/g, '\n').replace(UNDERLINED, '# $1'))
  const page = marked.parse(withGaps(body), { async: false })
  return readPage(`${page}${notes.map(noteBlock).join('')}`, warnings)
}

/** A heading that is underlined with "=====". One with "-----" is no heading here: so rules are typed too. */
const UNDERLINED = /^(?=.*[^\s=#])(.+)\n={3,}[ \t]*$/gm

interface Note {
  number: string
  text: string
}

const DEFINITION = /^\[\^([^\]\s]{1,20})\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t).*\S.*)*)$/gm

/** Footnotes (`[^1]` in the text, `[^1]: words` below) become links, as a web page has them. */
function withoutNotes(text: string): { body: string; notes: Note[] } {
  const notes: Note[] = []
  const body = text.replace(DEFINITION, (_, number: string, words: string) => {
    notes.push({ number, text: words })
    return ''
  })
  const numbers = numbersOf(body, notes)
  const linked = body.replace(REFERENCE, (mark, name: string) => {
    const number = numbers.get(name)
    return number === undefined ? mark : `<a href="#note-${number}">${number}</a>`
  })
  return { body: linked, notes: notes.map((note) => ({ ...note, number: numbers.get(note.number) ?? note.number })) }
}

const REFERENCE = /\[\^([^\]\s]{1,20})\]/g

/** The number of each note by its name: that number itself, or its place in the text where notes have names. */
function numbersOf(body: string, notes: readonly Note[]): Map<string, string> {
  const names = notes.map(({ number }) => number)
  if (names.every((name) => /^\d{1,3}$/.test(name))) return new Map(names.map((name) => [name, name]))
  const referred = Array.from(body.matchAll(REFERENCE), ([, name]) => name!).filter((name) => names.includes(name))
  return new Map([...new Set([...referred, ...names])].map((name, index) => [name, String(index + 1)]))
}

const noteBlock = ({ number, text }: Note): string =>
  `<div id="note-${encodeURIComponent(number)}">${number} ${marked.parseInline(text, { async: false })}</div>`

/** A label opens a paragraph of its own, although Markdown would let the line go on with the one above; its indent is kept. */
function withGaps(text: string): string {
  const lines = text.split('\n')
  const blocks: { indent: number; lines: string[] }[] = [{ indent: 0, lines: [] }]
  lines.forEach((line, index) => {
    const bullet = RULE.test(line) ? null : BULLET_POINT.exec(line)
    const words = line.slice(bullet?.[0].length ?? 0).trimStart()
    const above = lines[index - 1]?.trim() ?? ''
    const label = readLabel(words.replace(/^[*_]{1,3}/, ''))
    const sure = label !== null && (!label.doubtful || ENDS_POINT.test(above))
    const unit = readUnit(words.replace(/^[*_]{1,3}/, '')) !== null
    if (bullet !== null || unit || (sure && (above === '' || !GOES_ON.test(above))))
      blocks.push({ indent: columns(/^[ \t]*/.exec(line)![0]), lines: [] })
    else if (above === '' && blocks.at(-1)!.indent > 0) blocks.push({ indent: 0, lines: [] })
    // A bullet before a label only makes the list.
    const point = bullet === null || label !== null ? words : `${BULLET} ${words}`
    blocks.at(-1)!.lines.push(/\S/.test(line) ? indentOf(line) + point : line)
  })
  return blocks.map(printBlock).join('\n')
}

function printBlock({ indent, lines }: { indent: number; lines: readonly string[] }): string {
  const text = `\n${lines.join('\n')}`
  return indent === 0 ? text : `\n<div style="margin-left:${indent * POINTS_PER_COLUMN}pt">\n${text}\n\n</div>\n`
}

const columns = (space: string): number => space.replaceAll('\t', '    ').length
/** As in plain text. */
const POINTS_PER_COLUMN = 6

/** The beginning of a list item that counts nothing. */
const BULLET_POINT = /^[ \t]*[-*+][ \t]+(?=\S)/
/** A rule between two parts of the text. */
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/
/** The end of a chapeau or of a point. */
const ENDS_POINT = /[:;,]$/
/** What is left of an indent: four spaces would be code. */
const indentOf = (line: string): string => (/^(?:[ ]{4,}|\t+)/.test(line) ? '   ' : /^ */.exec(line)![0])

/** A line that is not the end of a paragraph: what follows it is no label ("in accordance with paragraph / 2. …"). */
const GOES_ON = /(?<!\b(?:and|or))(?<=[\p{Ll}\p{N}])$/u
