import { Check, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { can, type Role } from '@travaux/shared/protocol'
import type { Suggestion } from '@travaux/shared/suggest'
import type { NewComment, Thread } from '../api/calls.ts'
import { useMe } from '../pages/RequireMe.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { CommentForm } from './CommentForm.tsx'
import type { Named } from './people.ts'
import { StatementText } from './StatementText.tsx'
import { ThreadBody } from './ThreadBody.tsx'
import type { Verb } from './use-decisions.ts'
import type { Threads } from './use-threads.ts'

/** A card says no more than this many of a suggestion's statements; the list of all changes says them all. */
const MOST_STATEMENTS = 3

export interface SuggestionCardProps {
  suggestion: Suggestion
  author: Named
  role: Role
  thread: Thread | null
  threads: Threads
  compact?: boolean
  active?: boolean
  onGoTo: () => void
  onDecide: (verb: Verb) => void
}

/** What one person proposes, who and when, and what can be done about it. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, author, role, thread, threads, compact = false, active = false, onGoTo, onDecide } = props
  const { t } = useTranslation()
  const { location, statements } = suggestion
  const rest = statements.length - MOST_STATEMENTS
  const replies = thread?.comments.length ?? 0
  const begin = (comment: NewComment) =>
    threads.begin({ ...comment, anchor: { kind: 'suggestion', suggestionId: suggestion.id }, quotation: '', location })
  return (
    <article
      className="change suggestion"
      data-compact={compact}
      data-active={active}
      aria-label={t('review.card', { author: author.name, location })}
      style={{ '--own': author.color } as React.CSSProperties}
    >
      <button type="button" className="change-go" onClick={onGoTo}>
        <span className="card-author">
          <Avatar {...author} />
          <strong>{author.name}</strong> <RelativeTime at={new Date(suggestion.at).toISOString()} />
        </span>
        <span className="change-what">
          {statements.slice(0, MOST_STATEMENTS).map((statement, index) => (
            // The statements of a suggestion are only ever replaced as a whole.
            <span key={index} className="change-line">
              <StatementText statement={statement} />
            </span>
          ))}
          {rest > 0 ? <span className="change-rest">{t('review.more', { count: rest })}</span> : null}
          {!active && replies > 0 ? <span className="change-rest">{t('review.replies', { count: replies })}</span> : null}
        </span>
      </button>
      {compact ? null : <DecisionButtons suggestion={suggestion} author={author} role={role} onDecide={onDecide} />}
      {active && thread ? <ThreadBody thread={thread} threads={threads} mayComment={can(role, 'comment')} /> : null}
      {active && !thread && can(role, 'comment') ? (
        <CommentForm label={t('comment.replyTo')} send={t('comment.reply')} onSend={begin} />
      ) : null}
    </article>
  )
}

export type DecisionButtonsProps = Pick<SuggestionCardProps, 'suggestion' | 'author' | 'role' | 'onDecide'>

/** Drafters accept and reject; one's own suggestion can be withdrawn. */
export function DecisionButtons({ suggestion, author, role, onDecide }: DecisionButtonsProps) {
  const { t } = useTranslation()
  const me = useMe()
  const where = { author: author.name, location: suggestion.location }
  if (can(role, 'edit'))
    return (
      <p className="card-actions">
        <button
          type="button"
          className="card-action"
          aria-label={t('review.acceptOf', where)}
          onClick={() => onDecide('accepted')}
        >
          <Check aria-hidden="true" />
          {t('review.accept')}
        </button>
        <button
          type="button"
          className="card-action"
          aria-label={t('review.rejectOf', where)}
          onClick={() => onDecide('rejected')}
        >
          <X aria-hidden="true" />
          {t('review.reject')}
        </button>
      </p>
    )
  if (suggestion.user !== me.id || !can(role, 'suggest')) return null
  return (
    <p className="card-actions">
      <button
        type="button"
        className="card-action"
        aria-label={t('review.withdrawOf', where)}
        onClick={() => onDecide('withdrawn')}
      >
        <Undo2 aria-hidden="true" />
        {t('review.withdraw')}
      </button>
    </p>
  )
}
