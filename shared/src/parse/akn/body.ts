import type { Node } from 'prosemirror-model'
import { build, MAX_LEVEL, schema, type DivisionRank } from '../../model/index.ts'
import { inline, joinRuns, readable, type Run } from '../line.ts'
import { headingInline } from '../structure/sheet.ts'
import { houseOr } from '../structure/house.ts'
import type { DivisionKind } from '../structure/ranks.ts'
import { attribute, child, children, nameOf, type Element } from '../xml.ts'
import { DIVISIONS, isBlock, PROVISIONS } from './names.ts'
import { provisionNumber, unitNumber } from './numbers.ts'
import { plainWords, TEXT, wordsOf, type Met } from './words.ts'

/** Elements that are points by their name. */
const POINTS = new Set(['point', 'item'])

/** Parts of an element that its owner reads itself. */
const OWN = new Set(['num', 'heading', 'subheading'])
const HEADINGS = new Set(['heading', 'crossHeading'])

/** Reads the elements of a body, annex or other container into blocks. */
export class BodyReader {
  readonly blocks: Node[] = []
  readonly #met: Met
  readonly #language: string
  readonly #ranks: Record<DivisionKind, DivisionRank>
  /** The element that is an article in this document: "section" in laws that have no articles. */
  readonly #articles: string
  #open: { type: 'article' | 'annex'; attrs: object; children: Node[] } | null = null

  constructor(met: Met, language: string, ranks: Record<DivisionKind, DivisionRank>, articles: string) {
    this.#met = met
    this.#language = language
    this.#ranks = ranks
    this.#articles = articles
  }

  read(container: Element): void {
    for (const element of children(container)) this.#element(element, 0)
    this.close()
  }

  annex(element: Element, heading: readonly Run[], number: string): void {
    this.close()
    const numbered = unitNumber(number)
    this.#open = {
      type: 'annex',
      attrs: { eId: idOf(element), number: numbered.number, form: this.#form('annex', numbered) },
      children: readable(heading) ? [build.heading(headingInline(heading))] : [],
    }
  }

