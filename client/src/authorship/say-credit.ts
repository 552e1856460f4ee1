import { exactTime } from '../i18n/formats.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/history-strings.ts'
import type { Credit, Side } from './credits.ts'

/** "Written by Dora, 23 November 2026 at 14:05. Accepted by Ana." */
export function sayCredit(side: Side, { name, at, acceptedBy }: Credit): string {
  const who = at === null ? name : `${name}, ${exactTime(at)}`
  const said = i18n.t(side === 'later' ? 'history.writtenBy' : 'history.deletedBy', { who })
  return acceptedBy === null ? said : `${said} ${i18n.t('history.acceptedBy', { name: acceptedBy })}`
}
