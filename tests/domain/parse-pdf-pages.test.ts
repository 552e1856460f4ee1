import { describe, expect, it } from 'vitest'
import { layOut } from '../../shared/src/parse/pdf/read.ts'
import type { Glyph, Page } from '../../shared/src/parse/pdf/glyphs.ts'
import { textOf } from '../../shared/src/parse/line.ts'
import { arabicPages } from '../support/painted-arabic.ts'
import { placedPdf, type PlacedLine } from '../support/placed-pdf.ts'
import { notesRead } from '../support/parse-print.ts'
import { outline, read } from '../support/parse-reading.ts'

/** Lines one below the other, 14 points apart. */
const lines = (from: number, x: number, texts: readonly string[], size = 11): PlacedLine[] =>
  texts.map((text, index) => ({ x, y: from + 14 * index, text, size }))

/** A full line of words, so that the width of the column is known. */
const FULL = 'the Parties to this Convention shall take all measures that are needed to keep the water clean'

describe('the notes of a page', () => {
  const note = (number: number, words: string, from: number, gap: number): PlacedLine[] => [
    { x: 72, y: from, text: String(number), size: 9 },
    { x: 72 + gap, y: from, text: words, size: 9 },
    { x: 86, y: from + 12, text: `2 of the report of session ${number}.`, size: 9 },
  ]
  const page = (first: number): PlacedLine[] => [
    ...lines(80, 72, [`Article ${first}`, `1. ${FULL}`, FULL, 'and then some.', `2. ${FULL}`, FULL, 'once more.']),
    ...note(2 * first - 1, `Kept in document ${first}, chapter`, 700, 14),
    ...note(2 * first, `See paragraph`, 730, 2 * first > 9 ? 9 : 14),
  ]

  it('are told from lines that begin with a number, and from marks that touch their words', async () => {
    const parsed = await read(await placedPdf([1, 2, 3, 4, 5, 6].map(page)))
    expect(notesRead(parsed.doc)).toEqual(
      [1, 2, 3, 4, 5, 6].flatMap((first) => [
        `${2 * first - 1} Kept in document ${first}, chapter 2 of the report of session ${2 * first - 1}.`,
        `${2 * first} See paragraph 2 of the report of session ${2 * first}.`,
      ]),
    )
  })
})

it('a heading that begins a page of short lines stands above them, in no column of its own', async () => {
  const page = (article: number, heading: string, texts: readonly string[]): PlacedLine[] => [
    { x: 280, y: 66, text: `Article ${article}` },
    { x: 300, y: 80, text: heading },
    ...lines(110, 72, texts),
  ]
  const full = Array.from({ length: 12 }, (_, index) => `${index + 1}. ${FULL}`)
  const short = ['1. They report.', '2. They answer.', '3. They ask.', '4. They wait, when asked.', '5. They act.']
  const parsed = await read(await placedPdf([page(1, 'Scope', full), page(2, 'Reports and answers', short)]))
  expect(outline(parsed).slice(-6)).toEqual(['article Article 2 Reports and answers', ...short.map((text) => `1 ${text}`)])
})

it('a title that stands as high as the headings of the pages behind it is no running head', async () => {
  const powers = (article: number): PlacedLine[] => [
    { x: 280, y: 66, text: `Article ${article}` },
    { x: 288, y: 80, text: 'Powers' },
    ...lines(110, 72, [`1. ${FULL}`, FULL, 'and then some.']),
  ]
  const first: PlacedLine[] = [{ x: 270, y: 80, text: 'A Convention' }, ...lines(130, 72, ['Article 1', 'Scope', `1. ${FULL}.`])]
  const parsed = await read(await placedPdf([first, ...[2, 3, 4, 5].map(powers)]))
  expect(outline(parsed).slice(0, 2)).toEqual(['title A Convention', 'article Article 1 Scope'])
  expect(outline(parsed).filter((line) => line.endsWith('Powers'))).toHaveLength(4)
  expect(parsed.warnings).toEqual([])
})

it('centred headings of two lines are no paragraphs with indented first lines', async () => {
  const heading = (article: number, y: number): PlacedLine[] => [
    { x: 97.6, y, text: `Article ${article}. Exchange of information between the authorities of the States and others` },
    { x: 86.6, y: y + 14, text: 'particularly where more than two of the States Parties to this Convention are concerned' },
  ]
  const points = [
    '(a) Each Party tells the others, wherever that is needed, such measures as may be named in',
    '(a) or elsewhere;',
    '(b) They answer.',
  ]
  const page = [
    ...heading(1, 80),
    ...lines(112, 72, [`1. ${FULL}`, 'and the air as well.']),
    ...heading(2, 144),
    ...lines(176, 72, [`1. ${FULL}`, 'and the air as well:']),
    ...lines(204, 90, points),
  ]
  expect(outline(await read(await placedPdf([page]))).slice(-2)).toEqual([`2 ${points[0]} ${points[1]}`, `2 ${points[2]}`])
})

