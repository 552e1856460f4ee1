import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { amend, parseInstructions, printInstructions, replay, sentence, type Revision } from '@travaux/shared/instruct'
import { build, identify, provisions } from '@travaux/shared/model'

/** Every row of the table “Change → instruction” of the amending language, word for word. */
const { doc, title, chapter, article, recital, p, heading } = build

const base = doc(
  title('Draft Convention: Strengthening international cooperation against crimes of every kind'),
  recital('Concerned that such crimes are on the rise,'),
  chapter('I', 'General provisions'),
  article(
    '6',
    'Respect for human rights',
    p('1', 'States Parties should act in a manner consistent with human rights.'),
    p('2', 'Nothing in this Convention shall be read as permitting their suppression.'),
  ),
  article('17', 'Laundering', p('1', 'It is punishable to launder.'), p('2', 'So is to help.'), p('3', 'So is to attempt it.')),
  article(
    '24',
    'Conditions and safeguards',
    p('1', 'The powers provided for in this chapter are subject to safeguards.'),
    p('2', 'Safeguards shall include, as appropriate, judicial review, grounds and limits.'),
    p('3', 'Each State Party shall consider:'),
    p('a', 'the rights of third parties in this chapter;', 2),
    p('b', 'their responsibilities;', 2),
    p('c', 'their interests.', 2),
    p('4', 'The safeguards apply to the powers provided for in this chapter at home and abroad.'),
    p('5', 'Paragraph 2 speaks of domestic review.'),
  ),
  article(
    '35',
    'General principles',
    p(
      '1',
      'A State Party may ask for data, and another State Party may give data for the purposes of article 17, paragraph 2, and of:',
    ),
    p('a', 'prosecuting offences;', 2),
    p('b', 'collecting evidence;', 2),
    p('c', 'sharing such evidence.', 2),
    p('2', 'Requests for data shall be precise.'),
    p('3', 'Whoever receives data shall keep the data secure.'),
    p('4', 'Costs are shared.'),
  ),
)

type Edit = (node: Node) => Node | Node[] | null

/** The draft in which the node with this eId has become what `edit` makes of it. */
function edited(eId: string, edit: Edit, text: Node = base): Node {
  const visit = (node: Node): Node[] => {
    if (node.attrs['eId'] === eId) return [edit(node) ?? []].flat()
    return [node.isTextblock ? node : node.type.create(node.attrs, node.children.flatMap(visit))]
  }
  return text.type.create(text.attrs, text.children.flatMap(visit))
}

const words =
  (from: string, to: string): Edit =>
  (node) => {
    expect(node.textContent).toContain(from)
    return node.type.create(node.attrs, node.type.schema.text(node.textContent.replaceAll(from, to)))
  }
const lastWords =
  (from: string, to: string): Edit =>
  (node) => {
    const at = node.textContent.lastIndexOf(from)
    return node.type.create(
      node.attrs,
      node.type.schema.text(`${node.textContent.slice(0, at)}${to}${node.textContent.slice(at + from.length)}`),
    )
  }
const followedBy =
  (...added: Node[]): Edit =>
  (node) => [node, ...added]
const numbered =
  (number: string): Edit =>
  (node) =>
    node.type.create({ ...node.attrs, number }, node.content)
const headed =
  (from: string, to: string): Edit =>
  (node) =>
    node.type.create(
      node.attrs,
      node.children.map((child) => (child.type.name === 'heading' ? heading(child.textContent.replace(from, to)) : child)),
    )
const gone: Edit = () => null
const all = (...edits: [string, Edit][]): Node => edits.reduce((text, [eId, edit]) => edited(eId, edit, text), base)

const third: Revision = {
  name: 'third revision',
  doc: doc(
    title('Draft Convention'),
    article('6', 'Human rights', p('1', 'States Parties shall respect human rights.'), p('2', 'No more.')),
  ),
}

