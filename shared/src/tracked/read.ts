import { formatOf } from '../parse/format.ts'
import { MAX_FILE_BYTES } from '../parse/parse.ts'
import { attribute, child, children, type Element } from '../parse/xml.ts'
import { reading, type WordPackage } from '../parse/docx/package.ts'
import { refuse, type Refusal } from '../parse/result.ts'
import { StoryReader } from './blocks.ts'
import { readComments } from './comments.ts'
import { Marks } from './marks.ts'
import type { TrackedFile } from './types.ts'

/**
 * Reads a Word file with its tracked changes and comments. What is no Word file, damaged or protected by a password is refused
 * in words for a lawyer.
 */
export function readTracked(bytes: Uint8Array, name = ''): TrackedFile | Refusal {
  if (bytes.length > MAX_FILE_BYTES)
    return refuse('file-too-large', `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`)
  const format = formatOf(bytes, name)
  if (typeof format !== 'string') return format
  if (format !== 'docx')
    return refuse('unsupported-file', 'Only a Word file (.docx) carries tracked changes. Save it as Word (.docx) and try again.')
  return reading(bytes, readStories)
}

function readStories(word: WordPackage): TrackedFile | Refusal {
  const { zip, folder, main, xml, part } = word
  const body = child(xml(main), 'body')
  if (!body) return refuse('unreadable-file', 'This Word file has no text in it.')
  const marks = new Marks()
  const stories = new StoryReader(marks)
  stories.read(main, body, 'body')
  for (const kind of ['header', 'footer'])
    for (const name of zip.names.filter((one) => isNumbered(one, folder, kind)).toSorted()) stories.read(name, xml(name)!, kind)
  for (const kind of ['footnote', 'endnote']) readNotes(word, kind, stories)
  const comments = readComments(part('comments'), part('commentsExtended'), stories.paragraphs)
  if (zip.names.some((one) => one.endsWith('vbaProject.bin')))
    marks.warn('The Word file holds macros. They were not looked at; its text was read.')
  return {
    ok: true,
    paragraphs: stories.paragraphs,
    stories: stories.stories,
    changes: marks.changes,
    comments,
    warnings: [...marks.warnings],
    properties: customProperties(xml('docProps/custom.xml')),
  }
}

const isNumbered = (name: string, folder: string, kind: string): boolean =>
  name.startsWith(`${folder}${kind}`) && /^\d*\.xml$/.test(name.slice(folder.length + kind.length))

function readNotes({ folder, xml }: WordPackage, kind: string, stories: StoryReader): void {
  const name = `${folder}${kind}s.xml`
  const root = xml(name)
  for (const note of root ? children(root) : [])
    if (['normal', null].includes(attribute(note, 'type'))) stories.read(name, note, `${kind}#${attribute(note, 'id')}`)
}

/** `docProps/custom.xml`: names with their values as text. */
const customProperties = (root: Element | null): Map<string, string> =>
  new Map((root ? children(root) : []).map((one) => [attribute(one, 'name') ?? '', children(one)[0]?.textContent ?? '']))
