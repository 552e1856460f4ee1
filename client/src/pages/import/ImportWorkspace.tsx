import { lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StagedImport } from '../../api/calls.ts'
import { Button } from '../../ui/Button.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { useWiderThan } from '../../ui/use-wider-than.ts'
import { useTitle } from '../CentrePage.tsx'
import { useHelpKey } from '../draft/use-help-key.ts'
import { DoubtBar } from './DoubtBar.tsx'
import { ImportHeader } from './ImportHeader.tsx'
import { SourcePane } from './SourcePane.tsx'
import { StructurePane } from './StructurePane.tsx'
import { StructureTools } from './StructureTools.tsx'
import { useChecking } from './use-checking.ts'

const PublishDialog = lazy(() => import('./PublishDialog.tsx'))
const DiscardDialog = lazy(() => import('./DiscardDialog.tsx'))
const RereadDialog = lazy(() => import('./RereadDialog.tsx'))
const CheckShortcuts = lazy(() => import('./CheckShortcuts.tsx'))

/** Both panes stand beside each other from this width on, in rem. */
const SIDE_BY_SIDE = 60

type Opened = 'publish' | 'discard' | 'reread' | null
type Side = 'source' | 'structure'

export function ImportWorkspace({ staged }: { staged: StagedImport }) {
  const { t } = useTranslation()
  const checking = useChecking(staged)
  const wide = useWiderThan(SIDE_BY_SIDE)
  const [side, setSide] = useState<Side>('structure')
  const [opened, setOpened] = useState<Opened>(null)
  const [helping, setHelping] = useHelpKey()
  const close = () => setOpened(null)
  useTitle(`${t('check.title')}: ${staged.fileName}`)
  return (
    <div className="check">
      <a className="skip-link" href="#structure">
        {t('check.skip')}
      </a>
      <ImportHeader staged={staged} checking={checking} onOpen={setOpened} />
      {checking.kept === 'conflict' ? (
        <div className="check-conflict" role="alert">
          <p>
            <strong>{t('check.conflict')}</strong> {t('check.conflictHow')}
          </p>
          <Button onClick={() => location.reload()}>{t('check.reload')}</Button>
        </div>
      ) : null}
      <StructureTools checking={checking} onHelp={() => setHelping(true)} />
      <DoubtBar checking={checking} />
      {wide ? null : <SideSwitch side={side} onSide={setSide} />}
      <main className="check-panes">
        <h1 className="visually-hidden">{t('check.title')}</h1>
        {wide || side === 'source' ? <SourcePane lines={staged.lines} checking={checking} /> : null}
        {wide || side === 'structure' ? <StructurePane checking={checking} /> : null}
      </main>
      <output className="visually-hidden" aria-live="polite">
        {checking.told}
      </output>
      <Lazily>
        {opened === 'publish' ? <PublishDialog staged={staged} checking={checking} onClose={close} /> : null}
        {opened === 'discard' ? <DiscardDialog staged={staged} checking={checking} onClose={close} /> : null}
        {opened === 'reread' ? <RereadDialog staged={staged} checking={checking} onClose={close} /> : null}
        {helping ? <CheckShortcuts onClose={() => setHelping(false)} /> : null}
      </Lazily>
    </div>
  )
}

function SideSwitch({ side, onSide }: { side: Side; onSide: (side: Side) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="check-sides">
      <legend className="visually-hidden">{t('check.sides')}</legend>
      {(['source', 'structure'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={side === one} onClick={() => onSide(one)}>
          {t(`check.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
