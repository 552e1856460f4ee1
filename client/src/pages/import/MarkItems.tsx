import { useTranslation } from 'react-i18next'
import { MenuGroup, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { MARKS_BY_KEY, OTHER_MARKS, type Command } from './commands.ts'

/** What a piece can be marked as, those with a key first. */
export function MarkItems({ run }: { run: (command: Command) => void }) {
  const { t } = useTranslation()
  return (
    <MenuGroup label={t('check.mark')}>
      {MARKS_BY_KEY.map((as, index) => (
        <MenuItem key={as} hint={`Alt+${index + 1}`} onSelect={() => run({ kind: 'mark', as })}>
          {t(`check.kind.${as}`)}
        </MenuItem>
      ))}
      <MenuLine />
      {OTHER_MARKS.map((as) => (
        <MenuItem key={as} onSelect={() => run({ kind: 'mark', as })}>
          {t(`check.kind.${as}`)}
        </MenuItem>
      ))}
    </MenuGroup>
  )
}
