import type { Anchor, Comment, NewComment, NewThread, Thread } from '@travaux/shared/protocol'
import { newId } from '../auth/secret.ts'
import type { Database } from './tables.ts'

/** Why a thread or comment stays as it is. */
export type Unchanged = { ok: false; problem: 'not-found' | 'forbidden' | 'bad-request'; reason: string }
const NO_THREAD: Unchanged = { ok: false, problem: 'not-found', reason: 'There is no such thread in this draft.' }
const NO_COMMENT: Unchanged = { ok: false, problem: 'not-found', reason: 'There is no such comment in this thread.' }
const NOT_OWN: Unchanged = { ok: false, problem: 'forbidden', reason: 'Only its author may change or delete a comment.' }
const NO_SUCH_PERSON: Unchanged = { ok: false, problem: 'bad-request', reason: 'mentions: Nobody here has one of these ids.' }

const now = (): string => new Date().toISOString()

/** The draft's threads with all they hold, the oldest first. */
export const listThreads = (db: Database, draftId: string): Promise<Thread[]> => readThreads(db, 'draft_id', draftId)

const findThread = async (db: Database, id: string): Promise<Thread> => (await readThreads(db, 'threads.id', id))[0]!

async function readThreads(db: Database, by: 'draft_id' | 'threads.id', value: string): Promise<Thread[]> {
  const rows = await db
    .selectFrom('threads')
    .innerJoin('comments', 'comments.thread_id', 'threads.id')
    .innerJoin('people as authors', 'authors.id', 'comments.author_id')
    .leftJoin('people as resolvers', 'resolvers.id', 'threads.resolved_by')
    .select(['threads.id as threadId', 'anchor_kind', 'anchor', 'quotation', 'location', 'threads.created_at as begunAt'])
    .select([
      'resolved_at',
      'resolvers.name as resolvedBy',
      'comments.id',
      'body',
      'comments.created_at',
      'edited_at',
      'deleted_at',
    ])
    .select(['authors.id as authorId', 'authors.name as author', 'authors.color'])
    .where(by, '=', value)
    .orderBy('threads.created_at')
    .orderBy('threads.id')
    .orderBy('comments.ordinal')
    .execute()
  const mentions = await mentionsIn(db, by, value)
  const threads = Map.groupBy(rows, ({ threadId }) => threadId)
  return Array.from(threads.values(), (comments) => {
    const { threadId, anchor_kind, anchor, quotation, location, begunAt, resolvedBy, resolved_at } = comments[0]!
    return {
      id: threadId,
      anchor: anchorOf(anchor_kind, anchor),
      quotation,
      location,
      at: begunAt,
      resolved: resolved_at === null ? null : { by: resolvedBy ?? '', at: resolved_at },
      comments: comments.map((row): Comment => ({
        id: row.id,
        author: { id: row.authorId, name: row.author, color: row.color },
        at: row.created_at,
        editedAt: row.edited_at,
        body: row.deleted_at === null ? row.body : null,
        mentions: mentions.get(row.id) ?? [],
      })),
    }
  })
}

async function mentionsIn(db: Database, by: 'draft_id' | 'threads.id', value: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(['comment_id', 'person_id'])
    .where(by, '=', value)
    .execute()
  return new Map(
    Array.from(
      Map.groupBy(rows, (row) => row.comment_id),
      ([id, list]) => [id, list.map((row) => row.person_id)],
    ),
  )
}

function anchorOf(kind: Anchor['kind'], value: string): Anchor {
  switch (kind) {
    case 'words':
      return { kind, mark: value }
    case 'provision':
      return { kind, eId: value }
    case 'suggestion':
      return { kind, suggestionId: value }
  }
}

function anchorValue(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'words':
      return anchor.mark
    case 'provision':
      return anchor.eId
    case 'suggestion':
      return anchor.suggestionId
  }
}

type Threaded = { ok: true; thread: Thread } | Unchanged

/** Begins a thread. A second one on the same words or suggestion goes on with the first. */
export const addThread = (db: Database, draftId: string, by: string, thread: NewThread): Promise<Threaded> =>
  db.transaction().execute(async (tx) => {
    const { anchor, quotation, location } = thread
    const id = newId()
    const row = { id, draft_id: draftId, anchor_kind: anchor.kind, anchor: anchorValue(anchor), quotation, location }
    const known = anchor.kind === 'provision' ? undefined : await threadOn(tx, draftId, anchor)
    if (!known)
      await tx
        .insertInto('threads')
        .values({ ...row, created_at: now(), resolved_by: null, resolved_at: null })
        .execute()
    return append(tx, known?.id ?? id, by, thread)
  })

