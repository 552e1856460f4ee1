import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Change } from '../editor/index.ts'
import { clip } from './clip.ts'
import { describeChange, stripeOf, type Statement } from './describe-change.ts'

/** A card says no more than this many of a change's edits; the text beside it shows them all. */
const MOST_STATEMENTS = 2

export interface ChangeCardProps {
  change: Change
  compact?: boolean
  active?: boolean
  onGoTo: () => void
  /** Null for people who cannot edit. */
  onRestore: (() => void) | null
}

/** One change in words, level with its place in the text. */
export function ChangeCard({ change, compact = false, active = false, onGoTo, onRestore }: ChangeCardProps) {
  const { t } = useTranslation()
  const statements = describeChange(change)
  const rest = statements.length - MOST_STATEMENTS
  return (
    <article className="change" data-stripe={stripeOf(statements)} data-compact={compact} data-active={active}>
      <button type="button" className="change-go" onClick={onGoTo}>
        <span className="change-where">{change.location}</span>
        <span className="change-what">
          {statements.slice(0, MOST_STATEMENTS).map((statement, index) => (
            // The statements of a change are only ever replaced as a whole.
            <StatementLine key={index} statement={statement} />
          ))}
          {rest > 0 ? <span className="change-rest">{t('change.andMore', { count: rest })}</span> : null}
        </span>
      </button>
      {onRestore && !compact ? (
        <button
          type="button"
          className="change-restore"
          aria-label={t('change.restoreOf', { location: change.location })}
          onClick={onRestore}
        >
          <RotateCcw aria-hidden="true" />
          {t('change.restore')}
        </button>
      ) : null}
    </article>
  )
}

function StatementLine({ statement }: { statement: Statement }) {
  const { t } = useTranslation()
  switch (statement.kind) {
    case 'replaced':
      return (
        <span className="change-line">
          {t('change.replaced', { before: clip(statement.before), after: clip(statement.after) })}
        </span>
      )
    case 'inserted':
    case 'removed':
    case 'newUnit':
    case 'deletedUnit':
      return <span className="change-line">{t(`change.${statement.kind}`, { text: clip(statement.text) })}</span>
    case 'newEmpty':
    case 'deletedEmpty':
    case 'moved':
    case 'split':
    case 'joined':
    case 'renumbered':
      return <span className="change-line">{t(`change.${statement.kind}`)}</span>
  }
}