const rows: [change: string, draft: Node, sentences: string[]][] = [
  [
    '24(1): “this chapter” → “this Convention”',
    edited('art_24__para_1', words('this chapter', 'this Convention')),
    ['In article 24, paragraph 1, replace “this chapter” with “this Convention”.'],
  ],
  [
    'the same in 24(1) and 24(4)',
    all(
      ['art_24__para_1', words('this chapter', 'this Convention')],
      ['art_24__para_4', words('this chapter', 'this Convention')],
    ),
    ['In article 24, paragraphs 1 and 4, replace “this chapter” with “this Convention”.'],
  ],
  [
    'words added in 24(2)',
    edited('art_24__para_2', words('judicial review', 'judicial or other independent prior review')),
    ['In article 24, paragraph 2, after “judicial”, insert “or other independent prior”.'],
  ],
  [
    'words gone from 24(2)',
    edited('art_24__para_2', words(', as appropriate,', '')),
    ['In article 24, paragraph 2, delete “, as appropriate,”.'],
  ],
  [
    'only the second “may” of 35(1)',
    edited('art_35__para_1', lastWords('may', 'shall')),
    ['In article 35, paragraph 1, replace “may” with “shall” where it second occurs.'],
  ],
  [
    'every hit in an article',
    all(
      ['art_35__para_1', words('data', 'electronic evidence')],
      ['art_35__para_2', words('data', 'electronic evidence')],
      ['art_35__para_3', words('data', 'electronic evidence')],
    ),
    ['In article 35, replace “data” with “electronic evidence” wherever it occurs.'],
  ],
  [
    'a sentence appended',
    edited('art_6__para_2', words('suppression.', 'suppression. Restrictions shall be necessary and proportionate.')),
    ['In article 6, paragraph 2, at the end, add “Restrictions shall be necessary and proportionate.”'],
  ],
  [
    '35(1)(c) rewritten',
    edited('art_35__para_1__point_c', () => p('c', 'handing over what the court has asked for;', 2)),
    ['Replace article 35, paragraph 1, subparagraph (c), with the following: “(c) handing over what the court has asked for;”.'],
  ],
  [
    'a new subparagraph',
    edited('art_35__para_1__point_b', followedBy(p('b bis', 'preserving it;', 2))),
    [
      'After article 35, paragraph 1, subparagraph (b), insert a new subparagraph (b bis) reading as follows: “(b bis) preserving it;”.',
    ],
  ],
  [
    '24(3)(b) gone',
    all(['art_24__para_3__point_b', gone], ['art_24__para_3__point_c', numbered('b')]),
    ['Delete article 24, paragraph 3, subparagraph (b). Renumber the subsequent subparagraphs accordingly.'],
  ],
  [
    'a new paragraph',
    edited('art_35__para_3', followedBy(p('3 bis', 'They shall destroy them when asked.'))),
    [
      'After article 35, paragraph 3, insert a new paragraph 3 bis reading as follows: “3 bis. They shall destroy them when asked.”.',
    ],
  ],
  [
    '17(2) gone, and cited in 35',
    all(
      ['art_17__para_2', gone],
      ['art_17__para_3', numbered('2')],
      ['art_35__para_1', words('article 17, paragraph 2, and', 'article 17 and')],
    ),
    [
      'Delete article 17, paragraph 2. Renumber the subsequent paragraphs accordingly. Update the reference in article 35, paragraph 1.',
    ],
  ],
  [
    'a new article',
    edited('art_6', followedBy(article('6 bis', 'Protection of security researchers', p('1', 'Research is no offence.')))),
    [
      'After article 6, insert a new article 6 bis reading as follows: “Article 6 bis. Protection of security researchers\n    1. Research is no offence.”.',
    ],
  ],
  ['an article gone', edited('art_17', gone), ['Delete article 17.']],
  [
    'a heading',
    edited('art_24', headed('Conditions', 'Legality, conditions')),
    ['In the heading of article 24, replace “Conditions” with “Legality, conditions”.'],
  ],
  [
    'the treaty’s title',
    edited('title', words(': Strengthening international cooperation against crimes of every kind', '')),
    ['In the title, delete “: Strengthening international cooperation against crimes of every kind”.'],
  ],
  [
    'a move',
    all(
      ['art_24__para_5', gone],
      ['art_24__para_2', numbered('3')],
      ['art_24__para_3', numbered('4')],
      ['art_24__para_4', numbered('5')],
      [
        'art_24__para_1',
        (node) => [
          node,
          base
            .child(5)
            .child(8)
            .type.create({ ...base.child(5).child(8).attrs, number: '2' }, base.child(5).child(8).content),
        ],
      ],
    ),
    ['Move article 24, paragraph 5, to follow paragraph 1. Renumber the subsequent paragraphs accordingly.'],
  ],
  [
    'an article taken from an earlier revision',
    edited('art_6', (node) => third.doc.child(1).type.create({ ...node.attrs }, third.doc.child(1).content)),
    ['Retain article 6 as it appears in the third revision.'],
  ],
]

const plain = (text: Node) => provisions(identify(text))

describe('change → instruction', () => {
  it.each(rows)('%s', (_name, draft, sentences) => {
    const amendments = amend(base, draft, { revisions: [third] })
    expect(amendments.flatMap(({ instructions }) => instructions.map(({ text }) => text))).toEqual(sentences)
    expect(amendments.flatMap(({ unstated }) => unstated)).toEqual([])
    const { items, problems } = parseInstructions(sentences.map((text, index) => `${index + 1}. ${text}`).join('\n'))
    expect(problems).toEqual([])
    expect(items.map(({ instruction }) => sentence(instruction))).toEqual(sentences)
    const made = replay(
      base,
      items.map(({ instruction }) => instruction),
      { revisions: [third] },
    )
    expect(made.ok && plain(made.draft)).toEqual(plain(draft))
  })
})

