import type { Node } from 'prosemirror-model'
import { build, schema } from '@travaux/shared/model'

/** A convention of any length, the same for the same numbers: chapters of articles with paragraphs and points, in a treaty's words. */
const CLAUSES = [
  'Each State Party shall adopt such legislative and other measures as may be necessary',
  'in accordance with the fundamental principles of its domestic law',
  'to establish the powers and procedures provided for in this chapter',
  'for the purpose of specific criminal investigations or proceedings',
  'with due regard for the protection of human rights and fundamental freedoms',
  'subject to judicial or other independent review',
  'including the grounds that justify application and the limits on scope and duration',
  'a request for mutual legal assistance shall be made in writing',
  'the requesting State Party may not use the evidence for any other purpose without prior consent',
  'stored electronic data in the possession or control of a service provider',
  'where the offence is punishable by a deprivation of liberty of at least four years',
  'competent authorities may order the expeditious preservation of specified data',
]
const ARTICLES_PER_CHAPTER = 8
const WORDS_PER_ARTICLE = 285

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** About `words` words of treaty text. */
export function treaty(words: number, seed = 1): Node {
  const random = seeded(seed)
  const clause = () => CLAUSES[Math.floor(random() * CLAUSES.length)]!
  const sentence = (clauses: number) => `${Array.from({ length: clauses }, clause).join(', ')}.`
  const content = [build.title('Draft Convention'), build.preamble('The States Parties to this Convention,')]
  for (let number = 1; number <= Math.ceil(words / WORDS_PER_ARTICLE); number++) {
    if (number % ARTICLES_PER_CHAPTER === 1) content.push(build.chapter(`C${content.length}`, clause()))
    const provisions = [1, 2, 3, 4].flatMap((paragraph) => [
      build.p(String(paragraph), sentence(3)),
      ...(paragraph % 2 ? ['a', 'b', 'c'].map((point) => build.p(point, sentence(1), 2)) : []),
    ])
    content.push(build.article(String(number), `Measures of kind ${number}`, ...provisions))
  }
  return build.doc(...content, build.closing('In witness whereof the undersigned have signed this Convention.'))
}

/** The text after `count` edits of words, provisions and levels, spread over its articles. */
export function amended(base: Node, count: number, seed = 2): Node {
  const random = seeded(seed)
  let made = 0
  const articles = base.children.filter((node) => node.type.name === 'article').length
  const blocks = base.children.map((node) => {
    if (node.type.name !== 'article') return node
    const due = Math.ceil(count / articles)
    let inner = node
    for (let edit = 0; edit < due && made < count; edit++) inner = amend(inner, made++, random)
    return inner
  })
  return schema.node('doc', base.attrs, blocks)
}

function amend(article: Node, edit: number, random: () => number): Node {
  const children = [...article.children]
  const at = 1 + Math.floor(random() * (children.length - 1))
  const node = children[at]
  if (!node) return article
  const half = node.textContent.indexOf(' ', node.content.size >> 1)
  const provision = (words: readonly Node[], attrs: object = {}) =>
    schema.node('provision', { ...node.attrs, ...attrs }, [...words])
  switch (half < 0 ? 5 : edit % 10) {
    case 7:
      children.splice(
        at,
        0,
        provision([schema.text('A new provision of the coalition.')], { eId: `new_${edit}`, number: '1 bis' }),
      )
      break
    case 8:
      children.splice(
        at,
        1,
        provision(node.slice(0, half).content.content),
        provision(node.slice(half).content.content, { eId: `half_${edit}` }),
      )
      break
    case 9:
      children.splice(at, 1)
      break
    case 5:
      children[at] = provision(node.children, { level: 1 + (edit % 3) })
      break
    default:
      children[at] = provision([
        ...node.slice(0, half).content.content,
        schema.text(' freely agreed and'),
        ...node.slice(Math.min(half + (edit % 3) * 9, node.content.size)).content.content,
      ])
  }
  return article.copy(article.type.create(null, children).content)
}
