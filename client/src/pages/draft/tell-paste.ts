import type { PasteNotice } from '../../editor/index.ts'
import { i18n } from '../../i18n/index.ts'
import { notify } from '../../ui/Toasts.tsx'

/** Says what became of a paste that did not go in whole. */
export function tellPaste(notice: PasteNotice): void {
  switch (notice.kind) {
    case 'too-large':
      return notify({ title: i18n.t('paste.tooLarge'), description: i18n.t('paste.tooLargeHow'), kind: 'problem' })
    case 'not-loaded':
      return notify({ title: i18n.t('paste.notLoaded'), description: i18n.t('paste.notLoadedHow'), kind: 'problem' })
    case 'footnotes':
      return notify({ title: i18n.t('paste.footnotes', { count: notice.count }), description: i18n.t('paste.footnotesHow') })
  }
}
