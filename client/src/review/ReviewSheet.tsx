import { useTranslation } from 'react-i18next'
import AllChanges, { type AllChangesProps } from './AllChanges.tsx'
import { ChangeList } from './ChangeList.tsx'

/** Suggestions, comments and changes one below the other, for a phone. */
export default function ReviewSheet({ editable, ...props }: AllChangesProps & { editable: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <AllChanges {...props} />
      <section aria-label={t('draft.margin')}>
        <h3>{t('draft.margin')}</h3>
        <ChangeList handle={props.handle} editable={editable} onGo={props.onGo} />
      </section>
    </>
  )
}
