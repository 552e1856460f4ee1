import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { modifier } from '../../ui/modifier.ts'

const SHORTCUTS = [
  { what: 'enter', keys: ['Enter'] },
  { what: 'tab', keys: ['Tab'] },
  { what: 'shiftTab', keys: ['Shift+Tab'] },
  { what: 'backspace', keys: ['Backspace'] },
  { what: 'article', keys: [`${modifier}Alt+Enter`] },
  { what: 'move', keys: ['Alt+Shift+↑', 'Alt+Shift+↓'] },
  { what: 'number', keys: ['F2', 'Alt+N'] },
  { what: 'bold', keys: [`${modifier}B`] },
  { what: 'italic', keys: [`${modifier}I`] },
  { what: 'undo', keys: [`${modifier}Z`] },
  { what: 'redo', keys: [`${modifier}Y`, `${modifier}Shift+Z`] },
  { what: 'find', keys: [`${modifier}F`] },
  { what: 'nextSuggestion', keys: ['F8'] },
  { what: 'previousSuggestion', keys: ['Shift+F8'] },
  { what: 'send', keys: [`${modifier}Enter`] },
  { what: 'help', keys: ['?'] },
] as const

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className="shortcuts">
        {SHORTCUTS.map(({ what, keys }) => (
          <div key={what}>
            <dt>{t(`shortcuts.${what}`)}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 ? ` ${t('shortcuts.or')} ` : null}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
