import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { suggestionTimesQuery } from '../api/queries.ts'

/** Several suggestions that come within so many milliseconds are asked for once. */
const TOGETHER_MS = 1500

/**
 * When a suggestion reached the server, as ISO 8601; null while that is not known: its author wrote it a moment ago, or is offline. The
 * time in the text itself is its author's clock, which may say anything.
 */
export function useSuggestedAt(draftId: string, listed: readonly { readonly id: string }[]): (id: string) => string | null {
  const { data, refetch } = useQuery(suggestionTimesQuery(draftId))
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const unknown = listed.filter(({ id }) => data && !(id in data) && !asked.current.has(id))
    if (unknown.length === 0) return
    const timer = setTimeout(() => {
      for (const { id } of unknown) asked.current.add(id)
      void refetch()
    }, TOGETHER_MS)
    return () => clearTimeout(timer)
  }, [data, listed, refetch])
  return (id) => data?.[id] ?? null
}
