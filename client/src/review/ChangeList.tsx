import { useTranslation } from 'react-i18next'
import { useChanges, type Change, type EditorHandle } from '../editor/index.ts'
import { ChangeCard } from './ChangeCard.tsx'
import './changes.css'

/** The changes one below the other, for a phone. */
export function ChangeList({ handle, editable, onGo }: { handle: EditorHandle; editable: boolean; onGo: () => void }) {
  const changes = useChanges(handle)
  if (changes.length === 0) return <NoChanges />
  return (
    <ol className="change-list">
      {changes.map((change) => (
        <li key={keyOf(change)}>
          <ChangeCard
            change={change}
            onGoTo={() => {
              onGo()
              handle.goTo(change.eId)
            }}
            onRestore={editable ? () => handle.restoreUnit(change.eId) : null}
          />
        </li>
      ))}
    </ol>
  )
}

export const keyOf = ({ eId, kind }: Change): string => `${kind} ${eId}`

export function NoChanges() {
  const { t } = useTranslation()
  return (
    <div className="no-changes">
      <p>{t('change.none')}</p>
      <p>{t('change.noneHow')}</p>
    </div>
  )
}
