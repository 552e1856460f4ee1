import { useTranslation } from 'react-i18next'
import { CLOSE } from '@travaux/shared/protocol'
import { needsSignIn, type SavedState } from '../../sync/session.ts'
import { Button } from '../../ui/Button.tsx'

/** The close codes after which y-websocket does not come back by itself. */
const FINAL = ['badMessage', 'signedOut', 'roleChanged', 'forbidden', 'gone', 'tooLarge'] as const
const reasonFor = (code: number) => FINAL.find((name) => CLOSE[name] === code)

export interface StoppedBannerProps {
  saved: Extract<SavedState, { kind: 'stopped' }>
  onReconnect: () => void
}

/** Why the server does not take this page back, and what helps. The text stays where it is. */
export default function StoppedBanner({ saved, onReconnect }: StoppedBannerProps) {
  const { t } = useTranslation()
  const { code, unsent, kept } = saved
  const reason = reasonFor(code)
  return (
    <div className="stopped" role="alert">
      <p>
        {reason ? t(`stopped.${reason}`) : t('stopped.other', { code })}
        {unsent && kept === 'nothing' ? ` ${t('stopped.unsent')}` : null}
      </p>
      {needsSignIn(saved) ? (
        <a className="button" href="/" target="_blank" rel="noreferrer">
          {t('stopped.signIn')}
        </a>
      ) : null}
      <Button onClick={onReconnect}>{t('stopped.reconnect')}</Button>
    </div>
  )
}
