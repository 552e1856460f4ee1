import { useEffect, useRef, type RefObject } from 'react'

/** The rows of a list, and what is told when one of them is about to go. */
export interface NextRow {
  readonly list: RefObject<HTMLOListElement | null>
  readonly leaves: (id: string) => void
}

/**
 * Who decides on a row by keyboard goes on with the one that takes its place, else with the last; the focus would fall out of the list
 * with the row. `ids` are those of the rows, in order.
 */
export function useNextRow(ids: readonly string[]): NextRow {
  const list = useRef<HTMLOListElement>(null)
  const leaving = useRef<{ id: string; index: number } | null>(null)
  useEffect(() => {
    const gone = leaving.current
    if (!gone || ids.includes(gone.id)) return
    leaving.current = null
    const row = list.current?.children[Math.min(gone.index, ids.length - 1)]
    const next = row?.querySelector<HTMLElement>('input, button') ?? list.current
    next?.focus()
  }, [ids])
  return { list, leaves: (id) => (leaving.current = { id, index: ids.indexOf(id) }) }
}
