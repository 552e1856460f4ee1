import type { SuggestNotice } from '../../editor/index.ts'
import { i18n } from '../../i18n/index.ts'
import { notify } from '../../ui/Toasts.tsx'

/** Says why an edit was not made. */
export function tellSuggest({ kind }: SuggestNotice): void {
  switch (kind) {
    case 'refused':
      return notify({ title: i18n.t('draft.suggest.refused'), description: i18n.t('draft.suggest.refusedHow'), kind: 'problem' })
    case 'inside-suggestion':
      return notify({ title: i18n.t('draft.suggest.inside'), description: i18n.t('draft.suggest.insideHow') })
  }
}
