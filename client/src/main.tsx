import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { meQuery, queryClient } from './api/queries.ts'
import { startInterface } from './i18n/index.ts'
import { expectPage } from './pages/Pages.tsx'
import { Shell } from './pages/Shell.tsx'
import './styles/theme.css'
import './styles/base.css'
import { applyTheme } from './ui/theme.ts'

/** A page whose code comes within so many milliseconds is drawn once, not first as something that is loading. */
const PATIENCE = 300

startInterface()
applyTheme()
if (location.pathname !== '/join') void queryClient.prefetchQuery(meQuery)
const patience = new Promise((over) => setTimeout(over, PATIENCE))
void Promise.race([expectPage(location.pathname), patience]).then(() =>
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Shell />
      </QueryClientProvider>
    </StrictMode>,
  ),
)
