import { CloudAlert, CloudCheck, CloudOff, CloudUpload, Radio, type LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { needsSignIn, type SavedState as Saved } from '../../sync/session.ts'

type Words =
  | 'connecting'
  | 'saving'
  | 'saved'
  | 'offlineKept'
  | 'offlineKeeping'
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
  offlineKeeping: CloudOff,
  offline: CloudOff,
  notSaved: CloudAlert,
  refused: CloudAlert,
  viewing: Radio,
  stopped: CloudOff,
  signIn: CloudOff,
}

const OFFLINE = { nothing: 'offline', writing: 'offlineKeeping', everything: 'offlineKept' } as const

function wordsFor(saved: Saved, writes: boolean): Words {
  switch (saved.kind) {
    case 'connecting':
      return 'connecting'
    case 'saving':
      return writes ? 'saving' : 'viewing'
    case 'saved':
      return writes ? 'saved' : 'viewing'
    case 'offline':
      return OFFLINE[saved.kept]
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
  offlineKeeping: 'saved.offlineKeepingHow',
  offline: 'saved.offlineHow',
  notSaved: 'saved.notSavedHow',
  refused: 'saved.refusedHow',
  viewing: 'saved.viewingHow',
} as const

/** What a burst of keys has made of the words is shown when no key has come for this many milliseconds. */
const CALM = 400

/** The words, without a change back and forth for each key: what is being kept is called kept after the last one. */
function useCalm(words: Words): Words {
  const [shown, setShown] = useState(words)
  const waits = shown === 'offlineKeeping' && words === 'offlineKept'
  if (shown !== words && !waits) setShown(words)
  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(setShown, CALM, 'offlineKept')
    return () => clearTimeout(timer)
  }, [waits])
  return waits ? shown : words
}

/** On the way to a state that lasts: not worth reading out. */
const PASSING: ReadonlySet<Words> = new Set(['connecting', 'saving', 'offlineKeeping'])

/** Whether to read the words out: a state that lasts, and other than the last one that was read. */
function useNews(words: Words): boolean {
  const [told, tell] = useState({ words, lasting: words, news: true })
  if (told.words === words) return told.news
  const news = !PASSING.has(words) && words !== told.lasting
  tell({ words, lasting: news ? words : told.lasting, news })
  return news
}

/** How much of what this person wrote is safe, in words, read out when a state that lasts becomes another. */
export function SavedState({ saved, writes }: { saved: Saved; writes: boolean }) {
  const { t } = useTranslation()
  const words = useCalm(wordsFor(saved, writes))
  const news = useNews(words)
  const Icon = ICONS[words]
  const how = words in EXPLAINED ? t(EXPLAINED[words as keyof typeof EXPLAINED]) : undefined
  return (
    <p className="saved" data-state={words} title={how}>
      <Icon aria-hidden="true" />
      <output aria-label={t('saved.label')} aria-live={news ? 'polite' : 'off'}>
        {t(`saved.${words}`)}
      </output>
    </p>
  )
}
