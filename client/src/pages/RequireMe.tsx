import { useQuery } from '@tanstack/react-query'
import { createContext, use, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../api/calls.ts'
import { ProblemError } from '../api/problem.ts'
import { meQuery } from '../api/queries.ts'
import { ProblemNote } from '../ui/ProblemNote.tsx'
import { CentrePage } from './CentrePage.tsx'
import { SignedOut } from './SignedOut.tsx'

const MeContext = createContext<Me | null>(null)

/** Who is signed in; only below `RequireMe`. */
export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useMe is used outside RequireMe.')
  return me
}

/** Shows its children to people who are signed in, and to the others how to get in. */
export function RequireMe({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(meQuery)
  if (data) return <MeContext value={data}>{children}</MeContext>
  if (error instanceof ProblemError && error.problem.status === 401) return <SignedOut />
  if (error)
    return (
      <CentrePage title={t('app.name')}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </CentrePage>
    )
  return <p className="visually-hidden">{t('app.loading')}</p>
}
