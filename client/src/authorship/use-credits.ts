import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import { authorshipQuery, queryClient } from '../api/queries.ts'
import { Credits } from './credits.ts'

/** Milliseconds without a change until the server is asked again: its answer takes work, and typing makes it old at once. */
const PAUSE_MS = 1200

/**
 * Who wrote which words of the draft as the server tells it, asked for while `wanted` and again when the text has changed and rests;
 * null until the first answer is here.
 */
export function useCredits(draftId: string, document: Y.Doc, wanted: boolean): { credits: Credits | null; failed: boolean } {
  const query = authorshipQuery(draftId)
  const [resting, setResting] = useState(true)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const { queryKey } = authorshipQuery(draftId)
    // What was told when the draft was open before may be old.
    void queryClient.invalidateQueries({ queryKey, refetchType: 'none' })
    const changed = () => {
      setResting(false)
      clearTimeout(timer)
      timer = setTimeout(() => {
        void queryClient.invalidateQueries({ queryKey, refetchType: 'none' })
        setResting(true)
      }, PAUSE_MS)
    }
    document.on('update', changed)
    return () => {
      clearTimeout(timer)
      document.off('update', changed)
    }
  }, [document, draftId])
  const { data, isError } = useQuery({ ...query, enabled: wanted && resting })
  const credits = useMemo(() => (data ? new Credits(data) : null), [data])
  return { credits, failed: isError }
}
