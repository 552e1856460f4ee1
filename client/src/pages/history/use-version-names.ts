import { useTranslation } from 'react-i18next'
import type { Draft } from '../../api/calls.ts'
import { exactTime } from '../../i18n/formats.ts'
import { BASE, type Version } from './versions.ts'

/** How a version is called, by its number: its own name, otherwise who ended it when. */
export function useVersionNames(draft: Draft, versions: readonly Version[]): (seq: number) => string {
  const { t } = useTranslation()
  return (seq) => {
    if (seq === BASE) return t('history.base')
    const version = versions.find((one) => one.seq === seq)
    const when = version?.at ? exactTime(version.at) : draft.title
    const name = version?.named.map(({ name }) => name).join(', ') || version?.people.join(', ')
    return name ? t('history.until', { name, when }) : when
  }
}
