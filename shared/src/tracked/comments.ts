import { attribute, children, nameOf, type Element } from '../parse/xml.ts'
import { isWord } from './marks.ts'
import type { Paragraph, WordComment } from './types.ts'

/**
 * The comments of a file with what they hang on. Word and LibreOffice tell answers and resolved threads in `commentsExtended`
 * ([MS-DOCX] 2.5.3); Google Docs writes an answer as another comment on exactly the same words.
 */
export function readComments(root: Element | null, extended: Element | null, paragraphs: readonly Paragraph[]): WordComment[] {
  const found = (root ? children(root) : []).filter((one) => isWord(one, 'comment'))
  const threads = extended ? threadsOf(extended) : null
  const ranges = rangesOf(paragraphs)
  const idByParagraph = new Map(found.map((one) => [paragraphId(one), attribute(one, 'id') ?? '']))
  const firstOn = new Map<string, string>()
  return found.map((element) => {
    const id = attribute(element, 'id') ?? ''
    const range = ranges.get(id) ?? null
    const thread = threads?.get(paragraphId(element) ?? '') ?? null
    const told = thread?.parent ? (idByParagraph.get(thread.parent) ?? null) : null
    const place = range && `${range.para} ${range.from} ${range.to}`
    const beside = place !== null && threads === null ? (firstOn.get(place) ?? null) : null
    if (place !== null && beside === null) firstOn.set(place, id)
    return {
      id,
      author: attribute(element, 'author'),
      date: attribute(element, 'date'),
      text: paragraphsBelow(element).map(textBelow).join('\n'),
      anchor: range?.text ?? null,
      para: range?.para ?? null,
      parent: told ?? beside,
      resolved: thread?.done ?? false,
    }
  })
}

interface Range {
  readonly para: number
  /** Atoms before its beginning and its end, counted through the file. */
  readonly from: number
  to: number
  text: string
}

/** The words between the beginning and the end of each comment's range. */
function rangesOf(paragraphs: readonly Paragraph[]): Map<string, Range> {
  const ranges = new Map<string, Range>()
  const open = new Map<string, Range>()
  let count = 0
  for (const { index, atoms, edges } of paragraphs)
    for (let at = 0; at <= atoms.length; at++) {
      for (const edge of edges) {
        if (edge.kind !== 'comment' || edge.at !== at) continue
        if (edge.side === 'open') {
          const range = { para: index, from: count, to: count, text: '' }
          ranges.set(edge.name, range)
          open.set(edge.name, range)
        } else {
          const range = open.get(edge.name)
          if (range) range.to = count
          open.delete(edge.name)
        }
      }
      const atom = atoms[at]
      if (!atom) continue
      for (const range of open.values()) range.text += atom.text
      count++
    }
  return ranges
}

interface Told {
  readonly parent: string | null
  readonly done: boolean
}

const threadsOf = (root: Element): Map<string, Told> =>
  new Map(
    children(root)
      .filter((one) => nameOf(one) === 'commentEx')
      .map((one) => [
        attribute(one, 'paraId') ?? '',
        { parent: attribute(one, 'paraIdParent'), done: ['1', 'true', 'on'].includes(attribute(one, 'done') ?? '') },
      ]),
  )

/** A comment is known by the id of its last paragraph. */
const paragraphId = (comment: Element): string | null => attribute(paragraphsBelow(comment).at(-1), 'paraId')

const paragraphsBelow = (element: Element): Element[] =>
  children(element).flatMap((one) => (isWord(one, 'p') ? [one] : paragraphsBelow(one)))

function textBelow(element: Element): string {
  if (isWord(element, 't')) return element.textContent ?? ''
  if (isWord(element, 'tab')) return '\t'
  if (isWord(element, 'br')) return '\n'
  return nameOf(element) === 'pPr' || nameOf(element) === 'rPr' ? '' : children(element).map(textBelow).join('')
}
