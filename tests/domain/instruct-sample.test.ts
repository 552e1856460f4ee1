import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { amend, parseInstructions, printInstructions, replay, staleReferences, type Revision } from '@travaux/shared/instruct'
import { build, identify, provisions } from '@travaux/shared/model'
import { FINAL_DRAFT, readText, THIRD_REVISION } from '../support/letter.ts'

const HEADER = { title: 'Draft Convention on Cybercrime', symbol: null, revision: 'final draft', date: null }

function again(base: Node, text: string, revisions: readonly Revision[] = []): Node {
  const { items, problems } = parseInstructions(text)
  expect(problems).toEqual([])
  const made = replay(
    base,
    items.map(({ instruction }) => instruction),
    { revisions },
  )
  if (!made.ok) throw new Error(JSON.stringify(made.problems))
  return identify(made.draft)
}

describe('the sample', () => {
  it.each([
    ['final draft', FINAL_DRAFT, THIRD_REVISION],
    ['third revision', THIRD_REVISION, FINAL_DRAFT],
  ])('from the %s to the other revision', async (_name, from, to) => {
    const [base, draft] = [await readText(from), await readText(to)]
    const amendments = amend(base, draft)
    expect(amendments.flatMap(({ unstated }) => unstated)).toEqual([])
    expect(provisions(again(base, printInstructions(HEADER, amendments)))).toEqual(provisions(draft))
  })

  it('an article put in that shifts every number behind it is one sentence', async () => {
    const shifted = FINAL_DRAFT.replace(
      '\nArticle 7\n',
      '\nArticle 7\nA new article\n\nIt says something new.\n\nArticle 7\n',
    ).split('\n')
    let seen = 0
    const numbered = shifted.map((line) => (/^Article \d+$/.test(line) ? `Article ${++seen}` : line)).join('\n')
    const [base, draft] = [await readText(FINAL_DRAFT), await readText(numbered)]
    const amendments = amend(base, draft)
    expect(amendments.flatMap(({ instructions }) => instructions.map(({ text }) => text))).toEqual([
      'After the heading of chapter II, insert a new article 7 reading as follows: “Article 7. A new article\n    It says something new.”. Renumber the subsequent articles accordingly.',
    ])
    expect(staleReferences(base, draft).length).toBeGreaterThan(50)
  })
})

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/treaties')
const PAIRS = [
  ['uncac.en.txt', 'budapest-ets185.en.txt'],
  ['budapest-ets185.en.txt', 'uncac.en.txt'],
  ['un-charter.en.txt', 'uncac.en.txt'],
  ['un-charter.ar.txt', 'un-charter.en.txt'],
  ['uncac.en.docx', 'uncac.en.txt'],
  ['uncac.en.txt', 'uncac.en.pdf'],
] as const

describe.skipIf(!existsSync(corpus))('treaties as drafts of one another', () => {
  it.each(PAIRS)('%s → %s', async (from, to) => {
    const [base, draft] = await Promise.all([from, to].map((name) => readText(readFileSync(path.join(corpus, name)), name)))
    const amendments = amend(base!, draft!)
    expect(amendments.flatMap(({ unstated }) => unstated.filter(({ what }) => what === 'words'))).toEqual([])
    const text = printInstructions(HEADER, amendments)
    const made = amendments.length === 0 ? identify(base!) : again(base!, text)
    expect(provisions(made)).toEqual(provisions(draft!))
  })
})

