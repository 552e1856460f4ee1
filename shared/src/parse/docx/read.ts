import type { Warning } from '../../protocol/index.ts'
import { leftOut, refuse, warning, type Refusal } from '../result.ts'
import type { Source } from '../source.ts'
import { readBody, readNote } from './body.ts'
import type { TrackedChanges } from './changes.ts'
import { readNotes } from './notes.ts'
import { readNumbering } from './numbering.ts'
import { reading, type WordPackage } from './package.ts'
import type { Apart, Reading } from './runs.ts'
import { sliceRuns, textOf, trimRuns, type Run } from '../line.ts'
import { readStyles } from './styles.ts'
import { child, children, nameOf, textBelow, type Element } from '../xml.ts'

/** Reads a Word file (ECMA-376 WordprocessingML). Nothing outside the file is ever fetched. */
export const readDocx = (bytes: Uint8Array, taken: TrackedChanges): Source | Refusal =>
  reading(bytes, (word) => readText(word, taken))

function readText({ zip, main, xml, part, parts }: WordPackage, taken: TrackedChanges): Source | Refusal {
  const macros = zip.names.find((name) => name.endsWith('vbaProject.bin'))
  if (macros !== undefined)
    return refuse(
      'unsupported-file',
      'This Word file holds macros (programs), which no text of a treaty needs. Open it in Word, save it as Word (.docx) without macros and import the copy.',
      macros,
    )
  const body = child(xml(main), 'body')
  if (!body) return refuse('unreadable-file', 'This Word file has no text in it.')
  const state: Reading = {
    taken,
    styles: readStyles(part('styles')),
    notes: readNotes(part('footnotes'), part('endnotes')),
    fields: [],
    changes: 0,
    place: 'paragraph 1',
    hidden: [],
    contents: [],
    boxes: [],
  }
  const numbering = readNumbering(part('numbering'))
  const { lines, tables } = readBody(body, state, numbering)
  const notes = state.notes.referred().map(({ number, marked, element }) => {
    const runs = readNote(element, state, numbering)
    return marked ? withoutMark(number, runs) : { number, runs }
  })
  return {
    ok: true,
    lines,
    notes,
    warnings: [
      ...changesWarning(state),
      ...tables.map(tableWarning),
      ...leftOutWarnings(state),
      ...asideWarning('comments', 'The comments beside the text were left out.', parts('comments')),
      ...asideWarning('page-furniture', 'The heads and feet of the pages were left out.', [
        ...parts('header'),
        ...parts('footer'),
      ]),
    ],
  }
}

/** A note without the mark that is written before its words, and how that is written where it is more than the number. */
function withoutMark(number: string, runs: readonly Run[]): Source['notes'][number] {
  const trimmed = trimRuns(runs)
  const text = textOf(trimmed)
  const end = text.search(/\s/)
  const written = end < 0 ? text : text.slice(0, end)
  if (!written.includes(number)) return { number, runs: trimmed }
  const form = written.replace(number, () => '#')
  return { number, ...(form !== '#' && { form }), runs: trimRuns(sliceRuns(trimmed, written.length)) }
}

function changesWarning({ changes, taken }: Reading): Warning[] {
  if (changes === 0) return []
  const many = changes === 1 ? 'one tracked change' : `${changes} tracked changes`
  return [warning('tracked-changes', `The file has ${many}, read as ${taken === 'accept' ? 'accepted' : 'rejected'}.`, null)]
}

/** Words of parts that stand beside the text, a line a paragraph. */
function asideWarning(code: string, message: string, aside: readonly Element[]): Warning[] {
  const text = aside
    .flatMap(paragraphsBelow)
    .filter((words) => words.trim())
    .join('\n')
  return text === '' ? [] : [leftOut(code, message, null, text)]
}

const paragraphsBelow = (element: Element): string[] =>
  nameOf(element) === 'p' ? [textBelow(element)] : children(element).flatMap(paragraphsBelow)

const tableWarning = (place: string): Warning =>
  warning('table', 'A table was read cell by cell, each paragraph of a cell as a paragraph of the text.', place)

function leftOutWarnings({ hidden, contents, boxes }: Reading): Warning[] {
  const list: Warning[] = []
  const add = (all: readonly Apart[], code: string, message: string) => {
    const parts = all.filter(({ text }) => text.trim())
    if (parts.length > 0) list.push(leftOut(code, message, parts[0]!.place, parts.map(({ text }) => text).join('\n')))
  }
  add(contents, 'contents', 'The table of contents was left out.')
  add(hidden, 'hidden-text', 'Text marked as hidden in Word was left out.')
  add(boxes, 'text-box', 'Text in a text box was left out: its place in the text is not known.')
  return list
}
