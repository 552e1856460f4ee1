import { Hono } from 'hono'
import { authorOf } from '@travaux/shared/model'
import { NewCommentSchema, NewThreadSchema, ThreadPatchSchema, ThreadSchema, ThreadsSchema } from '@travaux/shared/protocol'
import { draftExists } from '../store/drafts.ts'
import {
  addComment,
  addThread,
  deleteComment,
  editComment,
  listThreads,
  resolveThread,
  unknownMention,
  type Unchanged,
} from '../store/threads.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { allow, signedIn, type Environment } from './environment.ts'
import { Refusal } from './problem.ts'

const READING = ['not-signed-in', 'forbidden', 'not-found'] as const
const WRITING = ['bad-request', ...READING, 'bad-origin', 'store-failed'] as const

/** Threads beside a draft's text. Whoever is in the draft hears of every change (`MESSAGE.news`). */
export const commentRoutes = ({ store, rooms }: Services) => {
  const requireDraft = async (id: string): Promise<void> => {
    if (!(await draftExists(store.db, id))) throw new Refusal('not-found', 'There is no such draft.')
  }
  const requireKnown = async (mentions: readonly string[]): Promise<void> => {
    const unknown = await unknownMention(store.db, mentions)
    if (unknown) throw new Refusal(unknown.problem, unknown.reason)
  }
  /** What was written, once everybody has been told. */
  const told = <T extends { ok: true }>(draftId: string, written: T | Unchanged): T => {
    if (!written.ok) throw new Refusal(written.problem, written.reason)
    rooms.tell(draftId, 'comments')
    return written
  }
  return new Hono<Environment>()
    .get(
      '/drafts/:id/threads',
      operation({
        summary: 'The comments on a draft, thread by thread, the oldest first',
        answer: { status: 200, schema: ThreadsSchema },
        problems: READING,
      }),
      allow('read'),
      async (c) => {
        const { id } = c.req.param()
        await requireDraft(id)
        return c.json(await listThreads(store.db, id), 200)
      },
    )
    .post(
      '/drafts/:id/threads',
      operation({
        summary: 'Begin a thread on words, a provision or a suggestion',
        answer: { status: 201, schema: ThreadSchema },
        problems: WRITING,
      }),
      allow('comment'),
      checked('json', NewThreadSchema),
      async (c) => {
        const { id } = c.req.param()
        const { person } = signedIn(c)
        const begun = c.req.valid('json')
        await requireDraft(id)
        if (begun.anchor.kind === 'words' && authorOf(begun.anchor.mark) !== person.id)
          throw new Refusal('bad-request', 'anchor.mark: The mark of a new thread begins with the id of its author.')
        await requireKnown(begun.mentions)
        return c.json(told(id, await addThread(store.db, id, person.id, begun)).thread, 201)
      },
    )
    .patch(
      '/drafts/:id/threads/:tid',
      operation({
        summary: 'Resolve a thread or open it again',
        answer: { status: 200, schema: ThreadSchema },
        problems: WRITING,
      }),
      allow('comment'),
      checked('json', ThreadPatchSchema),
      async (c) => {
        const { id, tid } = c.req.param()
        const by = c.req.valid('json').resolved ? signedIn(c).person.id : null
        return c.json(told(id, await resolveThread(store.db, id, tid, by)).thread, 200)
      },
    )
    .post(
      '/drafts/:id/threads/:tid/comments',
      operation({ summary: 'Answer in a thread', answer: { status: 201, schema: ThreadSchema }, problems: WRITING }),
      allow('comment'),
      checked('json', NewCommentSchema),
      async (c) => {
        const { id, tid } = c.req.param()
        const comment = c.req.valid('json')
        await requireKnown(comment.mentions)
        return c.json(told(id, await addComment(store.db, id, tid, signedIn(c).person.id, comment)).thread, 201)
      },
    )
    .patch(
      '/drafts/:id/threads/:tid/comments/:cid',
      operation({
        summary: 'Say one’s own comment in other words',
        answer: { status: 200, schema: ThreadSchema },
        problems: WRITING,
      }),
      allow('comment'),
      checked('json', NewCommentSchema),
      async (c) => {
        const { id: draftId, tid: threadId, cid: commentId } = c.req.param()
        const comment = c.req.valid('json')
        await requireKnown(comment.mentions)
        const own = { draftId, threadId, commentId, by: signedIn(c).person.id }
        return c.json(told(draftId, await editComment(store.db, own, comment)).thread, 200)
      },
    )
    .delete(
      '/drafts/:id/threads/:tid/comments/:cid',
      operation({ summary: 'Delete one’s own comment; a thread without any goes', answer: { status: 204 }, problems: WRITING }),
      allow('comment'),
      async (c) => {
        const { id: draftId, tid: threadId, cid: commentId } = c.req.param()
        told(draftId, await deleteComment(store.db, { draftId, threadId, commentId, by: signedIn(c).person.id }))
        return c.body(null, 204)
      },
    )
}
