import fc from 'fast-check'
import { toRoman } from '@travaux/shared/number'

/** A provision of a made-up treaty: its level, its place in its series and its words. */
interface Item {
  level: number
  value: number
  words: string
}
interface Article {
  heading: string
  chapeau: string | null
  items: Item[]
}
interface Treaty {
  chapters: { heading: string; articles: Article[] }[]
}

/** One way to set a treaty in plain text. */
export interface Layout {
  paragraph: '#.' | '(#)' | '#)' | '# '
  point: '(#)' | '#)'
  chapterHeading: ' ' | ': ' | '\n' | '\n\n'
  articleHeading: ' ' | ' – ' | '. ' | '\n' | '\n\n'
  article: 'Article' | 'ARTICLE' | 'Art.'
  gap: '\n' | '\n\n'
  width: number | null
}

const STARTS = 'Each States Parties Such Any Where Nothing Requests Evidence Subject'.split(' ')
const WORDS =
  'measures as may be necessary, in accordance with article 5 and paragraph 2 (a) of its domestic law to ensure that 24 hours are “kept” and/or a) bis'.split(
    ' ',
  )
const sentence = (end: string, most = 30) =>
  fc
    .tuple(fc.constantFrom(...STARTS), fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: most }))
    .map(([start, rest]) => `${start} ${rest.join(' ').replace(/[,;]$/, '')}${end}`)
const shortHeading = fc
  .array(fc.constantFrom('Scope', 'Terms', 'Illegal access', 'Powers', 'Joint requests'), { minLength: 1, maxLength: 3 })
  .map((list) => list.join(' and '))
/** Also headings that take two lines or three where they are printed. */
const anyHeading = fc.oneof(
  { weight: 4, arbitrary: shortHeading },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'Measures for the protection of persons who report in good faith and of those who are close to them',
      'Exchange of information between authorities, in particular where more than two States Parties are concerned',
    ),
  },
)
/** Items in depth-first order: each at most one level deeper than the one before, counted in its series. */
const items = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), sentence(';', 40)), { maxLength: 24 }).map((list) => {
  const counters = [0, 0, 0, 0]
  let last = 0
  return list.map(([wanted, words]): Item => {
    const level = Math.min(wanted, last + 1)
    last = level
    counters.fill(0, level + 1)
    return { level, value: ++counters[level]!, words }
  })
})

/** An article has a chapeau or begins with paragraph 1; a chapeau is followed by points alone. */
const articleUnder = (heading: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(heading, items).map(([name, list]): Article => ({ heading: name, chapeau: null, items: list })),
    fc.tuple(heading, sentence('.'), fc.array(sentence(';'), { maxLength: 12 })).map(([name, chapeau, points]): Article => ({
      heading: name,
      chapeau,
      items: points.map((words, index) => ({ level: 2, value: index + 1, words })),
    })),
  )

const treatyUnder = (heading: fc.Arbitrary<string>): fc.Arbitrary<Treaty> =>
  fc.record({
    chapters: fc.array(
      fc.record({
        heading,
        articles: fc.array(
          articleUnder(heading).filter((one) => one.chapeau !== null || one.items.length > 0),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })

export const arbitraryTreaty = treatyUnder(shortHeading)
export const arbitraryPrintedTreaty = treatyUnder(anyHeading)

export const arbitraryLayout: fc.Arbitrary<Layout> = fc.record({
  paragraph: fc.constantFrom('#.', '(#)', '#)', '# '),
  point: fc.constantFrom('(#)', '#)'),
  chapterHeading: fc.constantFrom(' ', ': ', '\n', '\n\n'),
  articleHeading: fc.constantFrom(' ', ' – ', '. ', '\n', '\n\n'),
  article: fc.constantFrom('Article', 'ARTICLE', 'Art.'),
  gap: fc.constantFrom('\n', '\n\n'),
  width: fc.constantFrom(null, null, 72),
})

const letter = (value: number) => String.fromCharCode(96 + value)
const labelOf = ({ level, value }: Item, { paragraph, point }: Layout): string => {
  const number = [String(value), letter(value), toRoman(value)][level - 1]!
  return (level === 1 ? paragraph : point).replace('#', number).trim()
}

/** The treaty as text in a layout. */
export function print({ chapters }: Treaty, layout: Layout): string {
  const parts: string[] = ['A Convention']
  let number = 0
  chapters.forEach((chapter, index) => {
    parts.push(`CHAPTER ${toRoman(index + 1).toUpperCase()}${layout.chapterHeading}${chapter.heading}`)
    for (const one of chapter.articles) {
      parts.push(`${layout.article} ${++number}${layout.articleHeading}${one.heading}`)
      if (one.chapeau !== null) parts.push(wrap(one.chapeau, layout.width))
      for (const item of one.items) parts.push(wrap(`${labelOf(item, layout)} ${item.words}`, layout.width))
    }
  })
  return parts.join(layout.width === null ? layout.gap : '\n\n')
}

function wrap(text: string, width: number | null): string {
  if (width === null) return text
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!
    if (last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return lines.join('\n')
}

/** What any layout of the treaty must be read as: kind or level, number, words. */
export function rowsOf({ chapters }: Treaty): string[] {
  let number = 0
  return chapters.flatMap((chapter, index) => [
    `chapter ${toRoman(index + 1).toUpperCase()} ${chapter.heading}`,
    ...chapter.articles.flatMap((one) => [
      `article ${++number} ${one.heading}`,
      ...(one.chapeau === null ? [] : [`1 null ${one.chapeau}`]),
      ...one.items.map((item) => `${item.level} ${labelOf(item, PLAIN)} ${item.words}`),
    ]),
  ])
}

const PLAIN = { paragraph: '# ', point: '#' as Layout['point'] } as Layout
