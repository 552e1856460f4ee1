import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditorMode } from '../../editor/index.ts'
import { Menu, MenuChoice } from '../../ui/Menu.tsx'
import { modifier } from '../../ui/modifier.ts'
import { MODE_KEYS } from './modes.ts'

export interface ModeMenuProps {
  trigger: ReactElement
  modes: readonly EditorMode[]
  mode: EditorMode
  onMode: (mode: EditorMode) => void
}

/** The ways of working that this person has, each with what it does and its keys. */
export default function ModeMenu({ trigger, modes, mode, onMode }: ModeMenuProps) {
  const { t } = useTranslation()
  const options = modes.map((value) => ({
    value,
    label: t(`draft.mode.${value}`),
    hint: `${t(`draft.why.${value}`)} ${modifier}Alt+Shift+${MODE_KEYS[value].letter}`,
  }))
  return (
    <Menu trigger={trigger} defaultOpen>
      <MenuChoice label={t('draft.mode.label')} value={mode} options={options} onChange={onMode} />
    </Menu>
  )
}
