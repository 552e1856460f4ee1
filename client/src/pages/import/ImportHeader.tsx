import { useTranslation } from 'react-i18next'
import type { StagedImport } from '../../api/calls.ts'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { AccountButton } from '../AccountButton.tsx'
import type { Checking } from './use-checking.ts'

export interface ImportHeaderProps {
  staged: StagedImport
  checking: Checking
  onOpen: (dialog: 'publish' | 'discard' | 'reread') => void
}

export function ImportHeader({ staged, checking, onOpen }: ImportHeaderProps) {
  const { t } = useTranslation()
  const { kept } = checking
  return (
    <header className="check-header">
      <Brand compact />
      <div className="check-names">
        <p className="check-title">{staged.title ?? t('check.title')}</p>
        <p className="check-lead">{t('check.lead', { file: staged.fileName })}</p>
      </div>
      {staged.trackedChanges ? (
        <Button kind="quiet" onClick={() => onOpen('reread')}>
          {t('check.tracked')}: {t(`check.trackedAs.${staged.trackedChanges}`)}
        </Button>
      ) : null}
      <output className="check-kept" data-kept={kept}>
        {kept === 'conflict' ? '' : t(`check.saved.${kept}`)}
      </output>
      <Button kind="quiet" onClick={() => onOpen('discard')}>
        {t('check.discard')}
      </Button>
      <Button kind="primary" disabled={kept === 'conflict'} onClick={() => onOpen('publish')}>
        {t('check.publish')}
      </Button>
      <AccountButton />
    </header>
  )
}
