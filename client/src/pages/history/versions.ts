import type { History } from '../../api/calls.ts'

/** The update that every draft begins with: the text it started from. */
export const BASE = 1

/** A version that can be looked at. */
export interface Version {
  /** The number of the last update that belongs to it. */
  readonly seq: number
  /** When its last words were written, or when it was named, as ISO 8601; null for the base. */
  readonly at: string | null
  /** Names of those who worked on it since the version before. */
  readonly people: readonly string[]
  readonly named: readonly { readonly id: string; readonly name: string }[]
  /** Older versions that were put back in this one. */
  readonly restorations: readonly Restoration[]
}

export interface Restoration {
  readonly id: string
  /** The version that was put back. */
  readonly seq: number
  /** Name of the person. */
  readonly by: string
  readonly at: string
}

/** The versions of a draft, the latest first and the base last: one for the end of each session, and whatever else was named. */
export function versionsOf({ sessions, versions }: Pick<History, 'sessions' | 'versions'>): Version[] {
  const rows = new Map<number, { at: string | null; people: string[] }>([[BASE, { at: null, people: [] }]])
  // The first whose number it is wins: sessions say more of a version than its name does.
  for (const { to, endedAt, people } of sessions) rows.set(to, { at: endedAt, people: people.map(({ name }) => name) })
  for (const { seq, at, kind } of versions) if (kind === 'named' && !rows.has(seq)) rows.set(seq, { at, people: [] })
  const restorations = new Map(
    versions
      .filter(({ kind }) => kind === 'restored')
      .map((one) => [one, sessions.find(({ startedAt }) => startedAt <= one.at)?.to ?? BASE]),
  )
  return [...rows]
    .sort(([a], [b]) => b - a)
    .map(([seq, row]) => ({
      seq,
      ...row,
      named: versions.filter((one) => one.kind === 'named' && one.seq === seq).map(({ id, name }) => ({ id, name: name ?? '' })),
      restorations: [...restorations].filter(([, into]) => into === seq).map(([{ id, seq, by, at }]) => ({ id, seq, by, at })),
    }))
}
