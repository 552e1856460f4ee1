import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exactTime } from '../../i18n/formats.ts'
import { missingLines, type KeptLine, type KeptText } from '../../sync/kept-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'

export interface RefusedDialogProps {
  kept: KeptText
  current: readonly KeptLine[]
  onForget: () => void
  onLater: () => void
}

/** What the person had written when the server refused it, to copy out. */
export default function RefusedDialog({ kept, current, onForget, onLater }: RefusedDialogProps) {
  const { t } = useTranslation()
  const [whole, setWhole] = useState(false)
  const [copied, setCopied] = useState(false)
  const text = textOf(whole ? kept.lines : missingLines(kept.lines, current))
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true))
  const show = (all: boolean) => {
    setWhole(all)
    setCopied(false)
  }
  return (
    <Dialog
      title={t('refused.title')}
      lead={t('refused.lead', { when: exactTime(kept.at), reason: t(`refused.reason.${kept.reason}`) })}
      onClose={onLater}
      wide
    >
      <p className="refused-choice">
        <Button aria-pressed={!whole} onClick={() => show(false)}>
          {t('refused.differs')}
        </Button>
        <Button aria-pressed={whole} onClick={() => show(true)}>
          {t('refused.whole')}
        </Button>
      </p>
      <textarea
        className="refused-text"
        readOnly
        value={text}
        rows={12}
        aria-label={t(whole ? 'refused.whole' : 'refused.differs')}
      />
      <DialogActions>
        <Button onClick={onForget}>{t('refused.forget')}</Button>
        <Button onClick={onLater}>{t('refused.later')}</Button>
        <Button kind="primary" onClick={copy}>
          {t(copied ? 'action.copied' : 'refused.copyAll')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const textOf = (lines: readonly KeptLine[]): string =>
  lines.map(({ number, text }) => (number === null ? text : `${number}. ${text}`)).join('\n')
