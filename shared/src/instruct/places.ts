import type { Node } from 'prosemirror-model'
import { blocks, type Block, type ProvisionKind } from '../model/index.ts'
import type { Place } from './instruction.ts'
import { ORDINAL, ordinal, ordinalOf } from './ordinals.ts'

/** A unit of the base that a sentence can name: a block with what stands below it. */
export interface Unit {
  readonly place: Place
  readonly block: Block
  /** Index of the block. */
  readonly index: number
  /** Behind the last block of the unit. */
  readonly end: number
  /** Index among the document's children. */
  readonly top: number
  /** Index among the children of its article or annex; null for what stands in the document itself. */
  readonly child: number | null
  /** Behind the last of those children that belong to it. */
  readonly childEnd: number
}

/** The units of a text by their places. */
export class Places {
  readonly units: readonly Unit[]
  /** The blocks of the units, in order. */
  readonly blocks: readonly Block[]
  readonly #byPlace = new Map<Place, Unit>()
  readonly #children = new Map<number, number[]>()

  readonly doc: Node

  constructor(doc: Node) {
    this.doc = doc
    const list = blocks(doc)
    this.blocks = list
    this.units = unitsOf(doc, list, names(list))
    for (const unit of this.units) {
      const siblings = unit.child === null ? -1 : unit.top
      if (!this.#children.has(siblings)) this.#children.set(siblings, [])
      this.#children.get(siblings)![unit.child ?? unit.top] = unit.index
      if (!this.#byPlace.has(unit.place)) this.#byPlace.set(unit.place, unit)
      const loose = unit.place.toLowerCase()
      if (!this.#byPlace.has(loose)) this.#byPlace.set(loose, unit)
    }
  }

  /** The index of the block that a child opens: of the document (`list` -1), or of its child at `list`; undefined for a heading. */
  indexIn(list: number, child: number): number | undefined {
    return this.#children.get(list)?.[child]
  }

  /** The unit at a place without "chapeau" or "heading"; capital letters don't matter where they make no difference. */
  at(place: Place): Unit | null {
    return this.#byPlace.get(place) ?? this.#byPlace.get(place.toLowerCase()) ?? this.#counted(place)
  }

  /** "article 24, second paragraph", where the paragraphs have numbers too. */
  #counted(place: Place): Unit | null {
    const found = COUNTED.exec(place)
    const above = found && this.at(found[1]!)
    if (!above) return null
    const level = /^sub/i.test(found[3]!) ? Math.max(2, above.block.level + 1) : 1
    const below = this.units.slice(above.index + 1, above.end).filter(({ block }) => block.level === level)
    return below.at(/^last$/i.test(found[2]!) ? -1 : ordinalOf(found[2]!)! - 1) ?? null
  }
}

const COUNTED = new RegExp(`^(.+), (?:the )?(${ORDINAL}|last) ((?:sub)?paragraph)$`, 'i')

/** What has a heading, which its place names apart from what stands below it. */
export const isHeaded = (kind: ProvisionKind): boolean => isContainer(kind) || isDivision(kind)
export const isContainer = (kind: ProvisionKind): boolean => kind === 'article' || kind === 'annex'
export const isDivision = (kind: ProvisionKind): boolean => kind === 'part' || kind === 'chapter' || kind === 'section'
export const isProvision = ({ kind }: Block): boolean => kind === 'paragraph' || kind === 'subparagraph'

/** The place of a unit's own words, without what stands below it. */
export function ownPlace({ place, block, index, end }: Unit): Place {
  if (isHeaded(block.kind)) return `the heading of ${place}`
  return end - index > 1 ? `${place}, chapeau` : place
}

/** Ranks of divisions, outermost first; an annex is above them all. */
const RANKS = ['part', 'chapter', 'section', 'subsection']
const rankOf = (block: Block): number =>
  block.kind === 'annex' ? -1 : block.rank === null ? RANKS.length : RANKS.indexOf(block.rank)

function unitsOf(doc: Node, list: readonly Block[], places: readonly Place[]): Unit[] {
  const tops: number[] = []
  const children: (number | null)[] = []
  let top = -1
  let child = 0
  for (const block of list) {
    if (block.container === null) {
      top++
      child = doc.child(top).firstChild?.type.name === 'heading' ? 1 : 0
    }
    tops.push(top)
    children.push(block.container === null ? null : child++)
  }
  return list.map((block, index) => {
    const end = endOf(list, index)
    const own = children[index]!
    const childEnd = own === null ? 0 : own + end - index
    return { place: places[index]!, block, index, end, top: tops[index]!, child: own, childEnd }
  })
}

/** Behind the last block that stands below the one at `index`. */
function endOf(list: readonly Block[], index: number): number {
  const own = list[index]!
  let at = index + 1
  if (isProvision(own)) {
    while (at < list.length && isProvision(list[at]!) && list[at]!.container === own.container && list[at]!.level > own.level)
      at++
    return at
  }
  if (own.kind === 'article') while (at < list.length && list[at]!.container === own.eId) at++
  if (own.kind === 'annex' || isDivision(own.kind))
    while (at < list.length && rankOf(list[at]!) > rankOf(own) && list[at]!.kind !== 'closing' && list[at]!.kind !== 'note') at++
  return at
}

/** The places of all blocks, each different from every other. */
function names(list: readonly Block[]): Place[] {
  const seen = new Map<string, number>()
  const namer = new Namer(list)
  return list.map((_, index) => {
    const place = namer.place(index)
    const count = (seen.get(place) ?? 0) + 1
    seen.set(place, count)
    return count === 1 ? place : `${place}, ${ordinal(count)} of that name`
  })
}

/** Names blocks in document order, which lets it count as it goes. */
class Namer {
  readonly #list: readonly Block[]
  #annex = ''
  #divisions: string[] = []
  /** Path of the article or annex and of the provisions open at each level. */
  #open: { level: number; place: string; counts: Map<number, number> }[] = []
  readonly #counts = new Map<string, number>()
  readonly #totals = new Map<string, number>()
  readonly #firstLevels = new Map<string | null, number>()

  constructor(list: readonly Block[]) {
    this.#list = list
    for (const { kind, container, level } of list) {
      this.#totals.set(kind, (this.#totals.get(kind) ?? 0) + 1)
      if (level === 1) this.#firstLevels.set(container, (this.#firstLevels.get(container) ?? 0) + 1)
    }
  }

  place(index: number): Place {
    const block = this.#list[index]!
    const { kind, number } = block
    if (isProvision(block)) return this.#provision(block)
    this.#open = []
    switch (kind) {
      case 'title':
        return 'the title'
      case 'preamble':
        return this.#totals.get('preamble') === 1 ? 'the preamble' : `the ${this.#ordinal('preamble')} formula of the preamble`
      case 'closing':
        return this.#totals.get('closing') === 1 ? 'the closing' : `the ${this.#ordinal('closing')} paragraph of the closing`
      case 'recital':
        return number === null ? `the ${this.#ordinal('recital')} preambular paragraph` : `recital ${number}`
      case 'note':
        return number === null ? `the ${this.#ordinal('note')} footnote` : `footnote ${number}`
      case 'annex':
        return this.#container(this.#openAnnex(block))
      case 'article':
        return this.#container(`${this.#annex}${this.#named(block, 'article')}`)
      default:
        return this.#division(block)
    }
  }

  #ordinal(key: string): string {
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return ordinal(count)
  }

  #named({ number }: Block, word: string): string {
    const place = this.#ordinal(`${this.#annex}/${word}`)
    return number === null ? `the ${place} ${word}` : `${word} ${number}`
  }