describe('the numbers of lines in the margin', () => {
  const texts = [
    'Article 1',
    'Scope',
    `1. ${FULL}`,
    FULL,
    'as before;',
    `(a) ${FULL}`,
    FULL,
    'and more.',
    '2. They report.',
    'Article 2',
    'Terms',
    'None.',
  ]
  it.each([
    ['each line, ends aligned', 1, (number: number) => (number > 9 ? 36 : 41.5)],
    ['each line, beginnings aligned', 1, () => 36],
  ])('are left out: %s', async (_name, step, x) => {
    const page = texts.flatMap((text, index): PlacedLine[] => [
      ...((index + 1) % step === 0 ? [{ x: x(index + 1), y: 80 + 16 * index, text: String(index + 1) }] : []),
      { x: 72, y: 80 + 16 * index, text },
    ])
    const parsed = await read(
      await placedPdf([page, page.map((line) => ({ ...line, text: line.text.replace('Article', 'Rule') }))]),
    )
    expect(outline(parsed).slice(0, 3)).toEqual([
      'article Article 1 Scope',
      `1 1. ${FULL} ${FULL} as before;`,
      `2 (a) ${FULL} ${FULL} and more.`,
    ])
    expect(parsed.warnings.find(({ code }) => code === 'line-numbers')?.text).toMatch(/^1\n2\n3\n/)
  })

  it('numbers of paragraphs are no numbers of lines', async () => {
    const page = [
      'Article 1',
      ...Array.from({ length: 12 }, (_, index) => `${index + 1}     Each Party shall do thing number ${index}.`),
    ]
    const parsed = await read(await placedPdf([lines(80, 72, page)]))
    expect(outline(parsed).slice(1, 3)).toEqual([
      '1 1 Each Party shall do thing number 0.',
      '1 2 Each Party shall do thing number 1.',
    ])
  })
})

describe('two columns', () => {
  const left = [
    'Article 1',
    'Scope',
    '1. The Parties to this Convention take',
    'measures that keep the water clean.',
    'Article 2',
    'Duties',
    '1. Each Party shall:',
  ]

  it('are read one after the other on a single page, though the second has one line', async () => {
    const page = [...lines(80, 72, left), { x: 320, y: 80, text: '(a) report to the Conference.' }]
    expect(outline(await read(await placedPdf([page]))).at(-1)).toBe('2 (a) report to the Conference.')
  })

  it.each([
    ['where the page before has the gutter', true],
    ['on a single page', false],
  ])('are parted between the longest line and the next column, not in the widest gap: %s', async (_name, isLast) => {
    const full = (x: number, points: string) =>
      lines(
        80,
        x,
        points.split('').flatMap((point) => [`(${point}) report to the Conference of the Parties on`, 'what has been done;']),
      )
    const first = [...lines(66, 72, ['Article 1']), ...full(72, 'abcdefghijklmno'), ...full(322, 'pqrstuvwxyz')]
    const clauses = ['1', '2', '3'].flatMap((number) => [
      `${number}. They report.`,
      `${number} bis. They keep the water clean.`,
      `${number} ter. Each Party reports to the others, which`,
      'may act.',
    ])
    const last = [
      ...lines(80, 72, ['Article 2', 'Scope', ...clauses, '4. They answer.']),
      { x: 322, y: 80, text: '5. They act.' },
    ]
    const rows = outline(await read(await placedPdf(isLast ? [first, last] : [last])))
    expect(rows.slice(-12)).toEqual([
      'article Article 2 Scope',
      ...['1', '2', '3'].flatMap((number) => [
        `1 ${number}. They report.`,
        `1 ${number} bis. They keep the water clean.`,
        `1 ${number} ter. Each Party reports to the others, which may act.`,
      ]),
      '1 4. They answer.',
      '1 5. They act.',
    ])
  })

  it('end where a note runs across both', async () => {
    const texts = (side: string) =>
      Array.from({ length: 14 }, (_, index) => `(${'abcdefghijklmn'[index]!}) ${side} the Party shall do thing ${index};`)
    const columns = [...lines(80, 72, ['Article 1', ...texts('first')]), ...lines(80, 320, ['Article 2', ...texts('second')])]
    const note = lines(
      400,
      72,
      [`${FULL} and so`, `${FULL} and on`, 'to an end that lies behind the gutter of the page, no further'],
      9,
    )
    const rows = outline(await read(await placedPdf([[...columns, ...note]])))
    expect(rows.filter((row) => row.startsWith('article') || row.startsWith('2 (n)'))).toEqual([
      'article Article 1',
      '2 (n) first the Party shall do thing 13;',
      'article Article 2',
      expect.stringMatching(/^2 \(n\) second the Party shall do thing 13;/),
    ])
  })
})

