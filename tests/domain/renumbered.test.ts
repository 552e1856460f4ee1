import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { amend, parseInstructions, printInstructions, renumbered, replay } from '@travaux/shared/instruct'
import { blocks, build } from '@travaux/shared/model'
import { arbitraryDraft } from '../support/drafting.ts'
import { letter } from '../support/letter.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

const { article, chapter, doc, p, title } = build

const BASE = doc(
  title('Convention on testing'),
  chapter('I', 'General provisions'),
  article(
    '1',
    'Purposes',
    p('1', 'States Parties shall test.'),
    p('2', 'They may rest:'),
    p('a', 'at noon;', 2),
    p('b', 'at night.', 2),
  ),
  article('2', 'Reports', p('1', 'Reports are public.'), p('2', 'Reports are true.'), p('3', 'Reports are short.')),
  chapter('II', 'Final provisions'),
  article('3', 'Depositary', p(null, 'The Secretary-General is the depositary of this Convention.')),
)

const eIdOf = (node: Node): string => node.attrs['eId'] as string
const named = (node: Node, eId: string): Node => node.type.create({ ...node.attrs, eId }, node.content)
/** The draft in which the node with this eId has become these. */
function edited(eId: string, edit: (node: Node) => Node[], text: Node = BASE): Node {
  const visit = (node: Node): Node[] =>
    eIdOf(node) === eId ? edit(node) : [node.isTextblock ? node : node.type.create(node.attrs, node.children.flatMap(visit))]
  return text.type.create(text.attrs, text.children.flatMap(visit))
}
const numbers = (text: Node) =>
  blocks(text).flatMap(({ kind, number }) => (number === null || kind === 'chapter' ? [] : [number]))
const said = (draft: Node) =>
  amend(BASE, renumbered(BASE, draft)).flatMap(({ instructions }) => instructions.map(({ text }) => text))

describe('renumbering as a choice', () => {
  it.each<[name: string, draft: Node, numbers: string, sentences: string[]]>([
    [
      'a new article',
      edited('art_1', (node) => [node, named(article('1 bis', 'Care', p(null, 'Tests are careful.')), 'art_new')]),
      '1 1 2 a b 2 3 1 2 3 4',
      [
        'After article 1, insert a new article 2 reading as follows: “Article 2. Care\n    Tests are careful.”. Renumber the subsequent articles accordingly.',
      ],
    ],
    [
      'an article gone',
      edited('art_1', () => []),
      '1 1 2 3 2',
      ['Delete article 1. Renumber the subsequent articles accordingly.'],
    ],
    [
      'a paragraph gone',
      edited('art_2__para_1', () => []),
      '1 1 2 a b 2 1 2 3',
      ['Delete article 2, paragraph 1. Renumber the subsequent paragraphs accordingly.'],
    ],
    [
      'a new subparagraph',
      edited('art_1__para_2__point_a', (node) => [node, named(p('a bis', 'in the morning;', 2), 'new_point')]),
      '1 1 2 a b c 2 1 2 3 3',
      [
        'After article 1, paragraph 2, subparagraph (a), insert a new subparagraph (b) reading as follows: “(b) in the morning;”. Renumber the subsequent subparagraphs accordingly.',
      ],
    ],
    [
      'words alone',
      edited('art_2__para_1', (node) => [node.type.create(node.attrs, node.type.schema.text('Reports are open.'))]),
      '1 1 2 a b 2 1 2 3 3',
      ['In article 2, paragraph 1, replace “public” with “open”.'],
    ],
  ])('%s', (_name, draft, expected, sentences) => {
    expect(numbers(renumbered(BASE, draft)).join(' ')).toBe(expected)
    expect(said(draft)).toEqual(sentences)
  })

  it('leaves a draft alone that changes no structure', () => {
    expect(renumbered(BASE, BASE)).toBe(BASE)
  })

  it('the letter, renumbered, makes the renumbered draft again', async () => {
    const { base, draft, revisions } = await letter()
    const counted = renumbered(base, draft)
    const text = printInstructions(
      { title: 'Convention', symbol: null, revision: null, date: null },
      amend(base, counted, { revisions }),
    )
    expect(text).toContain(
      'After article 6, insert a new article 7 reading as follows: “Article 7. Protection of security research',
    )
    expect(text).toContain('Delete article 37, paragraph 2. Renumber the subsequent paragraphs accordingly.')
    expect(text).not.toMatch(/ bis|Renumber article/)
    const { items, problems } = parseInstructions(text)
    expect(problems).toEqual([])
    const made = replay(
      base,
      items.map(({ instruction }) => instruction),
      { revisions },
    )
    expect(made.ok && read(made.draft)).toEqual(read(counted))
  })

  it(
    'replay(instructions(base, renumbered draft)) = renumbered draft, and renumbering again changes nothing',
    { timeout: PATIENCE },
    () => {
      fc.assert(
        fc.property(arbitraryDraft, ({ base, draft }) => {
          const counted = renumbered(base, draft)
          expect(read(renumbered(base, counted))).toEqual(read(counted))
          const amendments = amend(base, counted)
          expect(amendments.flatMap(({ unstated }) => unstated)).toEqual([])
          const sentences = amendments.flatMap(({ instructions }) => instructions)
          const { items } = parseInstructions(sentences.map(({ text }, at) => `${at + 1}. ${text}`).join('\n'))
          const made = replay(
            base,
            items.map(({ instruction }) => instruction),
          )
          expect(made.ok && read(made.draft)).toEqual(read(counted))
        }),
        seeds(150),
      )
    },
  )
})

const read = (text: Node) => blocks(text).map(({ kind, level, number, node }) => [kind, level, number, node?.textContent ?? null])
