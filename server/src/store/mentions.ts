import type { Mention } from '@travaux/shared/protocol'
import type { Database } from './tables.ts'

/** What was said to this person in comments and not looked at yet, the latest first. Nobody is told of what they said themselves. */
export async function unseenMentions(db: Database, person: string): Promise<Mention[]> {
  return db
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .innerJoin('drafts', 'drafts.id', 'threads.draft_id')
    .innerJoin('people', 'people.id', 'comments.author_id')
    .select(['comments.id as commentId', 'threads.id as threadId', 'drafts.id as draftId', 'drafts.title as draftTitle'])
    .select(['threads.location', 'people.name as by', 'comments.created_at as at', 'comments.body'])
    .where('mentions.person_id', '=', person)
    .where('mentions.seen_at', 'is', null)
    .where('comments.author_id', '<>', person)
    .where('comments.deleted_at', 'is', null)
    .orderBy('comments.created_at', 'desc')
    .orderBy('comments.id')
    .execute()
}

/** Notes that this person has looked at what was said to them in these comments. Others' mentions stay as they are. */
export async function markSeen(db: Database, person: string, comments: readonly string[]): Promise<void> {
  await db
    .updateTable('mentions')
    .set({ seen_at: new Date().toISOString() })
    .where('person_id', '=', person)
    .where('comment_id', 'in', comments)
    .where('seen_at', 'is', null)
    .execute()
}
