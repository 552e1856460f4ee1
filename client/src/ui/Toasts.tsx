import { lazy, Suspense, useSyncExternalStore } from 'react'

export interface Notice {
  title: string
  description?: string
  kind?: 'info' | 'problem'
}

const Stack = lazy(() => import('./ToastStack.tsx'))

const waiting: Notice[] = []
const listeners = new Set<() => void>()
let wanted = false

/** Tells the person something in a corner of the page; read out by screen readers. */
export function notify(notice: Notice): void {
  wanted = true
  waiting.push(notice)
  for (const listener of listeners) listener()
}

/** Hands over what has not been shown yet. */
export const takeNotices = (): Notice[] => waiting.splice(0)

export function onNotice(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where notices appear; their code is loaded with the first of them. */
export function Toasts() {
  const needed = useSyncExternalStore(onNotice, () => wanted)
  return needed ? (
    <Suspense fallback={null}>
      <Stack />
    </Suspense>
  ) : null
}
