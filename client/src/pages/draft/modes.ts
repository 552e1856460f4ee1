import { useEffect, useState } from 'react'
import { can, type Role } from '@travaux/shared/protocol'
import type { EditorMode } from '../../editor/index.ts'

/** The ways in which a person may work on a draft, the one they begin with first. */
export function modesOf(role: Role): readonly EditorMode[] {
  if (can(role, 'edit')) return ['editing', 'suggesting', 'viewing']
  return can(role, 'suggest') ? ['suggesting', 'viewing'] : ['viewing']
}

/** With Ctrl (⌘), Alt and Shift, as in other editors; by the key's place, since Alt changes its letter on a Mac. */
export const MODE_KEYS: Record<EditorMode, { code: string; letter: string }> = {
  editing: { code: 'KeyZ', letter: 'Z' },
  suggesting: { code: 'KeyX', letter: 'X' },
  viewing: { code: 'KeyC', letter: 'C' },
}

/** How this person works on the draft now; the keys change it. */
export function useMode(role: Role): [EditorMode, (mode: EditorMode) => void] {
  const [mode, setMode] = useState<EditorMode>(() => modesOf(role)[0]!)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || !event.shiftKey) return
      const wanted = modesOf(role).find((one) => MODE_KEYS[one].code === event.code)
      if (!wanted) return
      event.preventDefault()
      setMode(wanted)
    }
    addEventListener('keydown', press, true)
    return () => removeEventListener('keydown', press, true)
  }, [role])
  return [modesOf(role).includes(mode) ? mode : 'viewing', setMode]
}
