import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { modifier } from '../../ui/modifier.ts'
import { MARKS_BY_KEY } from './commands.ts'

const SHORTCUTS = [
  { what: 'move', keys: '↑ ↓' },
  { what: 'extend', keys: 'Shift+↑ ↓' },
  { what: 'fold', keys: '→ ←' },
  { what: 'demote', keys: 'Tab' },
  { what: 'promote', keys: 'Shift+Tab' },
  { what: 'divide', keys: 'Enter' },
  { what: 'merge', keys: 'Backspace' },
  { what: 'relabel', keys: 'F2' },
  { what: 'leftOut', keys: 'Delete' },
  { what: 'undo', keys: `${modifier}Z` },
  { what: 'redo', keys: `${modifier}Y` },
  { what: 'next', keys: 'F8' },
  { what: 'previous', keys: 'Shift+F8' },
  { what: 'accept', keys: 'Alt+A' },
  { what: 'leave', keys: 'Escape' },
] as const

export default function CheckShortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const marks = MARKS_BY_KEY.map((as, index) => ({
    name: `${t('check.mark')}: ${t(`check.kind.${as}`)}`,
    keys: `Alt+${index + 1}`,
  }))
  const rows = [...SHORTCUTS.map(({ what, keys }) => ({ name: t(`check.keys.${what}`), keys })), ...marks]
  return (
    <Dialog title={t('check.shortcuts')} onClose={onClose}>
      <dl className="check-keys">
        {rows.map(({ name, keys }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
