import { useState } from 'react'
import type { Suggestion } from '@travaux/shared/suggest'
import { useMe } from '../pages/RequireMe.tsx'

/** What tells that somebody reads: for the element that holds the words. */
export interface Reading {
  /** What is read has come to say something else since they began. */
  readonly changed: boolean
  readonly attention: {
    onPointerEnter: () => void
    onPointerLeave: () => void
    onFocus: () => void
    onBlur: () => void
  }
}

/**
 * Whether a suggestion has been changed by others while this person reads what it says: since the pointer or the focus came there, or
 * since it was `opened`. Who `writes` in the text just now changes it themselves, as its author does.
 */
export function useReading({ statements, user }: Suggestion, { opened = false, writes = false } = {}): Reading {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const [read, setRead] = useState<string | null>(null)
  const mine = useMe().id === user
  const now = JSON.stringify(statements)
  const reads = (pointed || focused || opened) && !mine
  const known = reads ? (writes ? now : (read ?? now)) : null
  if (known !== read) setRead(known)
  return {
    changed: known !== null && known !== now,
    attention: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
    },
  }
}
