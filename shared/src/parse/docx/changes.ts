import { child, type Element } from '../xml.ts'

/** Which text an import takes from a file with tracked changes: the one after accepting everything, or after rejecting it. */
export type TrackedChanges = 'accept' | 'reject'

/** Word's marks of inserted and of deleted content, moves included (ECMA-376 part 1, 17.13.5). */
const INSERTED = ['ins', 'moveTo', 'cellIns']
const DELETED = ['del', 'moveFrom', 'cellDel']

/** Whether an element of this name holds content that the chosen text leaves out; undefined when it marks no change. */
export function leavesOut(name: string, taken: TrackedChanges): boolean | undefined {
  if (INSERTED.includes(name)) return taken === 'reject'
  if (DELETED.includes(name)) return taken === 'accept'
  return undefined
}

/** Whether properties (of a paragraph mark, a row, a cell) say that their owner is not in the chosen text. */
export function isGone(properties: Element | null, taken: TrackedChanges): boolean {
  return [...INSERTED, ...DELETED].some((name) => leavesOut(name, taken) && child(properties, name) !== null)
}

/** Properties as the chosen text has them: rejecting brings back those recorded before the change. */
export function propertiesOf(owner: Element, name: 'pPr' | 'rPr', taken: TrackedChanges): Element | null {
  const current = child(owner, name)
  const before = taken === 'reject' ? child(child(current, `${name}Change`), name) : null
  return before ?? current
}
