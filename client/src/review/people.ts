import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { draftQuery } from '../api/queries.ts'

/** Someone whose words stand in the margin. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly color: string
  /** Of somebody whom a Word file names: who brought it in, and its name. */
  readonly imported?: { readonly by: string; readonly file: string } | undefined
}

const GREY = '#5b6873'

/**
 * Who somebody is, by id: everybody who has ever opened the draft. Someone who has come since is asked for, and a nameless grey until
 * the answer is here.
 */
export function useNames(draftId: string, needed: readonly { readonly user: string }[]): (id: string) => Named {
  const { data, refetch } = useQuery(draftQuery(draftId))
  const byId = new Map<string, Named>(data?.members.map((person) => [person.id, person]))
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const known = new Set(data?.members.map(({ id }) => id))
    const unknown = needed.filter(({ user }) => !known.has(user) && !asked.current.has(user))
    if (!data || unknown.length === 0) return
    for (const { user } of unknown) asked.current.add(user)
    void refetch()
  }, [data, needed, refetch])
  return (id) => byId.get(id) ?? { id, name: '…', color: GREY }
}
