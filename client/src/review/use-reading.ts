import { useEffect, useRef, useState } from 'react'
import type { Suggestion } from '@travaux/shared/suggest'
import { useMe } from '../pages/RequireMe.tsx'

/** Milliseconds in which nobody has read new words yet and let go of a click on the old ones. */
const REACTION = 600

/** What tells that somebody reads: for the element that holds the words. */
export interface Reading {
  /** What is read has come to say something else since they began. */
  readonly changed: boolean
  /** The suggestion as the reader has seen it: what it said before where it has only just come to say something else. */
  readonly seen: () => Suggestion
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
export function useReading(suggestion: Suggestion, { opened = false, writes = false } = {}): Reading {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const [read, setRead] = useState<string | null>(null)
  const mine = useMe().id === suggestion.user
  const now = JSON.stringify(suggestion.statements)
  const reads = (pointed || focused || opened) && !mine
  const known = reads ? (writes ? now : (read ?? now)) : null
  if (known !== read) setRead(known)
  const last = useRef(suggestion)
  const earlier = useRef<{ suggestion: Suggestion; until: number } | null>(null)
  useEffect(() => {
    if (JSON.stringify(last.current.statements) !== now)
      earlier.current = { suggestion: last.current, until: performance.now() + REACTION }
    last.current = suggestion
  }, [suggestion, now])
  return {
    changed: known !== null && known !== now,
    seen: () => {
      const before = reads && !writes ? earlier.current : null
      return before && performance.now() < before.until ? before.suggestion : suggestion
    },
    attention: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
    },
  }
}
