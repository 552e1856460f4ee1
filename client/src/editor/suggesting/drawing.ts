import type { Mark, Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { BREAK, type Stamp } from '@travaux/shared/model'
import { proposal, type Records, type SuggestionRecord } from '@travaux/shared/suggest'

/**
 * Proposals as decorations: paragraph marks within proposed words, proposed blocks, and what records say about blocks. Proposed
 * words themselves are marks and draw themselves (`render.ts`). Everything carries its suggestion and author as attributes, by which
 * the style sheet colours and highlights it without drawing again (`suggestion-styles.ts`).
 */
export function drawAll(doc: Node, records: Records): DecorationSet {
  const byTarget = targets(records)
  const drawn: Decoration[] = []
  doc.forEach((node, pos) => drawBlock(node, pos, byTarget, drawn))
  return drawn.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, drawn)
}

/** Draws those blocks of the top level again that a transaction changed. */
export function drawChanged(current: DecorationSet, tr: Transaction, records: Records): DecorationSet {
  const [old, now] = [tr.before.children, tr.doc.children]
  const shorter = Math.min(old.length, now.length)
  let start = 0
  while (start < shorter && old[start] === now[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const from = sizeOf(now.slice(0, start))
  const changed = now.slice(start, now.length - end)
  const to = from + sizeOf(changed)
  const mapped = current.map(tr.mapping, tr.doc)
  const stale = mapped.find(from, to)
  const drawn: Decoration[] = []
  const byTarget = targets(records)
  let pos = from
  for (const node of changed) {
    drawBlock(node, pos, byTarget, drawn)
    pos += node.nodeSize
  }
  return stale.length + drawn.length === 0 ? mapped : mapped.remove(stale).add(tr.doc, drawn)
}

const sizeOf = (nodes: readonly Node[]): number => nodes.reduce((size, node) => size + node.nodeSize, 0)

type ByTarget = ReadonlyMap<string, readonly SuggestionRecord[]>

const known = new WeakMap<Records, ByTarget>()

function targets(records: Records): ByTarget {
  if (!known.has(records))
    known.set(
      records,
      Map.groupBy(records.values(), (record) => record.target),
    )
  return known.get(records)!
}

function drawBlock(node: Node, pos: number, byTarget: ByTarget, drawn: Decoration[]): void {
  if (node.isText) return drawBreaks(node, pos, drawn)
  const stamp = proposal(node)
  if (stamp) drawn.push(onNode(node, pos, stamp, 'proposed-block', 'insertion'))
  for (const record of byTarget.get(node.attrs['eId'] as string) ?? []) drawn.push(...drawRecord(record, node, pos))
  node.forEach((child, offset) => drawBlock(child, pos + 1 + offset, byTarget, drawn))
}

/** What names a suggestion and its author in the page. */
export const namedAttributes = ({ id, user }: Pick<Stamp, 'id' | 'user'>): Record<string, string> => ({
  'data-suggestion': id,
  'data-author': user,
})

const onNode = (node: Node, pos: number, stamp: Stamp, className: string, role: string): Decoration =>
  Decoration.node(pos, pos + node.nodeSize, { ...namedAttributes(stamp), class: className, role })

function drawBreaks(node: Node, pos: number, drawn: Decoration[]): void {
  if (!node.marks.some(isInsertion)) return
  for (let at = node.text!.indexOf(BREAK); at >= 0; at = node.text!.indexOf(BREAK, at + 1))
    drawn.push(Decoration.inline(pos + at, pos + at + BREAK.length, { class: 'proposed-break' }))
}

const isInsertion = (mark: Mark): boolean => mark.type.name === 'insertion'

function drawRecord(record: SuggestionRecord, node: Node, pos: number): Decoration[] {
  const end = pos + node.nodeSize
  switch (record.op) {
    case 'delete':
      return [onNode(node, pos, record, 'proposed-deletion', 'deletion')]
    case 'move':
      return [onNode(node, pos, record, 'proposed-deletion proposed-move', 'deletion')]
    case 'join':
      return [widget(end - 1, 'del', '¶', 'proposed-join', record)]
    case 'set': {
      const before = node.attrs[record.attribute] as unknown
      if (before === record.value || record.attribute === 'form') return []
      const text =
        record.attribute === 'level' ? (Number(record.value) > Number(before) ? '→' : '←') : String(record.value ?? '–')
      return [widget(node.isTextblock ? pos + 1 : pos + 2, 'ins', text, 'proposed-label', record)]
    }
  }
}

function widget(pos: number, tag: 'ins' | 'del', text: string, className: string, record: SuggestionRecord): Decoration {
  const draw = () => {
    const element = document.createElement(tag)
    element.className = className
    element.textContent = text
    for (const [name, value] of Object.entries(namedAttributes(record))) element.setAttribute(name, value)
    return element
  }
  return Decoration.widget(pos, draw, { side: -1, ignoreSelection: true, key: `${className} ${record.id} ${text}` })
}