  #openAnnex(block: Block): string {
    this.#annex = ''
    this.#divisions = []
    const place = block.number === null && this.#totals.get('annex') === 1 ? 'the annex' : this.#named(block, 'annex')
    this.#annex = `${place}, `
    return place
  }

  #container(place: string): string {
    this.#open = [{ level: 0, place, counts: new Map() }]
    return place
  }

  #division(block: Block): string {
    const rank = rankOf(block)
    this.#divisions.length = Math.min(this.#divisions.length, rank)
    const outer = this.#divisions.filter((place, at) => place && at > 0).at(-1)
    const prefix = outer ?? this.#annex.slice(0, -2)
    const key = `${prefix}/${block.rank}`
    const count = this.#ordinal(key)
    const own = block.number === null ? `the ${count} ${block.rank}` : `${block.rank} ${block.number}`
    const place = prefix ? `${prefix}, ${own.replace(/^the /, '')}` : own
    this.#divisions[rank] = place
    return place
  }

  #provision(block: Block): string {
    const { level, number, container } = block
    while (this.#open.length > 0 && this.#open.at(-1)!.level >= level) this.#open.pop()
    if (this.#open.length === 0) this.#open.push({ level: 0, place: '', counts: new Map() })
    const parent = this.#open.at(-1)!
    const count = (parent.counts.get(level) ?? 0) + 1
    parent.counts.set(level, count)
    const word = level === 1 ? 'paragraph' : 'subparagraph'
    const own = number === null ? `${ordinal(count)} ${word}` : level === 1 ? `paragraph ${number}` : `subparagraph (${number})`
    const nested = number !== null && level > 1 && parent.place.endsWith(')') && parent.level > 1
    const place = nested
      ? `${parent.place}(${number})`
      : parent.place
        ? `${parent.place}, ${own}`
        : number === null
          ? `the ${own}`
          : own
    const sole = level === 1 && number === null && container !== null && this.#firstLevels.get(container) === 1
    this.#open.push({ level, place: sole ? parent.place : place, counts: sole ? parent.counts : new Map() })
    return place
  }
}
