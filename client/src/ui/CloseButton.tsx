import { X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button.tsx'

/** The cross of a dialog or a notice. */
export function CloseButton(props: Omit<ComponentProps<'button'>, 'children'>) {
  const { t } = useTranslation()
  return (
    <IconButton label={t('action.close')} data-hint-end="" {...props}>
      <X />
    </IconButton>
  )
}