const threadOn = (db: Database, draftId: string, anchor: Anchor) =>
  db
    .selectFrom('threads')
    .select('id')
    .where('draft_id', '=', draftId)
    .where('anchor_kind', '=', anchor.kind)
    .where('anchor', '=', anchorValue(anchor))
    .executeTakeFirst()

/** Answers in a thread. */
export const addComment = (db: Database, draftId: string, threadId: string, by: string, comment: NewComment): Promise<Threaded> =>
  db
    .transaction()
    .execute(async (tx) => ((await threadExists(tx, draftId, threadId)) ? append(tx, threadId, by, comment) : NO_THREAD))

async function threadExists(db: Database, draftId: string, threadId: string): Promise<boolean> {
  const row = await db
    .selectFrom('threads')
    .select('id')
    .where('id', '=', threadId)
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  return row !== undefined
}

async function append(db: Database, threadId: string, by: string, { body, mentions }: NewComment): Promise<Threaded> {
  const last = await db
    .selectFrom('comments')
    .select((all) => all.fn.max('ordinal').as('ordinal'))
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  const id = newId()
  const ordinal = (last?.ordinal ?? 0) + 1
  await db
    .insertInto('comments')
    .values({ id, thread_id: threadId, author_id: by, ordinal, body, created_at: now(), edited_at: null, deleted_at: null })
    .execute()
  await mention(db, id, mentions)
  return { ok: true, thread: await findThread(db, threadId) }
}

async function mention(db: Database, comment: string, people: readonly string[]): Promise<void> {
  const rows = [...new Set(people)].map((person_id) => ({ comment_id: comment, person_id, seen_at: null }))
  if (rows.length > 0)
    await db
      .insertInto('mentions')
      .values(rows)
      .onConflict((known) => known.doNothing())
      .execute()
}

/** Null when everybody who is mentioned has access; asked before anything is written. */
export async function unknownMention(db: Database, mentions: readonly string[]): Promise<Unchanged | null> {
  if (mentions.length === 0) return null
  const people = await db.selectFrom('people').select('id').where('id', 'in', mentions).execute()
  return people.length === new Set(mentions).size ? null : NO_SUCH_PERSON
}

/** Closes a thread, or opens it again. */
export async function resolveThread(db: Database, draftId: string, threadId: string, by: string | null): Promise<Threaded> {
  if (!(await threadExists(db, draftId, threadId))) return NO_THREAD
  const resolved = { resolved_by: by, resolved_at: by === null ? null : now() }
  await db.updateTable('threads').set(resolved).where('id', '=', threadId).execute()
  return { ok: true, thread: await findThread(db, threadId) }
}

/** Which comment, and who asks. */
export interface OwnComment {
  readonly draftId: string
  readonly threadId: string
  readonly commentId: string
  readonly by: string
}

async function refusedChange(db: Database, { draftId, threadId, commentId, by }: OwnComment): Promise<Unchanged | null> {
  if (!(await threadExists(db, draftId, threadId))) return NO_THREAD
  const comment = await db
    .selectFrom('comments')
    .select('author_id')
    .where('id', '=', commentId)
    .where('thread_id', '=', threadId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!comment) return NO_COMMENT
  return comment.author_id === by ? null : NOT_OWN
}

/** Says it in other words. */
export const editComment = (db: Database, own: OwnComment, { body, mentions }: NewComment): Promise<Threaded> =>
  db.transaction().execute(async (tx) => {
    const refused = await refusedChange(tx, own)
    if (refused) return refused
    await tx.updateTable('comments').set({ body, edited_at: now() }).where('id', '=', own.commentId).execute()
    // Who was mentioned before and has looked is not told again.
    const gone = tx.deleteFrom('mentions').where('comment_id', '=', own.commentId)
    await (mentions.length > 0 ? gone.where('person_id', 'not in', mentions) : gone).execute()
    await mention(tx, own.commentId, mentions)
    return { ok: true, thread: await findThread(tx, own.threadId) }
  })

/** Takes back what one has said. A thread in which nothing is left goes. */
export const deleteComment = (db: Database, own: OwnComment): Promise<{ ok: true } | Unchanged> =>
  db.transaction().execute(async (tx) => {
    const refused = await refusedChange(tx, own)
    if (refused) return refused
    await tx.updateTable('comments').set({ body: '', deleted_at: now() }).where('id', '=', own.commentId).execute()
    await tx.deleteFrom('mentions').where('comment_id', '=', own.commentId).execute()
    const left = await tx
      .selectFrom('comments')
      .select('id')
      .where('thread_id', '=', own.threadId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!left) await tx.deleteFrom('threads').where('id', '=', own.threadId).execute()
    return { ok: true }
  })
