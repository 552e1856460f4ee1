import { createContext, use, useMemo, useRef } from 'react'

type Action = () => void

/** Outside a menu an item acts at once. */
export const ChosenContext = createContext<(action: Action) => void>((action) => action())

/** How an item says what has been chosen. */
export const useChoose = (): ((action: Action) => void) => use(ChosenContext)

/**
 * Carries out what was chosen when the menu is gone and the focus is back at its button, so that what moves the focus on (to the text,
 * to a field, to a dialog) has the last word.
 */
export function useChosen() {
  const chosen = useRef<Action | null>(null)
  return useMemo(
    () => ({
      choose: (action: Action) => void (chosen.current = action),
      onOpenChangeComplete: (open: boolean) => {
        if (open) return
        const action = chosen.current
        chosen.current = null
        action?.()
      },
    }),
    [],
  )
}
