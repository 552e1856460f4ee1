import type { Mark, Node } from 'prosemirror-model'
import { readStamp, type Stamp } from '../model/index.ts'

export type SuggestionMark = 'insertion' | 'deletion'

export const isSuggestion = (mark: Mark): boolean => mark.type.name === 'insertion' || mark.type.name === 'deletion'
export const isComment = (mark: Mark): boolean => mark.type.name === 'comment'
const stampOfMark = (mark: Mark): Stamp => mark.attrs as unknown as Stamp

/** The marks that say how words look: not what is proposed or said about them. */
export const looks = (marks: readonly Mark[]): readonly Mark[] =>
  marks.some((mark) => isSuggestion(mark) || isComment(mark))
    ? marks.filter((mark) => !isSuggestion(mark) && !isComment(mark))
    : marks

export const withoutSuggestionMarks = (marks: readonly Mark[]): readonly Mark[] =>
  marks.some(isSuggestion) ? marks.filter((mark) => !isSuggestion(mark)) : marks

/** Whose proposal a mark is, given a choice of people. */
export type Chosen = (stamp: Stamp) => boolean

export const markOf = (marks: readonly Mark[], name: SuggestionMark, chosen: Chosen): Mark | undefined =>
  marks.find((mark) => mark.type.name === name && chosen(stampOfMark(mark)))

export const stampOfMarks = (marks: readonly Mark[], name: SuggestionMark, chosen: Chosen): Stamp | null => {
  const mark = markOf(marks, name, chosen)
  return mark ? stampOfMark(mark) : null
}

export const suggestionStamps = (marks: readonly Mark[]): Stamp[] => marks.filter(isSuggestion).map(stampOfMark)

/** Who proposes this block; null when it belongs to the draft. */
export const proposal = (node: Node): Stamp | null => readStamp(node.attrs['sug'])

/** The node without that proposal, with these children. */
export const accepted = (node: Node, content = node.content): Node =>
  node.type.create(node.attrs['sug'] ? { ...node.attrs, sug: null } : node.attrs, content, node.marks)

/** Of everything that stands in the document. */
export function eIdsIn(doc: Node): Set<string> {
  const found = new Set<string>()
  doc.descendants((node) => {
    if (typeof node.attrs['eId'] === 'string') found.add(node.attrs['eId'])
    return !node.isTextblock
  })
  return found
}
