import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, type NewComment, type NewThread, type Thread } from '../api/calls.ts'
import { asProblem } from '../api/problem.ts'
import { queryClient, threadsQuery } from '../api/queries.ts'
import type { EditorHandle } from '../editor/index.ts'
import { notify } from '../ui/Toasts.tsx'

export interface Threads {
  readonly list: readonly Thread[]
  begin(thread: NewThread): Promise<unknown>
  reply(thread: Thread, comment: NewComment): Promise<unknown>
  resolve(thread: Thread, resolved: boolean): Promise<unknown>
  edit(thread: Thread, commentId: string, comment: NewComment): Promise<unknown>
  remove(thread: Thread, commentId: string): Promise<unknown>
}

const NONE: readonly Thread[] = []

/** The draft's threads and what can be done with them. What fails is told, and rejects so that the words stay where they are. */
export function useThreads(draftId: string, handle: EditorHandle): Threads {
  const { t } = useTranslation()
  const { data } = useQuery(threadsQuery(draftId))
  const told = async (asked: Promise<unknown>): Promise<void> => {
    try {
      await asked
    } catch (error) {
      const { title, detail } = asProblem(error)
      notify({ title: t('comment.failed'), description: `${title}. ${detail}`, kind: 'problem' })
      throw error
    } finally {
      void queryClient.invalidateQueries(threadsQuery(draftId))
    }
  }
  return {
    list: data ?? NONE,
    begin: (thread) => told(api.beginThread(draftId, thread)),
    reply: (thread, comment) => told(api.reply(draftId, thread.id, comment)),
    resolve: (thread, resolved) => told(api.resolveThread(draftId, thread.id, resolved)),
    edit: (thread, commentId, comment) => told(api.editComment(draftId, thread.id, commentId, comment)),
    async remove(thread, commentId) {
      await told(api.deleteComment(draftId, thread.id, commentId))
      const { anchor, comments } = thread
      const left = comments.some(({ id, body }) => id !== commentId && body !== null)
      if (!left && anchor.kind === 'words') handle.unmarkComment(anchor.mark)
    },
  }
}
