/** A stretch of a draft's log in which people wrote together, or one alone: what the history shows as one version. */
export interface Session {
  /** Numbers of the first and the last update. */
  readonly from: number
  readonly to: number
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly endedAt: number
  readonly people: readonly Contribution[]
}

/** What one person did in a session, in characters. Words that only changed their place count for nothing. */
export interface Contribution {
  readonly id: string
  readonly lastAt: number
  readonly written: number
  readonly deleted: number
}

/** Whoever is silent for longer has finished a session. */
const PAUSE_MS = 5 * 60_000
/** Work that never pauses is cut, so that no version is more than an hour away from the next. */
const LONGEST_MS = 60 * 60_000

export interface SessionUpdate {
  readonly seq: number
  readonly userId: string
  readonly at: number
  readonly written: number
  readonly deleted: number
}

/**
 * The sessions after one more update. People who take turns within the pause share a session; who begins when another has
 * finished begins a new one.
 */
export function withUpdate(sessions: readonly Session[], update: SessionUpdate): readonly Session[] {
  const last = sessions.at(-1)
  if (!last || update.at - last.endedAt > PAUSE_MS) return [...sessions, begun(update)]
  const index = sessions.findLastIndex(({ people }) => people.some((one) => isOn(one, update)))
  if (index < 0) return [...sessions, begun(update)]
  const joined = sessions.slice(index).reduce(together)
  if (update.at - joined.startedAt > LONGEST_MS) return [...sessions, begun(update)]
  return [...sessions.slice(0, index), continued(joined, update)]
}

const isOn = ({ id, lastAt }: Contribution, { userId, at }: SessionUpdate): boolean => id === userId && at - lastAt <= PAUSE_MS

const begun = ({ seq, at, ...update }: SessionUpdate): Session => ({
  from: seq,
  to: seq,
  startedAt: at,
  endedAt: at,
  people: [contribution({ seq, at, ...update })],
})

const contribution = ({ userId, at, written, deleted }: SessionUpdate): Contribution => ({
  id: userId,
  lastAt: at,
  written,
  deleted,
})

const continued = (session: Session, update: SessionUpdate): Session => ({
  ...session,
  to: update.seq,
  endedAt: Math.max(session.endedAt, update.at),
  people: added(session.people, contribution(update)),
})

const together = (a: Session, b: Session): Session => ({
  from: a.from,
  to: b.to,
  startedAt: a.startedAt,
  endedAt: Math.max(a.endedAt, b.endedAt),
  people: b.people.reduce<readonly Contribution[]>(added, a.people),
})

function added(people: readonly Contribution[], one: Contribution): readonly Contribution[] {
  const known = people.find(({ id }) => id === one.id)
  if (!known) return [...people, one]
  const sum = { ...one, written: known.written + one.written, deleted: known.deleted + one.deleted }
  return people.map((other) => (other === known ? sum : other))
}