const law = path.resolve(import.meta.dirname, '../../../shared/amending-language.md')

describe.skipIf(!existsSync(law))('the table of the amending language', () => {
  const cells = readFileSync(law, 'utf8').matchAll(/^\| (?!change against|---)(.+?) \| (.+?) \|$/gm)
  const table = Array.from(cells, ([, change, sentence]) => [change!, sentence!] as const)

  it('has an example here for every row, word for word', () => {
    expect(table.map(([change]) => change)).toEqual(rows.map(([name]) => name.replace('’', "'")))
    for (const [at, [, said]] of table.entries()) {
      const pattern = said.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      expect(rows[at]![2].join(' ')).toMatch(new RegExp(`^${pattern.join('[^]*?').replace(/ (?=\[\^)/g, '\\s')}$`))
    }
  })
})

/** What a draft that only differs so from the base is said to be. */
const said = (draft: Node): string[] => amend(base, draft).flatMap(({ instructions }) => instructions.map(({ text }) => text))

describe('rules', () => {
  const safeguards = 'art_24__para_2'
  it.each<[rule: string, draft: Node, sentences: string[]]>([
    [
      '2: a deletion next to an insertion is one replacement',
      edited(safeguards, words('grounds and limits', 'reasons and limits')),
      ['In article 24, paragraph 2, replace “grounds” with “reasons”.'],
    ],
    [
      '3: the fewest whole words that are unique',
      edited('art_35__para_3', words('keep the data secure', 'keep the personal data secure')),
      ['In article 35, paragraph 3, after “the”, insert “personal”.'],
    ],
    [
      '4: three hunks in one provision replace it',
      edited(safeguards, () => p('2', 'The safeguards shall include, as necessary, judicial review, reasons and limits.')),
      [
        'Replace article 24, paragraph 2, with the following: “2. The safeguards shall include, as necessary, judicial review, reasons and limits.”.',
      ],
    ],
    [
      '4: so does more than half of it',
      edited('art_17__para_2', words('So is to help.', 'Whoever helps is liable to the same.')),
      ['Replace article 17, paragraph 2, with the following: “2. Whoever helps is liable to the same.”.'],
    ],
    [
      '7: in document order, whatever is new among what is not',
      all(
        ['art_35__para_4', words('shared', 'divided')],
        ['rec_1', words('on the rise', 'rising')],
        ['art_17__para_1', followedBy(p('1 bis', 'The attempt is punishable.'))],
      ),
      [
        'In the first preambular paragraph, replace “on the rise” with “rising”.',
        'After article 17, paragraph 1, insert a new paragraph 1 bis reading as follows: “1 bis. The attempt is punishable.”.',
        'In article 35, paragraph 4, replace “shared” with “divided”.',
      ],
    ],
    [
      '9: list punctuation is an edit of its own',
      all(
        ['art_24__para_3__point_b', words('responsibilities;', 'responsibilities; and')],
        [
          'art_24__para_3__point_c',
          (node) => [node.type.create(node.attrs, node.type.schema.text('their interests;')), p('d', 'their privacy.', 2)],
        ],
      ),
      [
        'In article 24, paragraph 3, subparagraph (b), at the end, add “and”.',
        'In article 24, paragraph 3, subparagraph (c), replace “interests.” with “interests;”.',
        'After article 24, paragraph 3, subparagraph (c), insert a new subparagraph (d) reading as follows: “(d) their privacy.”.',
      ],
    ],
    [
      '10: what is pending is not part of the draft',
      edited('art_17__para_1', (node) =>
        node.type.create(node.attrs, [
          node.type.schema.text(node.textContent),
          node.type.schema.text(' Indeed.', [node.type.schema.mark('insertion', { id: 'u:1', user: 'u', at: 1 })]),
        ]),
      ),
      [],
    ],
  ])('%s', (_rule, draft, sentences) => {
    expect(said(draft)).toEqual(sentences)
  })

  it('6: the header names the base once, and every number is the base’s', () => {
    const draft = all(
      ['art_6', gone],
      ['art_17', numbered('6')],
      ['art_24', numbered('7')],
      ['art_35', numbered('8')],
      ['art_24__para_1', words('this chapter', 'this Convention')],
    )
    const header = { title: 'Draft Convention', symbol: 'A/AC.291/22', revision: 'final draft', date: '6 February 2024' }
    expect(printInstructions(header, amend(base, draft)))
      .toBe(`Proposed amendments to “Draft Convention” (A/AC.291/22, final draft, 6 February 2024)

1. Delete article 6. Renumber the subsequent articles accordingly.
2. In article 24, paragraph 1, replace “this chapter” with “this Convention”.
`)
  })
})
