import { i18n } from '../i18n/index.ts'
import { notify } from './Toasts.tsx'

/** Milliseconds from a failed try to the next. */
const NEXT_TRY = 3_000
/** After so many failed tries the person is told, once, and the console of each from then on: code that breaks never arrives. */
const TELL_AFTER = 3

/** Fetches code until it arrives: what stands around a text may come late, but a lost connection must not take the text away. */
export async function patiently<Code>(load: () => Promise<Code>): Promise<Code> {
  for (let failed = 1; ; failed++) {
    try {
      return await load()
    } catch (error) {
      if (failed >= TELL_AFTER) console.error(error)
      if (failed === TELL_AFTER)
        notify({ title: i18n.t('app.partMissing'), description: i18n.t('app.partMissingHow'), kind: 'problem' })
      await new Promise((resolve) => setTimeout(resolve, NEXT_TRY))
    }
  }
}
