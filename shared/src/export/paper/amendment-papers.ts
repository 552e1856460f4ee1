import type { Amendment, Header } from '../../instruct/index.ts'
import type { AmendmentSource } from '../source.ts'
import { AmendmentWriter, ownWords } from './amendment-blocks.ts'
import { frameOf, wordsIn } from '../words/index.ts'
import type { Paper, PaperBlock } from './paper.ts'

/** The two-column table: a block for each amendment. */
export function tablePaper(source: AmendmentSource): Paper {
  const writer = new AmendmentWriter(source, 2)
  const words = wordsIn(source.language)
  return paper(source, 'table', [
    ownWords('legend', words.table, words),
    ...source.amendments.flatMap((amendment, index): PaperBlock[] => [
      { kind: 'caption', depth: 1, text: words.amendment(index + 1) },
      ...writer.facts(amendment),
      ownWords('remark', baseLine(source.header), words),
      ...writer.table(amendment),
      ...writer.justification(amendment),
    ]),
  ])
}

/** The list that is read out. The text form of it is `printInstructions`. */
export function instructionsPaper(source: AmendmentSource): Paper {
  const writer = new AmendmentWriter(source)
  return paper(source, 'instructions', [
    ownWords('legend', baseLine(source.header), wordsIn(source.language)),
    ...numbered(source.amendments, (amendment, first) => writer.instructions(amendment, first)),
  ])
}

/** What a delegate takes into the room: a page for each amendment. */
export function packPaper(source: AmendmentSource): Paper {
  const writer = new AmendmentWriter(source, 2)
  const words = wordsIn(source.language)
  const pages = numbered(source.amendments, (amendment, first, index): PaperBlock[] => [
    ...(index > 0 ? [{ kind: 'page' } as const] : []),
    { kind: 'caption', depth: 1, text: `${words.amendment(index + 1)}${words.colon}${writer.name(amendment)}` },
    ...writer.facts(amendment),
    ...writer.instructions(amendment, first),
    ...writer.table(amendment),
    ...writer.justification(amendment),
  ])
  return paper(source, 'pack', [
    ownWords('legend', baseLine(source.header), words),
    ownWords('legend', words.table, words),
    ...pages,
  ])
}

/** “Draft convention on cybercrime, final draft (A/AC.291/22), 6 February 2024” */
export function baseLine({ title, symbol, revision, date }: Header): string {
  return `${[title, revision].filter(Boolean).join(', ')}${symbol ? ` (${symbol})` : ''}${date ? `, ${date}` : ''}`
}

function paper(source: AmendmentSource, view: 'table' | 'instructions' | 'pack', blocks: PaperBlock[]): Paper {
  const { language, direction, draftTitle, baseName, generatedAt } = source
  const words = wordsIn(language)
  const what = words.titles[view]
  return {
    title: `${draftTitle} – ${what.toLocaleLowerCase(words.language)}`,
    head: [draftTitle, words.to(what, baseName, words.date(generatedAt))],
    language,
    direction,
    frame: frameOf(language),
    blocks: source.amendments.length > 0 ? blocks : [ownWords('remark', words.same, words)],
    generatedAt,
  }
}

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
