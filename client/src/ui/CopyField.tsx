import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import './field.css'

/** Something to copy, selected where the browser does not let us copy it ourselves. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<string | null>(null)
  const copy = async () => {
    input.current?.select()
    await navigator.clipboard.writeText(value).then(
      () => setCopied(value),
      () => setCopied(null),
    )
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-field">
        <input ref={input} id={id} className="input" readOnly value={value} onFocus={(event) => event.target.select()} />
        <Button onClick={() => void copy()}>{copied === value ? t('action.copied') : t('action.copy')}</Button>
      </div>
    </div>
  )
}
