import { ChevronDown, Eye, MessageSquarePlus, PenLine, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '@travaux/shared/protocol'
import type { EditorMode, EditorView } from '../../editor/index.ts'
import { Button } from '../../ui/Button.tsx'
import { modesOf } from './modes.ts'

const ModeMenu = lazy(() => import('./ModeMenu.tsx'))

const ICONS: Record<EditorMode, LucideIcon> = { editing: PenLine, suggesting: MessageSquarePlus, viewing: Eye }

export interface ModeSwitchProps {
  role: Role
  view: EditorView
  mode: EditorMode
  onMode: (mode: EditorMode) => void
}

/** What becomes of what one types here, in words, and the switch between the ways of working. Read out when it changes. */
export function ModeSwitch({ role, view, mode, onMode }: ModeSwitchProps) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(false)
  const modes = modesOf(role)
  const shown = view === 'original' ? 'original' : mode
  const why = shown === 'viewing' && modes.length === 1 ? t('draft.why.observer') : t(`draft.why.${shown}`)
  if (modes.length === 1 || view === 'original')
    return (
      <p className="draft-mode" data-mode={shown} title={why}>
        {t(`draft.mode.${shown}`)}
        {shown === 'viewing' ? <span className="draft-why">{why}</span> : <span className="visually-hidden">{why}</span>}
      </p>
    )
  const Icon = ICONS[mode]
  const button = (
    <Button
      icon={<Icon />}
      onClick={() => setWanted(true)}
      title={why}
      aria-label={`${t('draft.mode.label')}: ${t(`draft.mode.${mode}`)}`}
    >
      <span className="mode-word">{t(`draft.mode.${mode}`)}</span>
      <ChevronDown aria-hidden="true" className="mode-arrow" />
    </Button>
  )
  return (
    <div className="draft-mode" data-mode={mode}>
      {wanted ? (
        <Suspense fallback={button}>
          <ModeMenu trigger={button} modes={modes} mode={mode} onMode={onMode} />
        </Suspense>
      ) : (
        button
      )}
      <output className="visually-hidden">{`${t(`draft.mode.${mode}`)}. ${why}`}</output>
    </div>
  )
}
