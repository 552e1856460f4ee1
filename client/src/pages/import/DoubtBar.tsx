import { Check, ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Checking } from './use-checking.ts'

/** The doubtful places, one at a time and as a list. */
export function DoubtBar({ checking }: { checking: Checking }) {
  const { t } = useTranslation()
  const { doubts, doubt, look, run } = checking
  if (!doubt)
    return (
      <section className="doubts doubts-none" aria-label={t('check.doubts.title')}>
        <Check aria-hidden="true" /> {t('check.doubts.none')}
      </section>
    )
  return (
    <section className="doubts" aria-label={t('check.doubts.title')}>
      <p className="doubt-message">
        <TriangleAlert aria-hidden="true" />
        <span>
          {doubt.place ? <strong>{doubt.place}: </strong> : null}
          {doubt.message}
        </span>
      </p>
      <div className="doubt-actions">
        <span className="doubt-position">
          {t('check.doubts.position', { current: doubts.indexOf(doubt) + 1, count: doubts.length })}
        </span>
        <IconButton label={t('check.doubts.previous')} keys="Shift+F8" onClick={() => run({ kind: 'previous' })}>
          <ChevronUp />
        </IconButton>
        <IconButton label={t('check.doubts.next')} keys="F8" onClick={() => run({ kind: 'next' })}>
          <ChevronDown />
        </IconButton>
        <Button icon={<Check />} onClick={() => run({ kind: 'accept' })}>
          {t('check.doubts.accept')}
        </Button>
      </div>
      <details className="doubt-list">
        <summary>{t('check.doubts.left', { count: doubts.length })}</summary>
        <ol>
          {doubts.map((one) => (
            <li key={one.index}>
              <button type="button" aria-current={one === doubt} onClick={() => look(one)}>
                {one.place ? <strong>{one.place}: </strong> : null}
                {one.message}
                {one.text ? <q dir="auto">{shortened(one.text)}</q> : null}
              </button>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}

/** A quotation in the list; the whole stands in the text. */
const MOST_CHARACTERS = 120
const shortened = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text)
