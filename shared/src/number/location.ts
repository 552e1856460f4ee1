import type { Block } from '../model/index.ts'

/**
 * Where a block stands, in words, for lists and messages: "article 24, paragraph 1, subparagraph (a)(i)", "annex I, article 2",
 * "chapter II, section 1", "second preambular paragraph", "the title". What has no number is counted: "article 6, second paragraph".
 */
export function location(blocks: readonly Block[], index: number): string {
  const block = blocks[index]
  if (!block) throw new RangeError(`There is no block ${index}.`)
  switch (block.kind) {
    case 'title':
      return 'the title'
    case 'preamble':
      return 'the preamble'
    case 'closing':
      return 'the closing'
    case 'recital':
      return block.number === null ? `${counted(blocks, index)} preambular paragraph` : `recital ${block.number}`
    case 'note':
      return block.number === null ? `${counted(blocks, index)} footnote` : `footnote ${block.number}`
    case 'part':
    case 'chapter':
    case 'section':
      return divisionPath(blocks, index)
    case 'article':
    case 'annex':
      return unitPath(blocks, index)
    case 'paragraph':
    case 'subparagraph':
      return provisionPath(blocks, index)
  }
}

const named = (blocks: readonly Block[], index: number, word: string): string => {
  const { number, kind } = blocks[index]!
  if (number !== null) return `${word} ${number}`
  return kind === 'annex' && blocks.filter((block) => block.kind === 'annex').length === 1
    ? 'the annex'
    : `${counted(blocks, index)} ${word}`
}

/** An article of an annex is named with it: an annex reaches to the next one. */
function unitPath(blocks: readonly Block[], index: number): string {
  const own = named(blocks, index, blocks[index]!.kind)
  const annex = blocks[index]!.kind === 'annex' ? -1 : blocks.findLastIndex((block, at) => at < index && block.kind === 'annex')
  return annex < 0 ? own : `${named(blocks, annex, 'annex')}, ${own}`
}

const RANKS = ['part', 'chapter', 'section', 'subsection']

function divisionPath(blocks: readonly Block[], index: number): string {
  const path = [named(blocks, index, blocks[index]!.rank ?? blocks[index]!.kind)]
  let rank = RANKS.indexOf(blocks[index]!.rank ?? '')
  for (let at = index - 1; at >= 0 && rank > 1 && blocks[at]!.kind !== 'annex'; at--) {
    const outer = RANKS.indexOf(blocks[at]!.rank ?? '')
    if (outer < 1 || outer >= rank) continue
    path.unshift(named(blocks, at, blocks[at]!.rank!))
    rank = outer
  }
  return path.join(', ')
}

/** The containing unit, the paragraph and the points down to the block. */
function provisionPath(blocks: readonly Block[], index: number): string {
  const { container } = blocks[index]!
  const path: number[] = [index]
  let start = index
  while (start > 0 && blocks[start - 1]!.container === container && isProvision(blocks[start - 1]!)) {
    start--
    if (blocks[start]!.level < blocks[path[0]!]!.level) path.unshift(start)
  }
  const unit = container === null ? -1 : blocks.findLastIndex((block, at) => at < index && block.eId === container)
  const places = path.map((at) => {
    const { level, number } = blocks[at]!
    const word = level === 1 ? 'paragraph' : 'subparagraph'
    if (number === null) return `${counted(blocks, at)} ${word}`
    return level === 1 ? `${word} ${number}` : `(${number})`
  })
  const points = places.findIndex((place) => place.startsWith('('))
  const own = points < 0 ? places : [...places.slice(0, points), `subparagraph ${places.slice(points).join('')}`]
  return [...(unit < 0 ? [] : [unitPath(blocks, unit)]), ...own].join(', ')
}

const isProvision = ({ kind }: Block): boolean => kind === 'paragraph' || kind === 'subparagraph'

/** Which one of its siblings (same kind and level, in the same unit, under the same provision) a block is. */
function counted(blocks: readonly Block[], index: number): string {
  const own = blocks[index]!
  let place = 1
  for (let at = index - 1; at >= 0 && !bounds(blocks[at]!, own); at--)
    if (blocks[at]!.kind === own.kind && blocks[at]!.level === own.level) place++
  return ordinal(place)
}

/** Whether siblings of `own` are not looked for above this block. */
function bounds(block: Block, own: Block): boolean {
  if (own.container !== null && block.container !== own.container) return true
  if (isProvision(own) && isProvision(block)) return block.level < own.level
  return block.kind === 'annex' && own.kind !== 'annex'
}

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
]

/** "first" to "twelfth", then "13th", "21st". */
function ordinal(place: number): string {
  const ending = place % 100 > 10 && place % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')
  return ORDINALS[place - 1] ?? `${place}${ending}`
}
