import { Settings } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/Button.tsx'
import './account.css'

const AccountMenu = lazy(() => import('./AccountMenu.tsx'))

/** The button stands at once; the menu behind it is loaded with the first click. */
export function AccountButton() {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(false)
  const button = (
    <IconButton label={t('account.menu')} data-hint-end="" onClick={() => setWanted(true)}>
      <Settings />
    </IconButton>
  )
  return wanted ? (
    <Suspense fallback={button}>
      <AccountMenu defaultOpen />
    </Suspense>
  ) : (
    button
  )
}
