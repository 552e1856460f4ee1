import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { numberAfter } from '@travaux/shared/number'
import { build, schema } from '@travaux/shared/model'

/**
 * A treaty-like text and a draft of it as a delegation would leave it: words, sentences and list punctuation changed, provisions added
 * with a bis, deleted, moved, with and without renumbering, at every level.
 */
const PHRASES = [
  'each State Party shall adopt such measures as may be necessary',
  'the powers provided for in this chapter',
  'in accordance with its domestic law',
  'the States Parties may consult each other',
  'where appropriate, and subject to article 3, paragraph 2',
  '“electronic data” means data in any form',
  'the protection of human rights [and fundamental freedoms]',
  'data, including personal data, may be kept',
  'на основании внутреннего законодательства',
  'وفقا لقانونها الداخلي',
  '缔约国应当采取必要措施',
]
const INSERTED = [
  'prior',
  'or other independent',
  ', as appropriate,',
  'this Convention',
  '“safeguards”',
  'shall',
  'data',
  '[serious]',
  'безотлагательно',
  '必要',
]

const phrase = fc.constantFrom(...PHRASES)
const sentence = fc.array(phrase, { minLength: 1, maxLength: 3 }).map((list) => {
  const text = list.join(', ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
})

interface Paragraph {
  readonly words: string
  readonly points: readonly string[]
}
const paragraph: fc.Arbitrary<Paragraph> = fc.record({
  words: sentence,
  points: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(phrase, { minLength: 2, maxLength: 4 }) },
  ),
})

const provisionsOf = ({ words, points }: Paragraph, number: string | null): Node[] => [
  build.p(number, points.length > 0 ? `${words}:` : `${words}.`),
  ...points.map((point, at) =>
    build.p(
      String.fromCharCode(97 + at),
      `${point}${at === points.length - 1 ? '.' : at === points.length - 2 ? '; and' : ';'}`,
      2,
    ),
  ),
]

const articles = fc.array(fc.tuple(phrase, fc.array(paragraph, { minLength: 1, maxLength: 4 })), { minLength: 2, maxLength: 5 })

const treaty: fc.Arbitrary<Node> = fc
  .tuple(phrase, fc.array(phrase, { maxLength: 3 }), articles)
  .map(([title, recitals, list]) =>
    build.doc(
      build.title(`Draft Convention: ${title}`),
      ...recitals.map((text) => build.recital(`Recalling ${text},`)),
      build.chapter('I', 'General provisions'),
      ...list.flatMap(([heading, paragraphs], at) => [
        ...(at === 2 ? [build.chapter('II', 'Measures')] : []),
        build.article(
          String(at + 1),
          `Heading of ${heading}`,
          ...paragraphs.flatMap((one, index) => provisionsOf(one, paragraphs.length === 1 ? null : String(index + 1))),
        ),
      ]),
      build.closing('In witness whereof the undersigned have signed this Convention.'),
    ),
  )

interface Revising {
  readonly kind:
    | 'insert words'
    | 'delete words'
    | 'replace words'
    | 'append'
    | 'rewrite'
    | 'new provision'
    | 'delete provision'
    | 'swap'
    | 'new article'
    | 'delete unit'
    | 'new recital'
    | 'recount'
  readonly at: number
  readonly word: number
  readonly length: number
  readonly text: string
}

const revising: fc.Arbitrary<Revising> = fc.record({
  kind: fc.constantFrom<Revising['kind']>(
    'insert words',
    'insert words',
    'delete words',
    'replace words',
    'replace words',
    'append',
    'rewrite',
    'new provision',
    'delete provision',
    'swap',
    'new article',
    'delete unit',
    'new recital',
    'recount',
  ),
  at: fc.nat(4000),
  word: fc.nat(30),
  length: fc.integer({ min: 1, max: 4 }),
  text: fc.oneof(fc.constantFrom(...INSERTED), phrase),
})

export const arbitraryDraft: fc.Arbitrary<{ base: Node; draft: Node }> = fc
  .tuple(treaty, fc.array(revising, { minLength: 1, maxLength: 6 }))
  .map(([base, list]) => ({ base, draft: list.reduce(revise, base) }))

/** Drafts of this text, with up to `most` of a delegation's changes anywhere in it. */
export const arbitraryDraftOf = (base: Node, most: number): fc.Arbitrary<Node> =>
  fc.array(revising, { minLength: 1, maxLength: most }).map((list) => list.reduce(revise, base))

const withWords = (node: Node, words: string): Node => node.type.create(node.attrs, words === '' ? [] : schema.text(words))

function revise(draft: Node, step: Revising, count: number): Node {
  switch (step.kind) {
    case 'new recital':
      return at(
        draft,
        (node) => node.type.name === 'recital',
        step.at,
        (list, index) => list.toSpliced(index + 1, 0, named(build.recital(`Noting ${step.text},`), `rec_new${count}`)),
      )
    case 'new article':
    case 'delete unit':
      return at(
        draft,
        (node) => node.type.name === 'article',
        step.at,
        (list, index) =>
          step.kind === 'delete unit'
            ? list.toSpliced(index, 1)
            : list.toSpliced(index + 1, 0, newArticle(list, index, step, count)),
      )
    case 'recount':
      return recounted(draft)
    default:
      return inBlocks(draft, step, count)
  }
}

