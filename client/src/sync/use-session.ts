import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { openSession, type DraftSession, type SessionSnapshot, type Writer } from './session.ts'

/** A server that refuses a fresh copy as well will refuse the next one: no use in going round. */
const MOST_REOPENINGS = 3

export interface OpenDraft {
  /** Null until the component is on the page. */
  readonly session: DraftSession | null
  /** How many times the draft was opened anew because the server refused what was written. */
  readonly reopened: number
}

/** Keeps the draft open while the component is mounted, and opens it anew after a refusal. */
export function useSession(draftId: string, { id, name, color }: Writer): OpenDraft {
  const visit = useMemo(() => visitTo(draftId, { id, name, color }), [draftId, id, name, color])
  // Before the browser paints that it is waiting: the copy is read and the line opened meanwhile.
  useLayoutEffect(() => visit.enter(), [visit])
  return useSyncExternalStore(visit.subscribe, visit.getSnapshot)
}

/** A draft that is open from `enter` until what that returns is called. */
function visitTo(draftId: string, writer: Writer) {
  let visit: OpenDraft = { session: null, reopened: 0 }
  let listener = () => {}
  const open = (reopened: number) => {
    visit.session?.close()
    const session = openSession(draftId, writer, () => reopened < MOST_REOPENINGS && open(reopened + 1))
    visit = { session, reopened }
    listener()
  }
  const leave = () => {
    visit.session?.close()
    visit = { ...visit, session: null }
  }
  return {
    enter: () => {
      open(visit.reopened)
      return leave
    },
    subscribe: (changed: () => void) => {
      listener = changed
      return () => {
        listener = () => {}
      }
    },
    getSnapshot: () => visit,
  }
}

export const useSessionSnapshot = (session: DraftSession): SessionSnapshot =>
  useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.getSnapshot(),
  )
