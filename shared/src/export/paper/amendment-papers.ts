import type { Amendment, Header } from '../../instruct/index.ts'
import { longDate } from '../head.ts'
import type { AmendmentSource } from '../source.ts'
import { AmendmentWriter, ownWords } from './amendment-blocks.ts'
import type { Paper, PaperBlock } from './paper.ts'

const TABLE_LEGEND =
  'Bold italics mark the words that an amendment removes (left) and the words that it adds (right); nothing else is changed.'

/** The two-column table: a block for each amendment. */
export function tablePaper(source: AmendmentSource): Paper {
  const writer = new AmendmentWriter(source, 2)
  return paper(source, 'Amendments', [
    ownWords('legend', TABLE_LEGEND),
    ...source.amendments.flatMap((amendment, index): PaperBlock[] => [
      { kind: 'caption', depth: 1, text: `Amendment ${index + 1}` },
      ...writer.facts(amendment),
      ownWords('remark', baseLine(source.header)),
      ...writer.table(amendment),
      ...writer.justification(amendment),
    ]),
  ])
}

/** The list that is read out. The text form of it is `printInstructions`. */
export function instructionsPaper(source: AmendmentSource): Paper {
  const writer = new AmendmentWriter(source)
  return paper(source, 'Instructions', [
    ownWords('legend', baseLine(source.header)),
    ...numbered(source.amendments, (amendment, first) => writer.instructions(amendment, first)),
  ])
}

/** What a delegate takes into the room: a page for each amendment. */
export function packPaper(source: AmendmentSource): Paper {
  const writer = new AmendmentWriter(source, 2)
  const pages = numbered(source.amendments, (amendment, first, index): PaperBlock[] => [
    ...(index > 0 ? [{ kind: 'page' } as const] : []),
    { kind: 'caption', depth: 1, text: `Amendment ${index + 1}: ${amendment.name}` },
    ...writer.facts(amendment),
    ...writer.instructions(amendment, first),
    ...writer.table(amendment),
    ...writer.justification(amendment),
  ])
  return paper(source, 'Amendments, a page for each', [
    ownWords('legend', `${baseLine(source.header)}. ${TABLE_LEGEND}`),
    ...pages,
  ])
}

/** “Draft convention on cybercrime, final draft (A/AC.291/22), 6 February 2024” */
export function baseLine({ title, symbol, revision, date }: Header): string {
  return `${[title, revision].filter(Boolean).join(', ')}${symbol ? ` (${symbol})` : ''}${date ? `, ${date}` : ''}`
}

const paper = (source: AmendmentSource, what: string, blocks: PaperBlock[]): Paper => ({
  title: `${source.draftTitle} – ${what.toLowerCase()}`,
  head: [source.draftTitle, `${what} to: ${source.baseName}, ${longDate(source.generatedAt)}`],
  language: source.language,
  direction: source.direction,
  blocks: source.amendments.length > 0 ? blocks : [ownWords('remark', 'The draft does not differ from its base.')],
  generatedAt: source.generatedAt,
})

/** Instructions are numbered through the whole list, whatever amendment they belong to. */
function numbered(
  amendments: readonly Amendment[],
  write: (amendment: Amendment, first: number, index: number) => PaperBlock[],
): PaperBlock[] {
  let first = 1
  return amendments.flatMap((amendment, index) => {
    const written = write(amendment, first, index)
    first += amendment.instructions.length
    return written
  })
}
