import { Settings } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/calls.ts'
import { asProblem } from '../api/problem.ts'
import { queryClient } from '../api/queries.ts'
import { keepCopies, keepsCopies } from '../sync/kept-copies.ts'
import { IconButton } from '../ui/Button.tsx'
import { Menu, MenuChoice, MenuItem, MenuLine, MenuSwitch } from '../ui/Menu.tsx'
import { applyTheme, currentTheme, THEMES } from '../ui/theme.ts'
import { notify } from '../ui/Toasts.tsx'
import { useMe } from './RequireMe.tsx'

/** Appearance, what is kept on this device, and the way out. */
export default function AccountMenu({ defaultOpen }: { defaultOpen: boolean }) {
  const { t } = useTranslation()
  const me = useMe()
  const [theme, setTheme] = useState(currentTheme)
  const [keeps, setKeeps] = useState(keepsCopies)
  const toggleCopies = async (on: boolean) => {
    setKeeps(on)
    await keepCopies(on)
    if (!on) notify({ title: t('account.wiped') })
  }
  return (
    <Menu
      defaultOpen={defaultOpen}
      trigger={
        <IconButton label={t('account.menu')}>
          <Settings />
        </IconButton>
      }
    >
      <p className="account-who">
        {me.name}
        <small>{t(`role.${me.role}`)}</small>
      </p>
      <MenuLine />
      <MenuChoice
        label={t('theme.label')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(next) => {
          setTheme(next)
          applyTheme(next)
        }}
      />
      <MenuLine />
      <MenuSwitch checked={keeps} hint={t('account.keepHint')} onChange={(on) => void toggleCopies(on)}>
        {t('account.keep')}
      </MenuSwitch>
      <MenuLine />
      <MenuItem onSelect={() => void signOut()}>{t('account.signOut')}</MenuItem>
    </Menu>
  )
}

/** What is kept on this device stays: it may hold words that the server does not have yet. */
async function signOut(): Promise<void> {
  try {
    await api.signOut()
    queryClient.clear()
    location.assign('/')
  } catch (error) {
    const { title, detail } = asProblem(error)
    notify({ title, description: detail, kind: 'problem' })
  }
}
