import { CloudAlert, CloudCheck, CloudOff, CloudUpload, Radio, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { needsSignIn, type SavedState as Saved } from '../../sync/session.ts'

type Words =
  | 'connecting'
  | 'saving'
  | 'saved'
  | 'offlineKept'
  | 'offline'
  | 'notSaved'
  | 'refused'
  | 'viewing'
  | 'stopped'
  | 'signIn'

const ICONS: Record<Words, LucideIcon> = {
  connecting: CloudUpload,
  saving: CloudUpload,
  saved: CloudCheck,
  offlineKept: CloudOff,
  offline: CloudOff,
  notSaved: CloudAlert,
  refused: CloudAlert,
  viewing: Radio,
  stopped: CloudOff,
  signIn: CloudOff,
}

function wordsFor(saved: Saved, writes: boolean): Words {
  switch (saved.kind) {
    case 'connecting':
      return 'connecting'
    case 'saving':
      return writes ? 'saving' : 'viewing'
    case 'saved':
      return writes ? 'saved' : 'viewing'
    case 'offline':
      return saved.kept ? 'offlineKept' : 'offline'
    case 'not-saved':
      return 'notSaved'
    case 'refused':
      return 'refused'
    case 'stopped':
      return needsSignIn(saved) ? 'signIn' : 'stopped'
  }
}

/** Words without an explanation of their own explain themselves or have a banner. */
const EXPLAINED = {
  saved: 'saved.savedHow',
  saving: 'saved.savingHow',
  offlineKept: 'saved.offlineKeptHow',
  offline: 'saved.offlineHow',
  notSaved: 'saved.notSavedHow',
  refused: 'saved.refusedHow',
  viewing: 'saved.viewingHow',
} as const

/** How much of what this person wrote is safe, in words, read out when it changes. */
export function SavedState({ saved, writes }: { saved: Saved; writes: boolean }) {
  const { t } = useTranslation()
  const words = wordsFor(saved, writes)
  const Icon = ICONS[words]
  const how = words in EXPLAINED ? t(EXPLAINED[words as keyof typeof EXPLAINED]) : undefined
  return (
    <p className="saved" data-state={words} title={how}>
      <Icon aria-hidden="true" />
      <output aria-label={t('saved.label')}>{t(`saved.${words}`)}</output>
    </p>
  )
}