describe('what a font paints', () => {
  /** A line of signs half their size wide, `narrow` ones two sevenths; all of one face. */
  const painted = (y: number, text: string, size = 10, narrow: readonly number[] = []): Glyph[] => {
    let x = 72
    return Array.from(text, (sign, index) => {
      const from = x
      x += size * (narrow.includes(index) ? 0.28 : 0.5)
      return { text: sign, x: from, right: x, y, size, strong: false, em: false, blank: sign === ' ', face: 'f1' }
    })
  }
  const page = (glyphs: Glyph[]): Page => ({ number: 1, width: 595, height: 842, astray: '', glyphs })

  it('raised figures of the face itself are marks of notes, though they stand on the line', () => {
    const body = 'The Parties shall act in 2031 and in 2013.'
    const { lines, notes } = layOut([
      page([...painted(100, `${body}1`, 10, [body.length]), ...painted(700, '1See document 3 of 2031.', 8, [0])]),
    ])
    expect(lines.map(({ runs }) => runs.map(({ text, note }) => note ?? text))).toEqual([[body, '1']])
    expect(notes.map(({ number, runs }) => `${number} ${textOf(runs)}`)).toEqual(['1 See document 3 of 2031.'])
  })

  it('a hyphen that the font names a soft one is kept within a line', () => {
    const { lines } = layOut([page(painted(100, 'A real\u00ADtime non\u00ADState actor.'))])
    expect(lines.map(({ runs }) => textOf(runs))).toEqual(['A real-time non-State actor.'])
  })
})

describe('Arabic paragraphs', () => {
  const WORDS =
    'تتخذ كل دولة طرف ما يلزم من تدابير تشريعية لحماية المياه والأنهار والبحيرات وتتعاون مع الدول الأطراف الأخرى في ذلك'.split(' ')
  /** So many words, and never the same line twice. */
  const sentence = (words: number, seed: number) =>
    `${Array.from({ length: words }, (_, index) => WORDS[(index * index + seed * (index + 3)) % WORDS.length]).join(' ')}.`
  const article = (number: number): string[] => [
    `المادة ${number}`,
    'الالتزامات',
    `1 - ${sentence(40, number)}`,
    `2 - ${sentence(21, number + 1)}`,
    `(أ) ${sentence(33, number + 2)}`,
    `(ب) ${sentence(9, number + 3)}`,
  ]

  it.each([
    ['right', 0, 1],
    ['right', 6, 8],
    ['left', 0, 1],
    ['left', 6, 1],
    ['left', 0, 8],
    ['left', 6, 8],
  ] as const)('keep their breaks where lines touch the %s edge, with a gap of %d, in %d articles', (against, gap, articles) => {
    const paragraphs = ['اتفاقية المياه', ...Array.from({ length: articles }, (_, index) => article(index + 1)).flat()]
    const read = layOut(arabicPages(paragraphs, { against, gap, height: 30 }))
    expect(read.lines.map(({ runs }) => textOf(runs))).toEqual(paragraphs)
  })
})

describe('Arabic as it is painted', () => {
  /** A word as fonts show it: the forms of its letters, from left to right, each six points wide. */
  const painted = (x: number, y: number, shown: string): Glyph[] =>
    Array.from(shown, (text, index) => ({
      text: text.normalize('NFKC').trim() === '' ? ' ' : text,
      x: x + 6 * index,
      right: x + 6 * index + 6,
      y,
      size: 12,
      strong: false,
      em: false,
      blank: text === ' ',
    }))
  // "المادة ١ ⏎ (أ) الدولة 15 طرف": presentation forms would reach the reader already plain (glyphs.ts); here the order is what counts.
  const page: Page = {
    number: 1,
    width: 595,
    height: 842,
    astray: '',
    glyphs: [...painted(480, 100, '١ ةداملا'), ...painted(430, 130, 'فرط 15 ةلودلا )أ('), ...painted(430, 160, 'فرط 2031 ماع يف')],
  }

  it('is kept in the order in which it is read, figures as they are', () => {
    expect(layOut([page]).lines.map(({ runs }) => textOf(runs))).toEqual(['المادة ١', '(أ) الدولة 15 طرف', 'في عام 2031 طرف'])
  })
})
