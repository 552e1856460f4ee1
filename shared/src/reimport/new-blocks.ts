import type { Node } from 'prosemirror-model'
import { schema, type Block, type NodeName } from '../model/index.ts'
import { label as printLabel } from '../number/index.ts'
import { bareLine } from '../parse/line.ts'
import { readLabel } from '../parse/structure/label.ts'
import { structure } from '../parse/structure/structure.ts'
import { readUnit } from '../parse/structure/unit.ts'
import { levelOf, type NewLine } from './edits.ts'

/** What a new paragraph of the file is in the draft: a node without words, and how much of its text is the label. */
export interface Shell {
  readonly node: Node
  readonly labelLength: number
}

export const textOfLine = ({ words }: NewLine): string => words.map((word) => ('text' in word ? word.text : '')).join('')

/** New lines that open an article, annex or chapter, as nodes with their words; null for plain paragraphs. */
export function newUnits(lines: readonly NewLine[]): Node[] | null {
  if (!readUnit(textOfLine(lines[0]!).trim())) return null
  const read = structure({ ok: true, lines: lines.map((line) => bareLine(textOfLine(line), '')), notes: [], warnings: [] })
  const nodes = read.doc.children.map(withoutIds)
  return nodes.length > 0 ? nodes : null
}

function withoutIds(node: Node): Node {
  const attrs = 'eId' in node.attrs ? { ...node.attrs, eId: '' } : node.attrs
  return node.isTextblock ? node.type.create(attrs, node.content) : node.type.create(attrs, node.children.map(withoutIds))
}

const KINDS: readonly NodeName[] = ['recital', 'preamble', 'closing', 'note']

/** A new paragraph beside a block of the draft: of its kind, on the level that its style or its label says. */
export function newShell(line: NewLine, beside: Block, siblings: readonly Block[], language: string): Shell {
  const text = textOfLine(line)
  const indent = text.length - text.trimStart().length
  const read = readLabel(text.trimStart())
  const stands = read && !read.doubtful && /^\s/.test(text.slice(indent + read.end) || ' ')
  const own = stands && indent + read.end <= unstruckLength(line) ? read : null
  const name: NodeName = KINDS.find((kind) => kind === beside.kind) ?? 'provision'
  const level = levelOf(line.style) ?? levelLike(own?.form ?? null, siblings, language) ?? (beside.level || 1)
  const spaces = own ? /^\s*/.exec(text.slice(indent + own.end))![0].length : 0
  const type = schema.nodes[name]
  const attrs: Record<string, unknown> = {}
  if ('number' in type.spec.attrs!) attrs['number'] = own?.number ?? null
  if ('level' in type.spec.attrs!) attrs['level'] = level
  if ('form' in type.spec.attrs!) {
    const kind = name === 'provision' ? (level === 1 ? 'paragraph' : 'subparagraph') : (name as Block['kind'])
    const house = printLabel({ kind, number: own?.number ?? null, level }, language)
    const label = own ? own.form.replaceAll('#', () => own.number) : ''
    attrs['form'] = own && house !== label ? own.form : null
  }
  const labelled = own !== null && 'number' in attrs
  return { node: type.create(attrs), labelLength: labelled ? indent + own.end + spaces : 0 }
}

/** How much of a line's beginning nobody has struck again: what somebody has is no label, but words that are to go. */
function unstruckLength({ words }: NewLine): number {
  const written = words.flatMap((word) => ('text' in word ? [word] : []))
  const struck = written.findIndex(({ struckBy }) => struckBy !== null)
  return written.slice(0, struck < 0 ? undefined : struck).reduce((sum, { text }) => sum + text.length, 0)
}

/** The level of the nearest block whose label is written like this one. */
function levelLike(form: string | null, siblings: readonly Block[], language: string): number | null {
  if (form === null) return null
  const written = (block: Block) => readLabel(printLabel(block, language))?.form ?? null
  return siblings.find((block) => block.level > 0 && written(block) === form)?.level ?? null
}

/** A label as number and form; the form is null in house style. Null when no number can be told. */
export function readNewLabel(
  text: string,
  block: Block,
  language: string,
): { number: string | null; form: string | null } | null {
  if (text === '') return { number: null, form: block.form }
  const forms = [block.form, printLabel({ ...block, form: null, number: '#' }, language)]
  for (const form of forms) {
    if (!form?.includes('#')) continue
    const [before, after] = form.split('#') as [string, string]
    if (text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length)
      return { number: text.slice(before.length, text.length - after.length), form: form === block.form ? form : null }
  }
  const read = readLabel(text)
  if (read?.end === text.length) return { number: read.number, form: read.form }
  const found = /^(.*?)([\p{L}\p{N}]+(?: (?:bis|ter|quater|ante))?)([^\p{L}\p{N}]*)$/su.exec(text)
  return found ? { number: found[2]!, form: `${found[1]}#${found[3]}` } : null
}
