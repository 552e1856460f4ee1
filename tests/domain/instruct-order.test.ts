import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { amend, parseInstructions, replay, sentence, type Instruction } from '@travaux/shared/instruct'
import { build } from '@travaux/shared/model'
import { arbitraryDraft } from '../support/drafting.ts'
import { asRead, replayed } from '../support/replayed.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

/** What several instructions bring to one place has an order, and each sentence says its part of it. */
const { article, doc, p, recital, title } = build

const base = doc(
  title('Convention'),
  recital('Noting the first,'),
  recital('Noting the second,'),
  article('1', 'Aims', p('1', 'One.'), p('2', 'Two.'), p('a', 'of course;', 2), p('b', 'with care.', 2), p('3', 'Three.')),
  article('2', 'Means', p('1', 'By hand.')),
)

/** The base with nodes put behind the one of this eId. */
function withBehind(eId: string, ...added: Node[]): Node {
  const visit = (node: Node): Node[] => [
    node.isTextblock ? node : node.type.create(node.attrs, node.children.flatMap(visit)),
    ...(node.attrs['eId'] === eId ? added : []),
  ]
  return base.type.create(base.attrs, base.children.flatMap(visit))
}

const said = (draft: Node): string[] => amend(base, draft).flatMap(({ instructions }) => instructions.map(({ text }) => text))

describe('insertions at one place say their order', () => {
  it.each<[what: string, draft: Node, sentences: string[]]>([
    [
      'paragraphs',
      withBehind('art_1__para_1', p('1 bis', 'First.'), p('1 ter', 'Second.'), p('1 quater', 'Third.')),
      [
        'After article 1, paragraph 1, insert a new paragraph 1 bis reading as follows: “1 bis. First.”.',
        'After article 1, new paragraph 1 bis, insert a new paragraph 1 ter reading as follows: “1 ter. Second.”.',
        'After article 1, new paragraph 1 ter, insert a new paragraph 1 quater reading as follows: “1 quater. Third.”.',
      ],
    ],
    [
      'subparagraphs',
      withBehind('art_1__para_2__point_a', p('a bis', 'gladly;', 2), p('a ter', 'freely;', 2)),
      [
        'After article 1, paragraph 2, subparagraph (a), insert a new subparagraph (a bis) reading as follows: “(a bis) gladly;”.',
        'After article 1, paragraph 2, new subparagraph (a bis), insert a new subparagraph (a ter) reading as follows: “(a ter) freely;”.',
      ],
    ],
    [
      'articles',
      withBehind('art_1', article('1 bis', 'Care', p('1', 'Some.')), article('1 ter', 'More', p('1', 'More.'))),
      [
        'After article 1, insert a new article 1 bis reading as follows: “Article 1 bis. Care\n    1. Some.”.',
        'After the new article 1 bis, insert a new article 1 ter reading as follows: “Article 1 ter. More\n    1. More.”.',
      ],
    ],
    [
      'preambular paragraphs, which have no numbers',
      withBehind('rec_1', recital('Noting also this,'), recital('Noting also that,')),
      [
        'After the first preambular paragraph, insert a new preambular paragraph reading as follows: “Noting also this,”.',
        'After the new preambular paragraph, insert a new preambular paragraph reading as follows: “Noting also that,”.',
      ],
    ],
  ])('%s', (_what, draft, sentences) => {
    expect(said(draft)).toEqual(sentences)
    expect(asRead(replayed(base, amend(base, draft)))).toEqual(asRead(draft))
  })

  it('so does what is new behind what has moved', () => {
    const [third, rest] = [base.child(3).lastChild!, base.child(3).children.slice(0, -1)]
    const moved = third.type.create({ ...third.attrs, number: '3' }, third.content)
    const children = [...rest.slice(0, 2), moved, p('3 bis', 'New.'), ...rest.slice(2)]
    const draft = base.copy(base.content.replaceChild(3, base.child(3).type.create(base.child(3).attrs, children)))
    expect(said(draft)).toEqual([
      'Move article 1, paragraph 3, to follow paragraph 1.',
      'After article 1, paragraph 3 as moved, insert a new paragraph 3 bis reading as follows: “3 bis. New.”.',
    ])
    expect(asRead(replayed(base, amend(base, draft)))).toEqual(asRead(draft))
  })

  it('no two sentences of a draft bring something to one place', { timeout: PATIENCE }, () => {
    const goal = (one: Instruction) =>
      one.type === 'insert' ? [`${one.side} ${one.at}`] : one.type === 'move' ? [`${one.side} ${one.to}`] : []
    fc.assert(
      fc.property(arbitraryDraft, ({ base: text, draft }) => {
        const instructions = amend(text, draft).flatMap((one) => one.instructions.map(({ instruction }) => instruction))
        // "The new preambular paragraph" is the last one before that sentence.
        const goals = instructions.flatMap(goal).filter((one) => !/ the new (?:\p{L}+ )?paragraph$/u.test(one))
        expect(goals).toEqual([...new Set(goals)])
      }),
      seeds(200),
    )
  })
})

describe('the order is read back', () => {
  const words = (list: string): string[] | string => {
    const { items, problems } = parseInstructions(list)
    expect(problems).toEqual([])
    const made = replay(
      base,
      items.map(({ instruction }) => instruction),
    )
    if (!made.ok) return made.problems.map(({ message }) => message).join(' ')
    return made.draft.child(3).children.map((node) => node.textContent)
  }

  const bis = 'After article 1, paragraph 1, insert a new paragraph 1 bis reading as follows: “1 bis. First.”.'
  const ter = 'After article 1, new paragraph 1 bis, insert a new paragraph 1 ter reading as follows: “1 ter. Second.”.'
  const other = 'After article 1, paragraph 1, insert a new paragraph 1 quater reading as follows: “1 quater. Third.”.'

  it.each([
    ['behind what it names, though something else came there between', [bis, other, ter]],
    ['whichever is said first', [ter, bis, other]],
  ])('%s', (_what, list) => {
    const expected = ['Aims', 'One.', 'First.', 'Second.', 'Third.', 'Two.', 'of course;', 'with care.', 'Three.']
    expect(words(list.map((text, at) => `${at + 1}. ${text}`).join('\n'))).toEqual(expected)
  })

  it('before what it names', () => {
    const before = ter.replace('After', 'Before')
    expect(words(`1. ${bis}\n2. ${before}`).slice(0, 4)).toEqual(['Aims', 'One.', 'Second.', 'First.'])
  })

  it('what nothing brings is told', () => {
    expect(words(`1. ${ter}`)).toBe('No instruction of the list brings article 1, new paragraph 1 bis.')
  })

  it.each([
    'In article 1, after the new paragraph 1 bis, insert a new paragraph 1 ter reading as follows: “1 ter. Second.”',
    'After the new paragraph 1 bis of article 1, add a new paragraph 1 ter: “1 ter. Second.”',
    'Article 1\n- After new paragraph 1 bis, insert a new paragraph 1 ter, to read: “1 ter. Second.”',
  ])('%s', (written) => {
    expect(parseInstructions(written).items.map(({ instruction }) => sentence(instruction))).toEqual([ter])
  })
})
