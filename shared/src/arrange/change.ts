import type { Arrangement, Item } from './item.ts'

/** What an operation does to an arrangement, as a value that can be applied and turned round. */
export type Change =
  | { kind: 'items'; at: number; before: readonly Item[]; after: readonly Item[] }
  | { kind: 'doubt'; index: number; accepted: boolean }

/** Throws when the change was made for another arrangement. */
export function apply(arrangement: Arrangement, change: Change): Arrangement {
  switch (change.kind) {
    case 'items': {
      const { at, before, after } = change
      const { items } = arrangement
      if (before.some(({ id }, index) => items[at + index]?.id !== id)) throw new RangeError('The change is for another text.')
      return { ...arrangement, items: [...items.slice(0, at), ...after, ...items.slice(at + before.length)] }
    }
    case 'doubt': {
      const { index, accepted } = change
      if (arrangement.doubts[index]?.accepted !== !accepted) throw new RangeError('The change is for another text.')
      return { ...arrangement, doubts: arrangement.doubts.with(index, { ...arrangement.doubts[index], accepted }) }
    }
  }
}

export function invert(change: Change): Change {
  switch (change.kind) {
    case 'items':
      return { ...change, before: change.after, after: change.before }
    case 'doubt':
      return { ...change, accepted: !change.accepted }
  }
}
