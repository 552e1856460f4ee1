import { Suspense, type ReactNode } from 'react'

/** For dialogs and menus whose code arrives when they are first opened. */
export const Lazily = ({ children }: { children: ReactNode }) => <Suspense fallback={null}>{children}</Suspense>
