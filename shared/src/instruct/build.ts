import type { Node } from 'prosemirror-model'
import { freshEId, schema } from '../model/index.ts'
import { recount, type Item } from './recount.ts'
import type { Places } from './places.ts'
import { TOP, type ListIndex, type Plan, type Range, type Slot } from './plan.ts'
import { quotable, spliceNode } from './words.ts'

/** The draft that a plan makes of the base. What is not touched keeps its node. */
export class Builder {
  readonly places: Places
  readonly plan: Plan

  constructor(places: Places, plan: Plan) {
    this.places = places
    this.plan = plan
  }

  doc(): Node {
    const { doc } = this.places
    const touched = this.#touched()
    const children = doc.children.map((node, at) => (touched.has(at) ? this.unit(at) : this.#own(TOP, at, node)))
    const placed = this.#list(TOP, children)
    return doc.type.create(doc.attrs, withFreshIds(placed, doc))
  }

  /** Tops whose inside changes. */
  #touched(): Set<number> {
    const { splices, headings, numbers, replaced, deleted, arrivals } = this.plan
    const lists = [
      ...headings.keys(),
      ...[...splices.keys(), ...numbers.keys()].map((index) => this.places.units[index]!.top),
      ...replaced.map(({ range }) => range.list),
      ...deleted.map(({ list }) => list),
      ...arrivals.flatMap(({ slot, range }) => [slot.list, ...(range ? [range.list] : [])]),
    ]
    return new Set(lists.filter((list) => list !== TOP))
  }

  /** The article or annex at an index of the document, with what the plan does inside it. */
  unit(top: number): Node {
    const node = this.places.doc.child(top)
    const swap = this.plan.replaced.find(({ range }) => range.list === TOP && range.from === top && range.to === top + 1)
    if (swap) return withFreshIds(this.#swapped(swap, [node]), this.places.doc)[0] ?? node
    const attrs = this.#renumbered(TOP, top, node)
    if (node.isTextblock) return this.#own(TOP, top, node)
    const children = this.#list(
      top,
      node.children.map((child, at) => this.#own(top, at, child)),
    )
    return node.type.create(attrs, withFreshIds(this.#headed(top, children), node))
  }

  #headed(top: number, children: readonly Node[]): readonly Node[] {
    const wanted = this.plan.headings.get(top)
    if (wanted === undefined) return children
    const headed = children[0]?.type.name === 'heading'
    const rest = headed ? children.slice(1) : children
    if (wanted === null) return rest
    const old = headed ? children[0]! : schema.node('heading')
    return [spliceNode(old, [{ from: 0, to: quotable(old).length, text: wanted }]), ...rest]
  }

  #renumbered(list: ListIndex, at: number, node: Node): Node['attrs'] {
    const index = this.places.indexIn(list, at)
    const number = index === undefined ? undefined : this.plan.numbers.get(index)
    return number === undefined ? node.attrs : { ...node.attrs, number }
  }

  /** A node with the changes of its own words and number. */
  #own(list: ListIndex, at: number, node: Node): Node {
    const heading = node.type.name === 'heading'
    const index = heading ? this.places.indexIn(TOP, list) : this.places.indexIn(list, at)
    if (index === undefined) return node
    const splices = node.isTextblock ? this.plan.splices.get(index) : undefined
    const attrs = heading ? node.attrs : this.#renumbered(list, at, node)
    if (!splices && attrs === node.attrs) return node
    const edited = splices ? spliceNode(node, splices) : node
    return node.type.create(attrs, edited.content)
  }

  /** The children of a list after deletions, replacements, insertions and moves. */
  #list(list: ListIndex, children: readonly Node[]): readonly Node[] {
    const { replaced, deleted, arrivals, counted } = this.plan
    const within = (one: { list: ListIndex }) => one.list === list
    const gone = new Set<number>()
    const removed = [...deleted, ...arrivals.flatMap(({ range }) => range ?? []), ...replaced.map(({ range }) => range)]
    for (const { from, to } of removed.filter(within)) for (let at = from; at < to; at++) gone.add(at)
    const here = arrivals
      .filter(({ slot }) => within(slot))
      .map(({ slot, nodes, range }) => ({ slot, nodes: range ? this.#moving(range) : nodes }))
    const swaps = new Map(replaced.filter(({ range }) => within(range)).map(({ range, nodes }) => [range.from, { range, nodes }]))
    const starts = counted.filter(({ slot }) => within(slot))
    if (gone.size === 0 && here.length === 0 && starts.length === 0) return children
    const items: Item[] = []
    const marks: { at: number; model: Node }[] = []
    const place = (at: number, side: Slot['side']) => {
      for (const { slot, model } of starts) if (slot.at === at && slot.side === side) marks.push({ at: items.length, model })
      for (const { slot, nodes } of here)
        if (slot.at === at && slot.side === side) items.push(...nodes.map((node): Item => ({ node, counted: false })))
    }
    for (let at = 0; at <= children.length; at++) {
      place(at, 'after')
      place(at, 'before')
      const swap = swaps.get(at)
      if (swap)
        items.push(
          ...this.#swapped(swap, children.slice(swap.range.from, swap.range.to)).map((node) => ({ node, counted: true })),
        )
      else if (at < children.length && !gone.has(at)) items.push({ node: children[at]!, counted: true })
    }
    return recount(items, marks, children)
  }

  /** New text in the place of old; under another number where its first block is renumbered as well. */
  #swapped({ range: { list, from }, nodes }: Plan['replaced'][number], old: readonly Node[]): readonly Node[] {
    const [first, ...rest] = takingOver(old, nodes)
    if (!first) return []
    const attrs = this.#renumbered(list, from, first)
    return [attrs === first.attrs ? first : first.type.create(attrs, first.content), ...rest]
  }

  #moving({ list, from, to }: Range): Node[] {
    const parent = list === TOP ? this.places.doc : this.places.doc.child(list)
    return parent.children
      .slice(from, to)
      .map((node, at) => (list === TOP && !node.isTextblock ? this.unit(from + at) : this.#own(list, from + at, node)))
  }
}

/** New text for old units: what has the same number keeps its eId, and its emphasis and footnotes where the words are the same. */
function takingOver(old: readonly Node[], fresh: readonly Node[]): Node[] {
  const left = [...old]
  return fresh.map((node, index) => {
    const at = index === 0 && old[0]?.type === node.type ? left.indexOf(old[0]) : left.findIndex((one) => alike(one, node))
    const before = at < 0 ? null : left.splice(at, 1)[0]!
    if (!before) return node
    if (node.isTextblock) {
      const sug = 'eId' in node.attrs ? { eId: before.attrs['eId'] as string } : {}
      return node.type.create({ ...node.attrs, ...sug }, retyped(before, node).content)
    }
    return node.type.create({ ...node.attrs, eId: before.attrs['eId'] as string }, takingOver(before.children, node.children))
  })
}

const retyped = (before: Node, node: Node): Node =>
  node.content.eq(before.content)
    ? before
    : node.children.some((child) => child.marks.length > 0)
      ? node
      : spliceNode(before, [{ from: 0, to: quotable(before).length, text: quotable(node) }])

const alike = (a: Node, b: Node): boolean =>
  a.type === b.type &&
  a.attrs['number'] === b.attrs['number'] &&
  a.attrs['level'] === b.attrs['level'] &&
  a.attrs['rank'] === b.attrs['rank']

/** Everything new gets an eId of its own. */
function withFreshIds(nodes: readonly Node[], parent: Node): Node[] {
  return nodes.map((node) => {
    if (!('eId' in node.attrs) || node.attrs['eId'] !== '') return node
    const named = node.type.create({ ...node.attrs, eId: freshEId(node, parent) }, node.content)
    return node.isTextblock ? named : named.type.create(named.attrs, withFreshIds(named.children, named))
  })
}