  close(): void {
    if (this.#open) this.blocks.push(schema.node(this.#open.type, this.#open.attrs, this.#open.children))
    this.#open = null
  }

  /** `level` is that of the provision around, 0 outside of any. */
  #element(element: Element, level: number): void {
    const name = nameOf(element)
    if (name === 'meta') return
    if (name === this.#articles && this.#open?.type !== 'article') return this.#article(element)
    const kind = DIVISIONS[name]
    if (kind && level === 0 && this.#open === null) return this.#division(element, kind)
    if (PROVISIONS.has(name) || kind || (this.#open !== null && isNumbered(element))) return this.#provision(element, level)
    if (HEADINGS.has(name) && this.#open === null) return this.#freeHeading(element)
    if (!holdsBlocks(element)) return this.#words(wordsOf(element, this.#met), level, idOf(element))
    for (const one of children(element)) this.#element(one, level)
  }

  #article(element: Element): void {
    this.#open = this.#closed()
    const numbered = unitNumber(plainWords(child(element, 'num')))
    const heading = this.#heading(element)
    this.#open = {
      type: 'article',
      attrs: { eId: idOf(element), number: numbered.number, form: this.#form('article', numbered) },
      children: readable(heading) ? [build.heading(headingInline(heading))] : [],
    }
    for (const one of children(element)) if (!OWN.has(nameOf(one))) this.#element(one, 0)
    this.close()
  }

  #closed(): null {
    this.close()
    return null
  }

  #division(element: Element, kind: DivisionKind): void {
    const rank = this.#ranks[kind]
    const numbered = unitNumber(plainWords(child(element, 'num')))
    const form = this.#form(rank === 'subsection' ? 'section' : rank, numbered)
    const content = headingInline(this.#heading(element))
    this.blocks.push(schema.node('division', { eId: idOf(element), rank, number: numbered.number, form }, content))
    for (const one of children(element)) if (!OWN.has(nameOf(one))) this.#element(one, 0)
  }

  /** A heading between articles, or over a group of divisions. */
  #freeHeading(element: Element): void {
    const content = headingInline(wordsOf(element, this.#met))
    this.blocks.push(schema.node('division', { eId: idOf(element), rank: 'section', number: null, form: null }, content))
  }

  #heading(element: Element): Run[] {
    const parts = children(element).filter((one) => nameOf(one) === 'heading' || nameOf(one) === 'subheading')
    return parts.reduce<Run[]>((all, part) => joinRuns(all, wordsOf(part, this.#met)), [])
  }

  /** A provision takes the words of its first block; further blocks are provisions without number beside it. */
  #provision(element: Element, around: number): void {
    const numbered = provisionNumber(plainWords(child(element, 'num')))
    const level = Math.min(this.#levelOf(element, around), MAX_LEVEL)
    const kind = level === 1 ? 'paragraph' : 'subparagraph'
    const form =
      numbered.number === null ? null : houseOr(numbered.form ?? '#', { kind, number: numbered.number, level }, this.#language)
    const heading = this.#heading(element)
    const first = firstBlock(element)
    const opening = first ? wordsOf(first, this.#met) : []
    const words = readable(heading) === '' ? opening : joinRuns(heading, opening)
    const attrs = { eId: idOf(element), number: numbered.number, form, level }
    if (readable(words) !== '' || numbered.number !== null) this.#add(schema.node('provision', attrs, inline(words)))
    this.#rest(element, first, level)
  }

  /** Lists and unnumbered subparagraphs of European texts stand where their words do: only what carries a number goes deeper. */
  #levelOf(element: Element, around: number): number {
    const unnumbered = plainWords(child(element, 'num')) === ''
    // The points of an article without paragraphs stand below its opening words.
    return unnumbered ? Math.max(around, 1) : Math.max(around + 1, POINTS.has(nameOf(element)) ? 2 : 1)
  }

  #rest(element: Element, read: Element | null, level: number): void {
    for (const one of children(element)) {
      if (one === read || OWN.has(nameOf(one))) continue
      if (read !== null && contains(one, read)) this.#rest(one, read, level)
      else this.#element(one, level)
    }
  }

  #words(runs: readonly Run[], level: number, eId: string): void {
    if (readable(runs) === '' && !runs.some(({ note }) => note !== undefined)) return
    this.#add(schema.node('provision', { eId, level: Math.max(level, 1) }, inline(runs)))
  }

  #form(
    kind: 'article' | 'annex' | 'part' | 'chapter' | 'section',
    { number, form }: { number: string | null; form: string | null },
  ): string | null {
    return form === null ? null : houseOr(form, { kind, number }, this.#language)
  }

  #add(node: Node): void {
    if (this.#open) this.#open.children.push(node)
    else this.blocks.push(node)
  }
}

/** The id of Akoma Ntoso 3 (`eId`), of versions that keep one (`wId`), of Akoma Ntoso 2 (`id`), or none. */
export const idOf = (element: Element): string =>
  attribute(element, 'eId') ?? attribute(element, 'wId') ?? attribute(element, 'id') ?? ''

/** Whether an element holds blocks; otherwise its content is words. */
export function holdsBlocks(element: Element): boolean {
  for (let node = element.firstChild; node; node = node.nextSibling)
    if (node.nodeType === TEXT && (node.nodeValue ?? '').trim() !== '') return false
  return children(element).some((one) => isBlock(one) || (nameOf(one) !== 'authorialNote' && holdsBlocks(one)))
}

/** A container of a kind that its law names itself (`hcontainer name="clause"`) is a provision where it has a number. */
const isNumbered = (element: Element): boolean => CONTAINERS.has(nameOf(element)) && plainWords(child(element, 'num')) !== ''
const CONTAINERS = new Set(['hcontainer', 'container', 'blockContainer'])

/** The block that a provision's own words stand in: the first in `content`, `intro` or the element itself, none behind a point. */
function firstBlock(element: Element): Element | null {
  for (const one of children(element)) {
    const name = nameOf(one)
    if (OWN.has(name)) continue
    if (PROVISIONS.has(name) || name in DIVISIONS || isNumbered(one))
      return plainWords(child(one, 'num')) === '' ? firstBlock(one) : null
    return holdsBlocks(one) ? firstBlock(one) : one
  }
  return null
}

function contains(element: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = at.parentNode as Element | null) if (at === element) return true
  return false
}
