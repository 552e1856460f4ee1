import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { amend, parseInstructions, printInstructions, replay, staleReferences, type Revision } from '@travaux/shared/instruct'
import { build, identify, provisions } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'

const sample = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../server/sample', name), 'utf8')

async function read(bytes: string | Uint8Array, name = 'text.txt'): Promise<Node> {
  const parsed = await parseFile(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, {
    name,
    trackedChanges: 'accept',
  })
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.doc
}

const finalDraft = sample('final-draft.txt')
const thirdRevision = sample('third-revision.txt')
const article = (text: string, number: number) =>
  new RegExp(`\nArticle ${number}\n[^]*?(?=\n(?:Article ${number + 1}|CHAPTER [IVX]+)\n)`).exec(text)![0]

/** What the coalition's letter asks for, carried out on the final draft. */
const REQUESTS: readonly (readonly [from: string, to: string])[] = [
  [
    ': Strengthening International Cooperation for the Suppression of Crimes Carried Out through Information and Communications Technology Systems and for the Exchange of Electronic Evidence of Serious Crimes of Every Kind',
    '',
  ],
  [article(finalDraft, 6), article(thirdRevision, 6)],
  [
    '\nCHAPTER II\n',
    '\nArticle 6 bis\nProtection of security researchers\n\n1. No person shall be punished under this Convention for testing a system in good faith.\n\n2. Each State Party shall provide for such a defence in its domestic law.\n\nCHAPTER II\n',
  ],
  ['provided for in this chapter are established', 'provided for in this Convention are established'],
  ['provided for in this chapter, both where', 'provided for in this Convention, both where'],
  ['the principle of proportionality.', 'the principles of legality, necessity and proportionality.'],
  ['include, as appropriate, review by a court', 'include prior authorization by a court'],
  [
    '6. Where it is practicable and in keeping',
    '6. A State Party shall refuse assistance where the conduct is not an offence under its own law, or where the request is made to punish a person for a political opinion.\n\n7. Where it is practicable and in keeping',
  ],
]

const LETTER = `Proposed amendments to “Draft Convention on Cybercrime” (final draft)

1. In the title, delete “: Strengthening International Cooperation for the Suppression of Crimes Carried Out through Information and Communications Technology Systems and for the Exchange of Electronic Evidence of Serious Crimes of Every Kind”.
2. Retain article 6 as it appears in the third revision.
3. After article 6, insert a new article 6 bis reading as follows: “Article 6 bis. Protection of security researchers
    1. No person shall be punished under this Convention for testing a system in good faith.
    2. Each State Party shall provide for such a defence in its domestic law.”.
4. In article 24, paragraphs 1 and 4, replace “this chapter” with “this Convention”.
5. In article 24, paragraph 1, replace “principle of” with “principles of legality, necessity and”.
6. In article 24, paragraph 2, replace “include, as appropriate, review” with “include prior authorization”.
7. After article 35, paragraph 5, insert a new paragraph 6 reading as follows: “6. A State Party shall refuse assistance where the conduct is not an offence under its own law, or where the request is made to punish a person for a political opinion.”. Renumber the subsequent paragraphs accordingly.
`

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
  it('the requests of the letter read as a delegate would read them out', async () => {
    const draft = REQUESTS.reduce((text, [from, to]) => {
      expect(text).toContain(from)
      return text.replace(from, () => to)
    }, finalDraft)
    const [base, wanted] = [await read(finalDraft), await read(draft)]
    const revisions = [{ name: 'third revision', doc: await read(thirdRevision) }]
    const amendments = amend(base, wanted, { revisions })
    expect(printInstructions(HEADER, amendments)).toBe(LETTER)
    expect(amendments.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['title', 'MOD', 'the title'],
      ['art_6', 'RETAIN', 'article 6'],
      ['art_6bis', 'ADD', 'article 6 bis'],
      ['art_24', 'MOD', 'article 24'],
      ['art_35', 'MOD', 'article 35'],
    ])
    expect(provisions(again(base, LETTER, revisions))).toEqual(provisions(wanted))
  })

  it.each([
    ['final draft', finalDraft, thirdRevision],
    ['third revision', thirdRevision, finalDraft],
  ])('from the %s to the other revision', async (_name, from, to) => {
    const [base, draft] = [await read(from), await read(to)]
    const amendments = amend(base, draft)
    expect(amendments.flatMap(({ unstated }) => unstated)).toEqual([])
    expect(provisions(again(base, printInstructions(HEADER, amendments)))).toEqual(provisions(draft))
  })

  it('an article put in that shifts every number behind it is one sentence', async () => {
    const shifted = finalDraft
      .replace('\nArticle 7\n', '\nArticle 7\nA new article\n\nIt says something new.\n\nArticle 7\n')
      .split('\n')
    let seen = 0
    const numbered = shifted.map((line) => (/^Article \d+$/.test(line) ? `Article ${++seen}` : line)).join('\n')
    const [base, draft] = [await read(finalDraft), await read(numbered)]
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
    const [base, draft] = await Promise.all([from, to].map((name) => read(readFileSync(path.join(corpus, name)), name)))
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
