import { useEffect, useRef, type PointerEvent, type RefObject } from 'react'
import type { Item } from '@travaux/shared/arrange'
import { only } from './selection.ts'
import type { Checking } from './use-checking.ts'

/** So many pixels to the side are one level. */
const STEP = 28
/** Below this a press of the pointer is a click. */
const SLACK = 6

interface Drag {
  id: string
  row: HTMLElement
  x: number
  y: number
  /** Levels down; negative is up. */
  steps: number
  /** The row that it would join. */
  onto: HTMLElement | null
}

/**
 * Rows are dragged by the name of their kind, with mouse, pen or finger: to the side they change their level, onto the row above they join
 * it. What they would do is shown on the rows themselves; Escape gives up.
 */
export function useRowDrag({ arrangement, select, take }: Checking) {
  const drag = useRef<Drag | null>(null)
  useEffect(() => {
    const giveUp = (event: KeyboardEvent) => event.key === 'Escape' && end(drag)
    addEventListener('keydown', giveUp)
    return () => removeEventListener('keydown', giveUp)
  }, [])

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const grip = (event.target as Element).closest('.piece-kind')
      const row = grip?.closest<HTMLElement>('[data-item]')
      if (!row || event.button !== 0) return
      drag.current = { id: row.dataset['item']!, row, x: event.clientX, y: event.clientY, steps: 0, onto: null }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const now = drag.current
      if (!now) return
      const [dx, dy] = [event.clientX - now.x, event.clientY - now.y]
      if (Math.hypot(dx, dy) < SLACK) return
      const side = arrangement.direction === 'rtl' ? -dx : dx
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-item]') ?? null
      const onto = under && under.dataset['item'] === joinedBy(arrangement.items, now.id) ? under : null
      now.onto = onto
      now.steps = onto ? 0 : Math.trunc(side / STEP)
      show(now)
    },
    onPointerUp: () => {
      const ended = end(drag)
      if (!ended || (ended.steps === 0 && !ended.onto)) return
      select(only(ended.id))
      if (ended.onto) take({ op: 'merge', item: ended.id })
      const op = ended.steps < 0 ? 'promote' : 'demote'
      for (let step = 0; step < Math.abs(ended.steps); step++) if (!take({ op, items: [ended.id] })) return
    },
    onPointerCancel: () => end(drag),
  }
}

/** The item that this one joins when it is merged: the one before it that is not left out. */
function joinedBy(items: readonly Item[], id: string): string | undefined {
  const at = items.findIndex((item) => item.id === id)
  return items.slice(0, Math.max(at, 0)).findLast(({ kind }) => items[at]!.kind === 'leftOut' || kind !== 'leftOut')?.id
}

/** The drag that was going on, which it no longer is. */
function end(drag: RefObject<Drag | null>): Drag | null {
  const ended = drag.current
  drag.current = null
  if (ended) show({ ...ended, steps: 0, onto: null })
  return ended
}

function show({ row, steps, onto }: Drag): void {
  if (steps === 0) delete row.dataset['dragged']
  else row.dataset['dragged'] = 'true'
  row.style.setProperty('--dragged', String(steps))
  for (const other of document.querySelectorAll<HTMLElement>('[data-joins]')) delete other.dataset['joins']
  if (onto) onto.dataset['joins'] = 'true'
}
