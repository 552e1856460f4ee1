import type { Item } from '@travaux/shared/arrange'

/** The pieces that the next operation is about: from `anchor` to `focus`, in the order of the source. */
export interface Selection {
  readonly anchor: string
  readonly focus: string
}

export const only = (id: string): Selection => ({ anchor: id, focus: id })

/** Ids of the selected items, in order; the first item where the selected ones are gone. */
export function selectedIds(items: readonly Item[], { anchor, focus }: Selection): string[] {
  const ends = [anchor, focus].map((id) => items.findIndex((item) => item.id === id)).filter((index) => index >= 0)
  if (ends.length === 0) return items.slice(0, 1).map(({ id }) => id)
  return items.slice(Math.min(...ends), Math.max(...ends) + 1).map(({ id }) => id)
}

/** The selection with its focus some items further; `extend` leaves the anchor where it is. */
export function moved(items: readonly Item[], selection: Selection, by: number, extend: boolean): Selection {
  const at = items.findIndex(({ id }) => id === selection.focus)
  const focus = items[Math.min(Math.max(at + by, 0), items.length - 1)]?.id ?? selection.focus
  return extend ? { anchor: selection.anchor, focus } : only(focus)
}