const named = (node: Node, eId: string): Node => node.type.create({ ...node.attrs, eId }, node.content)
const numberOf = (node: Node | undefined): string | null => (node?.attrs['number'] as string | null | undefined) ?? null

function newArticle(list: readonly Node[], index: number, { text }: Revising, count: number): Node {
  const next = list.slice(index + 1).find((node) => node.type.name === 'article')
  const number = numberAfter(numberOf(list[index]), numberOf(next), 0, [])
  const eId = `art_new${count}`
  const article = build.article(
    number,
    `On ${text}`,
    named(build.p('1', `First, ${text}:`), `${eId}__1`),
    named(build.p('a', `${text};`, 2), `${eId}__1a`),
    named(build.p('2', 'Done.'), `${eId}__2`),
  )
  return named(article, eId)
}

function at(
  draft: Node,
  fits: (node: Node) => boolean,
  place: number,
  change: (list: readonly Node[], index: number) => readonly Node[],
): Node {
  const places = draft.children.flatMap((node, index) => (fits(node) ? [index] : []))
  const index = places[place % Math.max(1, places.length)]
  return index === undefined ? draft : draft.type.create(draft.attrs, [...change(draft.children, index)])
}

/** Words of any block, or the list of provisions of any article. */
function inBlocks(draft: Node, step: Revising, count: number): Node {
  const words = ['insert words', 'delete words', 'replace words', 'append', 'rewrite'].includes(step.kind)
  if (!words)
    return at(
      draft,
      ({ type }) => type.name === 'article',
      step.at,
      (list, index) =>
        list.with(index, list[index]!.type.create(list[index]!.attrs, [...provisions(list[index]!.children, step, count)])),
    )
  let left = step.at % Math.max(1, textblocks(draft))
  const visit = (node: Node): Node => {
    if (!node.isTextblock) return node.type.create(node.attrs, node.children.map(visit))
    return left-- === 0 ? reword(node, step) : node
  }
  return visit(draft)
}

const textblocks = (node: Node): number =>
  node.isTextblock ? 1 : node.children.reduce((sum, child) => sum + textblocks(child), 0)

function reword(node: Node, { kind, word, length, text }: Revising): Node {
  const words = node.textContent.split(' ')
  const from = word % words.length
  switch (kind) {
    case 'append':
      return withWords(node, `${node.textContent} ${text[0]!.toUpperCase()}${text.slice(1)}.`.trim())
    case 'rewrite':
      return withWords(node, `${text}.`)
    case 'insert words':
      return withWords(node, words.toSpliced(from, 0, text).join(' ').replaceAll(' ,', ','))
    case 'delete words':
      return words.length <= length ? node : withWords(node, words.toSpliced(from, length).join(' '))
    default:
      return withWords(node, words.toSpliced(from, length, text).join(' '))
  }
}

function provisions(children: readonly Node[], { kind, at: place, text, length }: Revising, count: number): readonly Node[] {
  const places = children.flatMap((node, index) => (node.type.name === 'provision' ? [index] : []))
  const index = places[place % Math.max(1, places.length)]
  if (index === undefined) return children
  const node = children[index]!
  const level = node.attrs['level'] as number
  let end = index + 1
  while (end < children.length && (children[end]!.attrs['level'] as number) > level) end++
  const next = children[end]
  const sibling = next && next.attrs['level'] === level ? next : undefined
  switch (kind) {
    case 'delete provision':
      return children.toSpliced(index, end - index)
    case 'swap': {
      if (!sibling) return children
      let nextEnd = end + 1
      while (nextEnd < children.length && (children[nextEnd]!.attrs['level'] as number) > level) nextEnd++
      return [
        ...children.slice(0, index),
        ...children.slice(end, nextEnd),
        ...children.slice(index, end),
        ...children.slice(nextEnd),
      ]
    }
    default: {
      const number = numberOf(node) === null ? null : numberAfter(numberOf(node), numberOf(sibling), level, [])
      const own = named(build.p(number, `${text};`, level), `new_${count}`)
      const below = level === 1 && length > 2 ? [named(build.p('a', `${text}.`, 2), `new_${count}a`)] : []
      return children.toSpliced(end, 0, own, ...below)
    }
  }
}

/** Every list of the draft counted anew, as a coalition may choose. */
function recounted(draft: Node): Node {
  let article = 0
  return draft.type.create(
    draft.attrs,
    draft.children.map((node) => {
      if (node.type.name !== 'article') return node
      const counts = [0, 0, 0]
      const children = node.children.map((child) => {
        if (child.type.name !== 'provision') return child
        const level = child.attrs['level'] as number
        counts.fill(0, level)
        if (numberOf(child) === null) return child
        const value = ++counts[level - 1]!
        return child.type.create(
          { ...child.attrs, number: level === 1 ? String(value) : String.fromCharCode(96 + value) },
          child.content,
        )
      })
      return node.type.create({ ...node.attrs, number: String(++article) }, children)
    }),
  )
}
