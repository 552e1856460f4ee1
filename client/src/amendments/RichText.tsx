import { Bold, Italic, List } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { IconButton } from '../ui/Button.tsx'
import { modifier } from '../ui/modifier.ts'
import { mountRichText, type RichText as Mounted } from './rich-text.ts'

export interface RichTextProps {
  element: Y.XmlElement
  awareness: Awareness
  editable: boolean
  label: string
  language: string
  direction: 'ltr' | 'rtl'
  /** Takes the focus when it appears: it was just made. */
  focus: boolean
}

const TOOLS = [
  { what: 'strong', icon: <Bold />, keys: `${modifier}B` },
  { what: 'em', icon: <Italic />, keys: `${modifier}I` },
  { what: 'list', icon: <List />, keys: `${modifier}Shift+8` },
] as const

/** A text that is edited live by everybody who has it open. */
export function RichText({ element, awareness, editable, label, language, direction, focus }: RichTextProps) {
  const { t } = useTranslation()
  const host = useRef<HTMLDivElement>(null)
  const [mounted, setMounted] = useState<Mounted | null>(null)
  const wantsFocus = useRef(focus)
  useEffect(() => {
    const text = mountRichText({ host: host.current!, element, awareness, editable, label, language, direction })
    setMounted(text)
    if (wantsFocus.current) text.focus()
    wantsFocus.current = false
    return () => text.destroy()
  }, [element, awareness, editable, label, language, direction])
  return (
    <div className="rich">
      {editable ? (
        <div className="rich-tools" role="toolbar" aria-label={t('amendments.format', { label })}>
          {TOOLS.map(({ what, icon, keys }) => (
            <IconButton
              key={what}
              label={t(`amendments.formats.${what}`)}
              keys={keys}
              // The selection must stay where it is.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => mounted?.toggle(what)}
            >
              {icon}
            </IconButton>
          ))}
        </div>
      ) : null}
      <div ref={host} />
    </div>
  )
}
