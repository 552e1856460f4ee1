import { useMemo, useSyncExternalStore } from 'react'
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
  return useSyncExternalStore(visit.subscribe, visit.getSnapshot)
}

/** A draft that is open as long as someone listens. */
function visitTo(draftId: string, writer: Writer) {
  let open: OpenDraft = { session: null, reopened: 0 }
  let listener = () => {}
  const enter = (reopened: number) => {
    open.session?.close()
    const session = openSession(draftId, writer, () => reopened < MOST_REOPENINGS && enter(reopened + 1))
    open = { session, reopened }
    listener()
  }
  const subscribe = (changed: () => void) => {
    listener = changed
    enter(open.reopened)
    return () => {
      open.session?.close()
      open = { ...open, session: null }
      listener = () => {}
    }
  }
  return { subscribe, getSnapshot: () => open }
}

export const useSessionSnapshot = (session: DraftSession): SessionSnapshot =>
  useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.getSnapshot(),
  )
