import type { Warning } from '../../protocol/index.ts'
import { leftOut, refuse, warning, type Refusal } from '../result.ts'
import type { Source } from '../source.ts'
import { partOf, readBody, readNote } from './body.ts'
import type { TrackedChanges } from './changes.ts'
import { readNotes } from './notes.ts'
import { readNumbering } from './numbering.ts'
import type { Reading } from './runs.ts'
import { readStyles } from './styles.ts'
import { child, parseXml, XmlError, type Element } from '../xml.ts'
import { openZip, ZipError, type Zip } from './zip.ts'

/** Reads a Word file (ECMA-376 WordprocessingML). Nothing outside the file is ever fetched. */
export function readDocx(bytes: Uint8Array, taken: TrackedChanges): Source | Refusal {
  try {
    return readPackage(openZip(bytes), taken)
  } catch (error) {
    if (error instanceof ZipError && error.tooLarge)
      return refuse('file-too-large', `This Word file is too large to read. ${error.message}`)
    if (error instanceof ZipError || error instanceof XmlError)
      return refuse(
        'unreadable-file',
        `This Word file is damaged or incomplete. ${error.message} Open it in Word, save it again and import the copy.`,
      )
    throw error
  }
}

function readPackage(zip: Zip, taken: TrackedChanges): Source | Refusal {
  const main = mainPart(zip)
  if (main === null) return notWord(zip)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const relationships = xmlPart(zip, `${folder}_rels/${main.slice(folder.length)}.rels`)
  const part = (ending: string) => {
    const target = partOf(relationships, ending)
    return target === null ? null : xmlPart(zip, resolve(folder, target))
  }
  const body = child(xmlPart(zip, main), 'body')
  if (!body) return refuse('unreadable-file', 'This Word file has no text in it.')
  const reading: Reading = {
    taken,
    styles: readStyles(part('styles')),
    notes: readNotes(part('footnotes'), part('endnotes')),
    fields: [],
    changes: 0,
    hidden: [],
    contents: [],
    boxes: [],
  }
  const numbering = readNumbering(part('numbering'))
  const { lines, tables } = readBody(body, reading, numbering)
  const notes = reading.notes.referred().map(({ number, element }) => ({ number, runs: readNote(element, reading, numbering) }))
  return {
    ok: true,
    lines,
    notes,
    warnings: [...macrosWarning(zip), ...changesWarning(reading), ...tables.map(tableWarning), ...leftOutWarnings(reading)],
  }
}

const xmlPart = (zip: Zip, name: string): Element | null => {
  const bytes = zip.read(name)
  return bytes === null ? null : parseXml(bytes, `Its part ${name}`)
}

function mainPart(zip: Zip): string | null {
  const target = partOf(xmlPart(zip, '_rels/.rels'), 'officeDocument')
  const main = target === null ? 'word/document.xml' : resolve('', target)
  return zip.names.includes(main) && !/^(?:xl|ppt)\//.test(main) ? main : null
}

/** Joins a part's folder and a relationship's target; targets may be absolute or climb. */
function resolve(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : folder + target).split('/')
  const path: string[] = []
  for (const step of steps)
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  return path.join('/')
}

function notWord(zip: Zip): Refusal {
  const has = (name: RegExp) => zip.names.some((one) => name.test(one))
  if (has(/^xl\//))
    return refuse('unsupported-file', 'This is an Excel workbook. Import a Word file (.docx) or a plain text file (.txt).')
  if (has(/^ppt\//))
    return refuse('unsupported-file', 'This is a PowerPoint file. Import a Word file (.docx) or a plain text file (.txt).')
  if (has(/^content\.xml$/))
    return refuse('unsupported-file', 'This is an OpenDocument file. Save it as Word (.docx) and import that.')
  if (has(/^word\/|^\[Content_Types\]\.xml$/))
    return refuse('unreadable-file', 'This Word file has no document in it. Save it again in Word and import the copy.')
  return refuse('unsupported-file', 'This is a zip file. Unpack it and import the Word or text file inside.')
}

function macrosWarning({ names }: Zip): Warning[] {
  const has = names.some((name) => name.endsWith('vbaProject.bin'))
  return has ? [warning('macros', 'The Word file holds macros. They were not looked at; its text was read.', null)] : []
}

function changesWarning({ changes, taken }: Reading): Warning[] {
  if (changes === 0) return []
  const many = changes === 1 ? 'one tracked change' : `${changes} tracked changes`
  return [warning('tracked-changes', `The file has ${many}, read as ${taken === 'accept' ? 'accepted' : 'rejected'}.`, null)]
}

const tableWarning = (place: string): Warning =>
  warning('table', 'A table was read cell by cell, each paragraph of a cell as a paragraph of the text.', place)

function leftOutWarnings({ hidden, contents, boxes }: Reading): Warning[] {
  const list: Warning[] = []
  const add = (texts: string[], code: string, message: string) => {
    const text = texts.filter((one) => one.trim()).join('\n')
    if (text) list.push(leftOut(code, message, null, text))
  }
  add(contents, 'contents', 'The table of contents was left out.')
  add(hidden, 'hidden-text', 'Text marked as hidden in Word was left out.')
  add(boxes, 'text-box', 'Text in a text box was left out: its place in the text is not known.')
  return list
}
