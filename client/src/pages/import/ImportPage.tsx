import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { can } from '@travaux/shared/protocol'
import { stagedImportQuery } from '../../api/queries.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { CentrePage } from '../CentrePage.tsx'
import { RequireMe, useMe } from '../RequireMe.tsx'
import { ImportWorkspace } from './ImportWorkspace.tsx'
import '../../i18n/import-strings.ts'
import './import-page.css'

/** What was understood of a file beside the file itself, to be corrected before it becomes a revision. */
export const ImportPage = ({ id }: { id: string }) => (
  <RequireMe>
    <Loaded id={id} />
  </RequireMe>
)

function Loaded({ id }: { id: string }) {
  const { t } = useTranslation()
  const { role } = useMe()
  const { data, error, refetch } = useQuery({ ...stagedImportQuery(id), enabled: can(role, 'import') })
  if (data) return <ImportWorkspace key={data.id} staged={data} />
  if (error)
    return (
      <CentrePage title={t('check.title')}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </CentrePage>
    )
  return <p className="check-wait">{t('app.loading')}</p>
}
