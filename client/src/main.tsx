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

startInterface()
applyTheme()
if (location.pathname !== '/join') void queryClient.prefetchQuery(meQuery)
expectPage(location.pathname)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Shell />
    </QueryClientProvider>
  </StrictMode>,
)
