import { decodeDocument } from '@travaux/shared/model'
import * as Y from 'yjs'
import { wholeTextOf } from '../commands/read-draft.ts'
import type { DraftLog } from '../store/draft-log.ts'
import { integrityErrors } from '../store/integrity.ts'
import type { Store } from '../store/store.ts'
import { complain, expectPositionals, say, type Command } from './command.ts'
import { configured, existingStoreFile, withStore } from './workspace.ts'

export const verify: Command = {
  usage: 'verify',
  summary: 'Check that the store is sound and that every revision and draft can be read.',
  help: ['Each draft is read twice, from its snapshot and from its whole log: both must give the same text.'],
  options: {},
  async run(positionals) {
    expectPositionals(positionals)
    const config = configured()
    // Postgres checks its own pages; what lies in them is read below all the same.
    const wrong = config.databaseUrl === null ? integrityErrors(existingStoreFile(config)) : []
    if (wrong.length === 0) wrong.push(...(await withStore(readEverything)))
    for (const line of wrong) complain(line)
    return wrong.length === 0 ? 0 : 1
  },
}

async function readEverything({ db, draftLog }: Store): Promise<string[]> {
  const revisions = await db.selectFrom('revisions').select(['id', 'doc']).execute()
  const drafts = await db.selectFrom('drafts').select(['id', 'title']).execute()
  const wrong = revisions.flatMap(({ id, doc }) => {
    const decoded = decodeDocument(JSON.parse(doc))
    return decoded.ok ? [] : [`revision ${id}: ${decoded.reason}`]
  })
  for (const { id, title } of drafts) {
    const reason = await whyUnreadable(draftLog, id)
    if (reason !== null) wrong.push(`draft ${id} (${title}): ${reason}`)
  }
  if (wrong.length === 0) say(`${revisions.length} revisions and ${drafts.length} drafts can be read.`)
  return wrong
}

/** Null for a draft whose snapshot and log agree. */
async function whyUnreadable(draftLog: DraftLog, id: string): Promise<string | null> {
  const stored = await draftLog.load(id)
  if (!stored) return 'it has no log'
  const cached = [...(stored.snapshot ? [stored.snapshot.update] : []), ...stored.tail.map((row) => row.update)]
  const logged = (await Array.fromAsync(draftLog.history(id))).map((row) => row.update)
  try {
    const [fromCache, fromLog] = [cached, logged].map((updates) => wholeTextOf(Y.mergeUpdates(updates), {}))
    return fromCache!.eq(fromLog!) ? null : 'its snapshot and its log give different texts'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
