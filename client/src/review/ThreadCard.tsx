import { useTranslation } from 'react-i18next'
import { can, type Role } from '@travaux/shared/protocol'
import type { Thread } from '../api/calls.ts'
import { clip } from './clip.ts'
import { ThreadBody } from './ThreadBody.tsx'
import type { Threads } from './use-threads.ts'

export interface ThreadCardProps {
  thread: Thread
  threads: Threads
  role: Role
  /** Whether its words still stand in the draft. */
  standing: boolean
  compact?: boolean
  active?: boolean
  onGoTo: () => void
}

/** A thread on words or a provision. */
export function ThreadCard({ thread, threads, role, standing, compact = false, active = false, onGoTo }: ThreadCardProps) {
  const { t } = useTranslation()
  const [first, ...replies] = thread.comments
  return (
    <article
      className="change thread-card"
      data-compact={compact}
      data-active={active}
      aria-label={t('comment.card', { location: thread.location })}
      style={{ '--own': first!.author.color } as React.CSSProperties}
    >
      <button type="button" className="change-go" onClick={onGoTo}>
        <span className="change-where">{active ? thread.location : first!.author.name}</span>
        {active ? null : (
          <span className="change-what">
            <span className="change-line">{first!.body ?? t('comment.deleted')}</span>
            {replies.length > 0 ? <span className="change-rest">{t('review.replies', { count: replies.length })}</span> : null}
          </span>
        )}
        {active && thread.quotation ? <q className="thread-quotation">{clip(thread.quotation)}</q> : null}
        {standing ? null : <span className="thread-gone">{t('comment.gone')}</span>}
      </button>
      {active ? <ThreadBody thread={thread} threads={threads} mayComment={can(role, 'comment')} /> : null}
    </article>
  )
}
