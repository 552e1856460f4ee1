import { useEffect, type ReactNode } from 'react'
import { Brand } from '../ui/Brand.tsx'
import './centre-page.css'

/** A short page with one thing to read or do. */
export function CentrePage({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title)
  return (
    <main className="centre">
      <div className="centre-sheet">
        <Brand />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}

/** The title of the window, which screen readers announce on arrival. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Travaux' ? title : `${title} – Travaux`
  }, [title])
}
