import type { Atom, Block, Paragraph, Revision, TrackedFile } from '../tracked/index.ts'

/** Words of the file that share their marks. */
export interface Words {
  readonly kind: 'words'
  readonly text: string
  readonly ins: Revision | null
  readonly del: Revision | null
  readonly look: Atom['look']
  readonly restyled: Atom['restyled']
}
/** The end of a paragraph. */
export interface End {
  readonly kind: 'end'
  readonly ins: Revision | null
  readonly del: Revision | null
  readonly paragraph: Paragraph
}
/** Where a comment's range begins or ends. */
export interface CommentEdge {
  readonly kind: 'comment'
  readonly side: 'open' | 'close'
  readonly id: string
}
export type Entry = Words | End | CommentEdge

/** A paragraph in the stream: from entry `from` to the one behind its end. */
export interface Span {
  readonly paragraph: Paragraph
  readonly from: number
  readonly to: number
  /** Bookmarks that open in it, with the entry before which they do. */
  readonly bookmarks: readonly { readonly name: string; readonly at: number }[]
}

export interface Stream {
  readonly entries: readonly Entry[]
  readonly spans: readonly Span[]
}

interface Marks {
  readonly ins: Revision | null
  readonly del: Revision | null
}

/** What took out a footnote as a whole: its last paragraph keeps its mark, which Word cannot take out there. */
const goneNote = ({ in: where, atoms }: Paragraph): Revision | null =>
  where.startsWith('footnote#') && atoms.every(({ del }) => del !== null) ? (atoms.at(-1)?.del ?? null) : null

/** Whether a story is a footnote that an export has made of a note of the draft, which stands behind the body there. */
export const isNoteOfDraft = ({ in: where, blocks }: TrackedFile['stories'][number]): boolean =>
  where.startsWith('footnote#') &&
  blocks.some(
    (block) => block.kind === 'paragraph' && block.edges.some(({ kind, name }) => kind === 'bookmark' && !name.startsWith('_')),
  )

/**
 * The body of the file and the notes of the draft as one stream of words and paragraph ends; what happened to a table's row or cell happened
 * to what is in it.
 */
export function bodyStream({ stories }: TrackedFile): Stream {
  const entries: Entry[] = []
  const spans: Span[] = []
  const walk = (list: readonly Block[], around: Marks): void => {
    for (const block of list)
      if (block.kind === 'paragraph') addParagraph(block, around)
      else
        for (const row of block.rows)
          for (const cell of row.cells) {
            const [ins, del] = [around.ins ?? row.ins ?? cell.ins, around.del ?? row.del ?? cell.del]
            walk(cell.blocks, { ins, del })
          }
  }
  const addParagraph = (paragraph: Paragraph, around: Marks): void => {
    const from = entries.length
    const bookmarks: { name: string; at: number }[] = []
    for (let at = 0; at <= paragraph.atoms.length; at++) {
      for (const edge of paragraph.edges) {
        if (edge.at !== at) continue
        if (edge.kind === 'comment') entries.push({ kind: 'comment', side: edge.side, id: edge.name })
        else if (edge.side === 'open') bookmarks.push({ name: edge.name, at: entries.length })
      }
      const atom = paragraph.atoms[at]
      if (!atom) continue
      const { text, look, restyled } = atom
      entries.push({ kind: 'words', text, look, restyled, ins: atom.ins ?? around.ins, del: atom.del ?? around.del })
    }
    entries.push({
      kind: 'end',
      ins: paragraph.ins ?? around.ins,
      del: paragraph.del ?? around.del ?? goneNote(paragraph),
      paragraph,
    })
    spans.push({ paragraph, from, to: entries.length, bookmarks })
  }
  for (const story of stories) if (story.in === 'body' || isNoteOfDraft(story)) walk(story.blocks, { ins: null, del: null })
  return { entries, spans }
}
