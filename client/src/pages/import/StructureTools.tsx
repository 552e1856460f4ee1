import { Combine, EyeOff, Hash, IndentDecrease, IndentIncrease, Keyboard, Redo2, Scissors, Tags, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { modifier } from '../../ui/modifier.ts'
import { MarkItems } from './MarkItems.tsx'
import type { Checking } from './use-checking.ts'

/** What can be done with the selected pieces, by mouse. */
export function StructureTools({ checking, onHelp }: { checking: Checking; onHelp: () => void }) {
  const { t } = useTranslation()
  const { run, canUndo, canRedo, chosen } = checking
  const allOut = chosen.length > 0 && chosen.every(({ kind }) => kind === 'leftOut')
  return (
    <section className="check-tools" aria-label={t('check.tools')}>
      <IconButton label={t('check.undo')} keys={`${modifier}Z`} aria-disabled={!canUndo} onClick={() => run({ kind: 'undo' })}>
        <Undo2 />
      </IconButton>
      <IconButton label={t('check.redo')} keys={`${modifier}Y`} aria-disabled={!canRedo} onClick={() => run({ kind: 'redo' })}>
        <Redo2 />
      </IconButton>
      <IconButton label={t('check.promote')} keys="Shift+Tab" onClick={() => run({ kind: 'promote' })}>
        <IndentDecrease />
      </IconButton>
      <IconButton label={t('check.demote')} keys="Tab" onClick={() => run({ kind: 'demote' })}>
        <IndentIncrease />
      </IconButton>
      <IconButton label={t('check.merge')} keys="Backspace" onClick={() => run({ kind: 'merge' })}>
        <Combine />
      </IconButton>
      <IconButton label={t('check.split')} keys="Enter" onClick={() => run({ kind: 'divide' })}>
        <Scissors />
      </IconButton>
      <IconButton label={t('check.relabel')} keys="F2" onClick={() => run({ kind: 'relabel' })}>
        <Hash />
      </IconButton>
      <IconButton
        label={t(allOut ? 'check.restore' : 'check.kind.leftOut')}
        keys="Delete"
        aria-pressed={allOut}
        onClick={() => run({ kind: 'toggleOut' })}
      >
        <EyeOff />
      </IconButton>
      <Menu
        trigger={
          <Button kind="quiet" icon={<Tags />}>
            {t('check.mark')}
          </Button>
        }
      >
        <MarkItems run={run} />
      </Menu>
      <span className="check-space" />
      <IconButton label={t('check.shortcuts')} keys="?" onClick={onHelp} data-hint-end="">
        <Keyboard />
      </IconButton>
    </section>
  )
}