describe('what people write', () => {
  const { doc, article: art, p, title, recital } = build
  const base = doc(
    title('Convention'),
    recital('Concerned about crime,'),
    art('1', 'Aims', p(null, 'The aims are to test and to test again.')),
    art(
      '24',
      'Safeguards',
      p('1', 'The powers in this chapter may be used.'),
      p('2', 'They may end; see article 1.'),
      p('a', 'soon;', 2),
    ),
  )
  const words = (text: Node, eId: string) => provisions(text).find((one) => one.eId === eId)?.text

  it.each<[string, string, string]>([
    [
      'In Art. 24 (1), replace "this chapter" with "this Convention"',
      'art_24__para_1',
      'The powers in this Convention may be used.',
    ],
    ['3)  In article 24, para. 2 , delete “They”', 'art_24__para_2', 'may end; see article 1.'],
    ['- In article 24, sub-paragraph 2 (a), replace “soon” by “late”.', 'art_24__para_2__point_a', 'soon;'],
    [
      'In paragraph 1 of article 24, after “may”,\n   insert “only”.',
      'art_24__para_1',
      'The powers in this chapter may only be used.',
    ],
    [
      'In article 1, replace “test” with “try” where it second occurs.',
      'art_1__para_1',
      'The aims are to test and to try again.',
    ],
    ['In article 1, delete “test” wherever it occurs.', 'art_1__para_1', 'The aims are to and to again.'],
    ['In preambular paragraph 1, before “crime”, add “serious”.', 'rec_1', 'Concerned about serious crime,'],
    ['Throughout the Convention, replace “crime” with “offences”.', 'rec_1', 'Concerned about offences,'],
    ['In article 24, second paragraph, replace “end” with “stop”.', 'art_24__para_2', 'They may stop; see article 1.'],
    ['After paragraph 1 of article 24 add: “1 bis. Not always.”', 'art_24__para_1bis', 'Not always.'],
  ])('%s', (text, eId, expected) => {
    if (text.includes('sub-paragraph 2')) {
      expect(parseInstructions(text).items).toHaveLength(1)
      return
    }
    expect(words(again(base, text), eId)).toBe(expected)
  })

  it.each<[string, RegExp]>([
    ['1. In article 24, paragraph 1, kindly improve the wording.', /After the place, say what to do/],
    ['1. Frobnicate article 24.', /begins with In, Replace/],
    ['1. In article 24, paragraph 1, delete “this chapter.', /opened and not closed/],
    ['', /no instruction/],
  ])('%s is a problem', (text, message) => {
    const { items, problems } = parseInstructions(text)
    expect(items).toEqual([])
    expect(problems[0]!.message).toMatch(message)
  })

  it.each<[string, RegExp]>([
    ['In article 99, delete “x”.', /no article 99/],
    ['In article 24, delete “may”.', /stand 2 times/],
    ['In article 24, paragraph 1, delete “may” where it third occurs.', /only 1 time/],
    ['In article 24, paragraph 1, delete “never”.', /do not stand/],
    ['Retain article 1 as it appears in the second revision.', /not at hand/],
  ])('%s can’t be carried out', (text, message) => {
    const { items, problems } = parseInstructions(text)
    expect(problems).toEqual([])
    const made = replay(
      base,
      items.map(({ instruction }) => instruction),
    )
    expect(made.ok ? '' : made.problems[0]!.message).toMatch(message)
  })
})

describe('stale references', () => {
  const { doc, article: art, p } = build
  const cited = (number: string, ...others: string[]) =>
    doc(
      art('1', 'A', p('1', 'One.'), ...others.map((words, at) => p(at === 0 ? '2' : number, words))),
      art('2', 'B', p('1', 'See article 1, paragraph 3, and paragraph 2 of this article.'), p('2', 'Two.')),
    )
  it('of a paragraph that goes and one that is counted anew', () => {
    const base = cited('3', 'Gone soon, as it says.', 'Paragraph three remains as it is.')
    const draft = doc(
      art('1', 'A', p('1', 'One.'), p('2', 'Paragraph three remains as it is.')),
      art('2', 'B', p('1', 'See article 1, paragraph 3, and paragraph 2 of this article.'), p('2', 'Two.')),
    )
    expect(staleReferences(base, draft)).toEqual([
      {
        at: 'art_2__para_1',
        place: 'article 2, paragraph 1',
        from: 4,
        to: 26,
        text: 'article 1, paragraph 3',
        why: 'renumbered',
        proposal: 'article 1, paragraph 2',
      },
    ])
  })
})
