import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { amendmentsQuery } from '../../api/queries.ts'
import { SelectField } from '../../ui/Field.tsx'

/** One amendment alone, or all of them. */
export function AmendmentChoice({
  draftId,
  value,
  onChange,
}: {
  draftId: string
  /** The amendment's id; null for all. */
  value: string | null
  onChange: (amendment: string | null) => void
}) {
  const { t } = useTranslation()
  const { data: amendments = [] } = useQuery(amendmentsQuery(draftId))
  return (
    <SelectField
      label={t('exporting.amendment')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t('exporting.everyAmendment')}</option>
      {amendments.map(({ id, target }, index) => (
        <option key={id} value={id}>
          {t('exporting.oneAmendment', { number: index + 1, target })}
        </option>
      ))}
    </SelectField>
  )
}
