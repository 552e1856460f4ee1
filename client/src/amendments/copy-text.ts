import { i18n } from '../i18n/index.ts'
import { notify } from '../ui/Toasts.tsx'

/** Puts words on the clipboard and says so; says what to do where the browser refuses. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notify({ title: i18n.t('amendments.copied') })
  } catch {
    notify({ title: i18n.t('amendments.notCopied') })
  }
}
