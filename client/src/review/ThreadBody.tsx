import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comment, Thread } from '../api/calls.ts'
import { useMe } from '../pages/RequireMe.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { CommentForm } from './CommentForm.tsx'
import type { Threads } from './use-threads.ts'

export interface ThreadBodyProps {
  thread: Thread
  threads: Threads
  mayComment: boolean
}

/** What was said in a thread, and the place to answer. */
export function ThreadBody({ thread, threads, mayComment }: ThreadBodyProps) {
  const { t } = useTranslation()
  return (
    <div className="thread">
      <ol className="thread-comments">
        {thread.comments.map((comment) => (
          <CommentLine key={comment.id} thread={thread} comment={comment} threads={threads} mayComment={mayComment} />
        ))}
      </ol>
      {thread.resolved ? (
        <p className="thread-resolved">
          <RelativeTime
            at={thread.resolved.at}
            say={(when) => t('comment.resolvedBy', { name: thread.resolved?.by ?? '', when })}
          />
        </p>
      ) : null}
      {mayComment && !thread.resolved ? (
        <CommentForm
          label={t('comment.replyTo')}
          send={t('comment.reply')}
          onSend={(comment) => threads.reply(thread, comment)}
        />
      ) : null}
      {mayComment ? (
        <button
          type="button"
          className="card-action"
          onClick={() => void threads.resolve(thread, thread.resolved === null).catch(() => {})}
        >
          {t(thread.resolved ? 'comment.reopen' : 'comment.resolve')}
        </button>
      ) : null}
    </div>
  )
}

interface CommentLineProps extends ThreadBodyProps {
  comment: Comment
}

function CommentLine({ thread, comment, threads, mayComment }: CommentLineProps) {
  const { t } = useTranslation()
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const { author, at, editedAt, body } = comment
  const save = (changed: Parameters<Threads['edit']>[2]) =>
    threads.edit(thread, comment.id, changed).then(() => setEditing(false))
  return (
    <li className="comment">
      <p className="card-author">
        <Avatar {...author} />
        <strong>{author.name}</strong> <RelativeTime at={at} />
        {editedAt ? <span> · {t('comment.edited')}</span> : null}
      </p>
      {editing && body !== null ? (
        <CommentForm
          label={t('comment.body')}
          text={body}
          send={t('action.save')}
          onSend={save}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p className="comment-body" data-deleted={body === null}>
          {body ?? t('comment.deleted')}
        </p>
      )}
      {mayComment && author.id === me.id && body !== null && !editing ? (
        <p className="card-actions">
          <button type="button" className="card-action" aria-label={t('comment.editOf')} onClick={() => setEditing(true)}>
            {t('comment.edit')}
          </button>
          <button
            type="button"
            className="card-action"
            aria-label={t('comment.deleteOf')}
            onClick={() => void threads.remove(thread, comment.id).catch(() => {})}
          >
            {t('comment.delete')}
          </button>
        </p>
      ) : null}
    </li>
  )
}
