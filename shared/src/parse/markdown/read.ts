import { Marked } from 'marked'
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
  const { body, notes } = withoutNotes(text.replace(/\r\n?/g, '\n'))
  const page = marked.parse(withGaps(body), { async: false })
  return readPage(`${page}${notes.map(noteBlock).join('')}`, warnings)
}

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
  const known = new Set(notes.map(({ number }) => number))
  const linked = body.replace(/\[\^([^\]\s]{1,20})\]/g, (mark, number: string) =>
    known.has(number) ? `<a href="#note-${encodeURIComponent(number)}">${number}</a>` : mark,
  )
  return { body: linked, notes }
}

const noteBlock = ({ number, text }: Note): string =>
  `<div id="note-${encodeURIComponent(number)}">${number} ${marked.parseInline(text, { async: false })}</div>`

/** A label opens a paragraph of its own, although Markdown would let the line go on with the one above. */
function withGaps(text: string): string {
  const lines = text.split('\n')
  return lines
    .map((line, index) => {
      const words = line.trimStart().replace(/^[*_]{1,3}/, '')
      const above = lines[index - 1]?.trim() ?? ''
      const label = readLabel(words)
      const opens = readUnit(words) !== null || (label !== null && !label.doubtful && !GOES_ON.test(above))
      return (opens && above !== '' ? '\n' : '') + line.replace(/^(?:[ ]{4,}|\t+)/, '   ')
    })
    .join('\n')
}

/** A line that is not the end of a paragraph: what follows it is no label ("in accordance with paragraph / 2. …"). */
const GOES_ON = /(?<!\b(?:and|or))(?<=[\p{Ll}\p{N}])$/u
