import { settledParagraphs, settledText } from './settle.ts'
import type { Atom, Paragraph, Revision, SettledParagraph, TrackedFile } from './types.ts'

/** What `travaux read-changes` prints. `op` is = for kept words, + and - for inserted and deleted ones, ± for both. */
export interface ChangesReport {
  counts: Record<string, number>
  /** Every revision mark, in the file's order. */
  changes: (Revision & { in: string | null; location: string | null })[]
  /** Inserted and deleted words, neighbours of one author and kind in one paragraph joined. */
  revisions: { type: string; author: string | null; date: string | null; text: string; op: Op; para: number }[]
  comments: (TrackedFile['comments'][number] & { location: string | null; replies: string[] })[]
  accepted: SettledParagraph[]
  rejected: SettledParagraph[]
  /** Of the body alone, one paragraph a line. */
  accepted_text: string
  rejected_text: string
  paragraphs: ReportedParagraph[]
  warnings: string[]
}

type Op = '=' | '+' | '-' | '±'
interface Segment {
  op: Op
  text: string
  type?: string
  author?: string | null
  date?: string | null
}
interface ReportedParagraph {
  index: number
  part: string
  in: string
  style: string | null
  num: Readonly<Record<string, string>> | null
  mark: string | null
  accepted: string
  rejected: string
  segments: Segment[]
}

/** The file's changes and comments, with the text after accepting and after rejecting all, as plain data. */
export function changesReport(file: TrackedFile): ChangesReport {
  const paragraphs = file.paragraphs.map(reported)
  const [accepted, rejected] = [settledParagraphs(file, 'accept'), settledParagraphs(file, 'reject')]
  const place = (para: number | null) => (para === null ? null : (paragraphs[para] ?? null))
  return {
    counts: countsOf(file.changes),
    changes: file.changes.map((change) => ({
      ...change,
      in: place(change.para)?.in ?? null,
      location: locationOf(place(change.para)),
    })),
    revisions: paragraphs.flatMap(({ index, segments }) =>
      segments.flatMap(({ op, text, type, author = null, date = null }) =>
        op === '=' ? [] : [{ type: type!, author, date, text, op, para: index }],
      ),
    ),
    comments: file.comments.map((comment) => ({
      ...comment,
      location: locationOf(place(comment.para)),
      replies: file.comments.filter(({ parent }) => parent === comment.id).map(({ id }) => id),
    })),
    accepted,
    rejected,
    accepted_text: bodyText(accepted),
    rejected_text: bodyText(rejected),
    paragraphs,
    warnings: [...file.warnings],
  }
}

function countsOf(changes: readonly Revision[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { type } of changes) counts[type] = (counts[type] ?? 0) + 1
  return counts
}

const bodyText = (list: readonly SettledParagraph[]): string =>
  list
    .filter((one) => one.in.startsWith('body'))
    .map(({ text }) => text)
    .join('\n')

function reported(paragraph: Paragraph): ReportedParagraph {
  const { index, part, style, num, mark, atoms } = paragraph
  const [accepted, rejected] = [settledText(paragraph, 'accept'), settledText(paragraph, 'reject')]
  return { index, part, in: paragraph.in, style, num, mark, accepted, rejected, segments: segmentsOf(atoms) }
}

function segmentsOf(atoms: readonly Atom[]): Segment[] {
  const segments: Segment[] = []
  for (const { text, ins, del } of atoms) {
    const by = del ?? ins
    const op: Op = ins && del ? '±' : ins ? '+' : del ? '-' : '='
    const last = segments.at(-1)
    if (last?.op === op && last.type === by?.type && last.author === by?.author && last.date === by?.date) last.text += text
    else segments.push({ op, text, ...(by && { type: by.type, author: by.author, date: by.date }) })
  }
  return segments
}

/** Longest opening of a paragraph that is quoted to say where something stands. */
const QUOTED = 60

/** "paragraph 12, “1. Each State Party shall adopt…”" */
function locationOf(paragraph: ReportedParagraph | null): string | null {
  if (!paragraph) return null
  const words = (paragraph.rejected || paragraph.accepted).replace(/\s+/g, ' ').trim()
  const opening = words.length > QUOTED ? `${words.slice(0, QUOTED - 1)}…` : words
  return `paragraph ${paragraph.index + 1}${opening ? `, “${opening}”` : ''}`
}
