import { DIVISION_RANKS } from '../../model/index.ts'
import type { PaperRun } from '../paper/paper.ts'
import type { Item } from './item.ts'
import { element, words, type EIds } from './xml.ts'

/** The footnotes of a document by their numbers, each written where its reference stands. */
export type Notes = ReadonlyMap<string, Item>

/** Names of provisions by level; a level is a step of nesting. */
const PROVISIONS = ['paragraph', 'point', 'point', 'point']
const DIVISIONS = { part: 'part', chapter: 'chapter', section: 'section', subsection: 'subsection' } as const

interface Unit {
  readonly name: string
  readonly item: Item | null
  readonly children: Unit[]
}

/** Writes divisions, articles and provisions, which are flat in an instrument, as the nested elements of Akoma Ntoso. */
export class BodyWriter {
  private readonly eIds: EIds
  private readonly notes: Notes

  constructor(eIds: EIds, notes: Notes) {
    this.eIds = eIds
    this.notes = notes
  }

  write(items: readonly Item[]): string {
    return nested(items)
      .map((unit) => this.unit(unit))
      .join('')
  }

  runs(list: readonly PaperRun[]): string {
    return list.map((run) => this.run(run)).join('')
  }

  paragraph(item: Item): string {
    return element('p', this.attributes(item), this.runs(item.words))
  }

  /** What is deleted is said to be removed, under an id that no provision of the draft has. */
  attributes({ block, gone }: Item) {
    return { eId: this.eIds.unique(gone ? `${block.eId}__gone` : block.eId), status: gone ? 'removed' : null }
  }

  num(item: Item): string {
    return item.label.length > 0 ? element('num', {}, this.runs(item.label)) : ''
  }

  private unit({ name, item, children }: Unit): string {
    if (item === null) return element(name, { eId: this.eIds.unique(name) }, ...children.map((child) => this.unit(child)))
    const attributes = this.attributes(item)
    const inner = () => children.map((child) => this.unit(child)).join('')
    if (item.block.rank !== null || item.block.kind === 'article') {
      const heading = item.words.length > 0 ? element('heading', {}, this.runs(item.words)) : ''
      return element(name, attributes, this.num(item), heading, inner())
    }
    const own = element('p', {}, this.runs(item.words))
    const content = children.length > 0 ? `${element('intro', {}, own)}${inner()}` : element('content', {}, own)
    return element(name, attributes, this.num(item), content)
  }

  private run({ text, op, strong, em, noteRef }: PaperRun): string {
    let written = noteRef ? this.reference(text, op) : words(text)
    if (em) written = element('i', {}, written)
    if (strong) written = element('b', {}, written)
    return op === 'keep' ? written : element(op === 'insert' ? 'ins' : 'del', {}, written)
  }

  private reference(number: string, op: PaperRun['op']): string {
    const note = op === 'delete' ? undefined : this.notes.get(number)
    if (!note) return element('sup', {}, words(number))
    return element(
      'authorialNote',
      { marker: number, placement: 'bottom', ...this.attributes(note) },
      element('p', {}, this.runs(note.words)),
    )
  }
}

function nested(items: readonly Item[]): Unit[] {
  const roots: Unit[] = []
  let divisions: { rank: number; unit: Unit }[] = []
  let article: Unit | null = null
  let provisions: Unit[] = []
  const inDivision = () => divisions.at(-1)?.unit.children ?? roots
  for (const item of items) {
    const { rank, kind, level, container } = item.block
    if (rank !== null) {
      const depth = DIVISION_RANKS.indexOf(rank)
      divisions = divisions.filter((open) => open.rank < depth)
      const unit = { name: DIVISIONS[rank], item, children: [] }
      inDivision().push(unit)
      divisions.push({ rank: depth, unit })
      article = null
      provisions = []
    } else if (kind === 'article') {
      article = { name: 'article', item, children: [] }
      inDivision().push(article)
      provisions = []
    } else {
      const within = container === null ? inDivision() : (article?.children ?? inDivision())
      if (container === null) article = null
      provisions.length = Math.min(provisions.length, Math.max(level, 1) - 1)
      while (provisions.length < Math.max(level, 1) - 1) {
        const empty = { name: PROVISIONS[provisions.length]!, item: null, children: [] }
        ;(provisions.at(-1)?.children ?? within).push(empty)
        provisions.push(empty)
      }
      const unit = { name: PROVISIONS[provisions.length] ?? 'point', item, children: [] }
      ;(provisions.at(-1)?.children ?? within).push(unit)
      provisions.push(unit)
    }
  }
  return roots
}
