import { Mark, type Node } from 'prosemirror-model'
import type { Transform } from 'prosemirror-transform'
import { isComment, isSuggestion, looks, markOf, type Chosen } from './marks.ts'
import { recordKey, type SuggestionRecord } from './records.ts'
import { settled, withoutComments } from './settled.ts'

/** What has been taken back: where places of the document before now are. */
export type Cancelled = (pos: number) => number

/** Words in a row that an author strikes or proposes. */
interface Group {
  readonly from: number
  readonly struck: Placed[]
  readonly added: Placed[]
}

interface Placed {
  readonly run: Node
  readonly pos: number
}

/**
 * Words that their author strikes and proposes again beside them, in the same look, are not proposed at all: bold put on and taken off, a
 * word deleted and typed again. `start` is where the block's content begins.
 */
export function cancelWords(tr: Transform, start: number, mine: Chosen): Cancelled[] {
  const groups = groupsIn(tr.doc.resolve(start).parent, start, mine).filter(saysNothing).toReversed()
  for (const { struck, added } of groups) {
    for (const { run, pos } of struck) tr.removeMark(pos, pos + run.nodeSize, markOf(run.marks, 'deletion', mine))
    for (const { run, pos } of added.toReversed()) tr.delete(pos, pos + run.nodeSize)
  }
  return groups.map(placesIn)
}

function groupsIn(block: Node, start: number, mine: Chosen): Group[] {
  const groups: Group[] = []
  let open: Group | null = null
  block.forEach((run, offset) => {
    const pos = start + offset
    const added = run.isText && markOf(run.marks, 'insertion', mine) !== undefined
    const struck = run.isText && markOf(run.marks, 'deletion', mine) !== undefined
    if (!added && !struck) open = null
    else {
      if (!open) groups.push((open = { from: pos, struck: [], added: [] }))
      open[added ? 'added' : 'struck'].push({ run, pos })
    }
  })
  return groups
}

/** Comments and others' suggestions on the new words would go with them. */
const carriesMore = ({ run }: Placed): boolean => run.marks.some(isComment) || run.marks.filter(isSuggestion).length > 1

function saysNothing({ struck, added }: Group): boolean {
  if (struck.length === 0 || added.length === 0 || added.some(carriesMore)) return false
  const [before, after] = [characters(struck), characters(added)]
  return (
    before.length === after.length &&
    before.every(({ unit, look }, at) => unit === after[at]!.unit && Mark.sameSet(look, after[at]!.look))
  )
}

const characters = (list: readonly Placed[]) =>
  list.flatMap(({ run }) => run.text!.split('').map((unit) => ({ unit, look: looks(run.marks) })))

/** A place among the words that went is the same place among those that stay. */
function placesIn({ from, struck, added }: Group): Cancelled {
  const size = (list: readonly Placed[]) => list.reduce((sum, { run }) => sum + run.nodeSize, 0)
  const to = from + size(struck) + size(added)
  return (place) => {
    if (place <= from) return place
    if (place >= to) return place - size(added)
    const before = added.reduce((sum, { run, pos }) => sum + Math.max(0, Math.min(place - pos, run.nodeSize)), 0)
    return from + before
  }
}

type Move = Extract<SuggestionRecord, { op: 'move' }>

/**
 * Blocks that their author proposes to move to where they stand, as they read, do not move: the new ones are taken out again. Gives the
 * keys of the records that go.
 */
export function cancelMoves(
  tr: Transform,
  moves: readonly Move[],
): { readonly keys: readonly string[]; readonly places: Cancelled[] } {
  const keys = new Set<string>()
  const places: Cancelled[] = []
  for (const list of together(moves)) {
    if (list.length === 0 || list.some((move) => keys.has(recordKey(move)))) continue
    const pairs = list.map((move) => ({ from: findBlock(tr.doc, move.target), to: findBlock(tr.doc, move.to) }))
    if (!pairs.every(sameWords) || !sameOrder(list, pairs)) continue
    const cuts = pairs.map(({ from, to }) => ({ from: from!.pos, to: to!.pos, size: to!.node.nodeSize }))
    const steps = tr.mapping.maps.length
    for (const { to, size } of cuts.toSorted((a, b) => b.to - a.to)) tr.delete(to, to + size)
    const mapping = tr.mapping.slice(steps)
    places.push((pos) => {
      const cut = cuts.find(({ to, size }) => pos >= to && pos < to + size)
      return cut ? mapping.map(cut.from) + pos - cut.to : mapping.map(pos)
    })
    for (const move of list) keys.add(recordKey(move))
  }
  return { keys: [...keys], places }
}

/** Moves that may come to nothing: those of one suggestion, or all of them, when the neighbours have moved in their turn. */
const together = (moves: readonly Move[]): (readonly Move[])[] => [...Map.groupBy(moves, ({ id }) => id).values(), moves]

interface Found {
  readonly node: Node
  readonly pos: number
  readonly parent: Node
}

function findBlock(doc: Node, eId: string): Found | null {
  let found: Found | null = null
  doc.descendants((node, pos, parent) => {
    if (node.attrs['eId'] === eId) found ??= { node, pos, parent: parent! }
    return found === null && !node.isTextblock
  })
  return found
}

interface Pair {
  readonly from: Found | null
  readonly to: Found | null
}

function sameWords({ from, to }: Pair): boolean {
  if (!from || !to || from.parent !== to.parent) return false
  const bare = (node: Node) => withoutComments(settled(node.type.create({ ...node.attrs, eId: '', sug: null }, node.content)))
  return bare(from.node).eq(bare(to.node))
}

/** Whether carrying out the moves leaves every block of the container where it is. */
function sameOrder(moves: readonly Move[], pairs: readonly Pair[]): boolean {
  const parent = pairs[0]!.from!.parent
  if (pairs.some(({ from }) => from!.parent !== parent)) return false
  const targets = new Map(moves.map(({ to, target }) => [to, target]))
  const leaving = new Set(moves.map(({ target }) => target))
  const ids = parent.children.map(({ attrs }) => attrs['eId'] as string)
  const before = ids.filter((id) => !targets.has(id))
  const after = ids.filter((id) => !leaving.has(id)).map((id) => targets.get(id) ?? id)
  return before.every((id, at) => id === after[at])
}
