import { blocks } from '../../model/index.ts'
import type { AmendmentSource } from '../source.ts'
import { AmendmentWriter, ownWords } from './amendment-blocks.ts'
import { capital } from './location.ts'
import { frameOf, wordsIn } from '../words/index.ts'
import { ENGLISH, type Paper, type PaperBlock } from './paper.ts'

/**
 * The amendments of several drafts of one base, side by side by unit in document order: what a secretariat compiles before an article is
 * read. New units stand behind the unit of the base that they follow.
 */
export function compilationPaper(sources: readonly [AmendmentSource, ...AmendmentSource[]]): Paper {
  const [first] = sources
  const found = sources.flatMap((source, draft) => {
    const writer = new AmendmentWriter(source, 3)
    const places = unitPlaces(source)
    return source.amendments.map((amendment) => ({ source, writer, amendment, draft, place: places(amendment.id) }))
  })
  const ordered = found.toSorted((a, b) => a.place - b.place || a.draft - b.draft)
  const byUnit = Map.groupBy(ordered, ({ amendment, place }) => `${place} ${amendment.name}`)
  const words = wordsIn(first.language)
  const what = words.titles.compilation
  return {
    title: `${first.instrumentTitle} – ${what.toLocaleLowerCase(words.language)}`,
    head: [
      what,
      words.to(words.titles.table, first.baseName, words.date(first.generatedAt)),
      words.drafts(sources.map(({ draftTitle }) => draftTitle).join('; ')),
    ],
    language: first.language,
    direction: first.direction,
    frame: frameOf(first.language),
    blocks: Array.from(byUnit.values(), (list): PaperBlock[] => [
      { kind: 'caption', depth: 1, text: capital(list[0]!.writer.name(list[0]!.amendment)) },
      ...list.flatMap(({ source, writer, amendment }): PaperBlock[] => [
        { kind: 'caption', depth: 2, text: source.draftTitle },
        ...writer.facts(amendment),
        ...amendment.instructions.map(({ text }) => ownWords('instruction', text, ENGLISH)),
        ...writer.table(amendment),
        ...writer.justification(amendment),
      ]),
    ]).flat(),
    generatedAt: first.generatedAt,
  }
}

/** Where a unit stands: its index in the base, or, of a new one, half a step behind the last unit of the base before it. */
function unitPlaces({ base, draft }: AmendmentSource): (eId: string) => number {
  const places = new Map(blocks(base).map(({ eId }, index) => [eId, index]))
  let last = -1
  for (const { eId } of blocks(draft)) {
    const known = places.get(eId)
    if (known === undefined) places.set(eId, last + 0.5)
    else if (Number.isInteger(known)) last = known
  }
  return (eId) => places.get(eId) ?? last + 0.5
}
