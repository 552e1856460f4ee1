import { useTranslation } from 'react-i18next'
import { meQuery, queryClient } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { CentrePage } from './CentrePage.tsx'

/** How to get in, for someone without a session. */
export function SignedOut() {
  const { t } = useTranslation()
  return (
    <CentrePage title={t('signedOut.title')}>
      <p>{t('signedOut.lead')}</p>
      <dl className="centre-ways">
        <div>
          <dt>{t('signedOut.invited')}</dt>
          <dd>{t('signedOut.invitedHow')}</dd>
        </div>
        <div>
          <dt>{t('signedOut.first')}</dt>
          <dd>{t('signedOut.firstHow')}</dd>
        </div>
        <div>
          <dt>{t('signedOut.lost')}</dt>
          <dd>{t('signedOut.lostHow')}</dd>
        </div>
      </dl>
      <Button onClick={() => void queryClient.invalidateQueries(meQuery)}>{t('signedOut.again')}</Button>
    </CentrePage>
  )
}
