import type { Warning } from '../../protocol/index.ts'
import { hyphenWarning } from '../hyphens.ts'
import { leftOut } from '../result.ts'
import type { Source } from '../source.ts'
import { decodeText } from './decode.ts'
import { withoutLineNumbers } from './line-numbers.ts'
import { unwrapped } from './lines.ts'
import { withoutNotes, type TextNote } from './notes.ts'
import { withoutPages } from './pages.ts'
import { textLines, type TextLine } from './text-line.ts'

/** Reads plain text, also as a program took it out of a PDF: with the numbers of its pages, running heads and footnotes. */
export function readText(bytes: Uint8Array): Source {
  const { text, warnings } = decodeText(bytes)
  const numbered = withoutLineNumbers(textLines(text))
  const { pages, warnings: furniture } = withoutPages(numbered.lines)
  const { body, notes, rules } = withoutFootnotes(pages)
  const { lines, broken } = unwrapped(body)
  return {
    ok: true,
    lines,
    notes: notes.map((note) => noteOf(note, broken)),
    warnings: [...warnings, ...numbered.warnings, ...furniture, ...rules, ...hyphenWarning(broken)],
  }
}

/** The pages as one text, without the footnotes of each. */
function withoutFootnotes(pages: readonly (readonly TextLine[])[]): { body: TextLine[]; notes: TextNote[]; rules: Warning[] } {
  const notes: TextNote[] = []
  const rules: string[] = []
  const parts = pages.map((page) => {
    const own = withoutNotes(page, notes)
    notes.push(...own.notes)
    if (own.rule !== null) rules.push(own.rule)
    return own.lines
  })
  const message = 'The rules above the footnotes were left out of the text.'
  return {
    body: joinedPages(parts),
    notes,
    rules: rules.length === 0 ? [] : [leftOut('page-furniture', message, `line ${notes[0]!.lines[0]!.at}`, rules.join('\n'))],
  }
}

/** A line shorter than this is a heading, whatever stands on the next page. */
const MIN_OPEN = 40

/** One page behind the other; a blank line between them unless the sentence goes on. */
function joinedPages(pages: readonly (readonly TextLine[])[]): TextLine[] {
  const width = pages.flat().reduce((most, { text }) => Math.max(most, text.length), 0)
  return pages.reduce<TextLine[]>((all, page) => {
    const above = trimmed(all)
    const below = page.slice(page.findIndex(({ text }) => text.trim() !== ''))
    const [last, next] = [above.at(-1), below[0]]
    if (!last || !next) return [...above, ...below]
    const full = last.text.length + /^\s*\S+/.exec(next.text)![0].trim().length >= width
    const stopped = /[.;:!?。；：؛؟]["”»’)\]]*$/u.test(last.text) && !full
    const open = last.text.length >= MIN_OPEN && !stopped && !/^\s*\p{Lu}{2}/u.test(next.text)
    const between = open || /^\s*\p{Ll}{2}/u.test(next.text) ? [] : [{ text: '', at: next.at, opensPage: false }]
    return [...above, ...between, ...below]
  }, [])
}

const trimmed = (lines: readonly TextLine[]): TextLine[] =>
  lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1)

function noteOf({ number, form, lines }: TextNote, broken: string[]): Source['notes'][number] {
  const own = unwrapped(lines)
  broken.push(...own.broken)
  const runs = own.lines.flatMap((line, index) => [...(index > 0 && !line.glued ? [{ text: ' ' }] : []), ...line.runs])
  return { number, form, runs }
}
