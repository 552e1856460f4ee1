import { useTranslation } from 'react-i18next'
import { can, type Role } from '@travaux/shared/protocol'
import type { Suggestion } from '@travaux/shared/suggest'
import type { NewComment, Thread } from '../api/calls.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { CommentForm } from './CommentForm.tsx'
import { ChangedSince } from './ChangedSince.tsx'
import { DecisionButtons } from './DecisionButtons.tsx'
import type { Named } from './people.ts'
import { StatementText } from './StatementText.tsx'
import { SuggestedAt } from './SuggestedAt.tsx'
import { ThreadBody } from './ThreadBody.tsx'
import type { Verb } from './use-decisions.ts'
import { useReading } from './use-reading.ts'
import type { Threads } from './use-threads.ts'

/** A card says no more than this many of a suggestion's statements; the list of all changes says them all. */
const MOST_STATEMENTS = 3

export interface SuggestionCardProps {
  suggestion: Suggestion
  author: Named
  /** When the server got it, ISO 8601; null while it has not. */
  at: string | null
  role: Role
  thread: Thread | null
  threads: Threads
  compact?: boolean
  active?: boolean
  /** The reader writes in the text just now. */
  writes?: boolean
  onGoTo: () => void
  /** `seen`: what the card said when the person decided. */
  onDecide: (verb: Verb, seen: Suggestion) => void
}

/** What one person proposes, who and when, and what can be done about it. */
export function SuggestionCard(props: SuggestionCardProps) {
  const {
    suggestion,
    author,
    at,
    role,
    thread,
    threads,
    compact = false,
    active = false,
    writes = false,
    onGoTo,
    onDecide,
  } = props
  const { t } = useTranslation()
  const { changed, seen, attention } = useReading(suggestion, { opened: active, writes })
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
      data-changed={changed}
      {...attention}
      aria-label={t('review.card', { author: author.name, location })}
      style={{ '--own': author.color } as React.CSSProperties}
    >
      <ChangedSince changed={changed} suggestion={suggestion} />
      <button type="button" className="change-go" onClick={onGoTo}>
        <span className="card-author">
          <Avatar {...author} />
          <strong>{author.name}</strong> <SuggestedAt at={at} />
          {author.imported ? (
            <span className="card-imported" title={t('review.importedFrom', author.imported)}>
              {t('review.imported')}
            </span>
          ) : null}
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
      {compact ? null : (
        <DecisionButtons suggestion={suggestion} author={author} role={role} onDecide={(verb) => onDecide(verb, seen())} />
      )}
      {active && thread ? <ThreadBody thread={thread} threads={threads} mayComment={can(role, 'comment')} /> : null}
      {active && !thread && can(role, 'comment') ? (
        <CommentForm label={t('comment.replyTo')} send={t('comment.reply')} onSend={begin} />
      ) : null}
    </article>
  )
}
