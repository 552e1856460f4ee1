import { creditor } from '@travaux/shared/authorship'
import { readNumbering, readRecords, readSheet } from '@travaux/shared/crdt'
import { anonymous, placeThreads, proposedDraft, proposer, type FormInput, type FormSource } from '@travaux/shared/export'
import { renumbered } from '@travaux/shared/instruct'
import { settled, type SuggestedDraft } from '@travaux/shared/suggest'
import { readUpdate } from '../commands/read-draft.ts'
import { decoded } from './decoded.ts'
import type { FormJob, NamedUpdate } from './job.ts'

/** Stands where the log names nobody for a change. */
const UNKNOWN_AUTHOR = 'Travaux'

/** Reads what a job was sent. Throws when an update breaks the schema: the live engine lets no such update in. */
export function formInput(job: FormJob): FormInput {
  const base = decoded(job.base)
  const generatedAt = new Date(job.generatedAt)
  const { language, direction } = job.base.attrs
  const { header, instrumentTitle, baseName } = job
  const revisions = job.revisions.map(({ name, doc }) => ({ name, doc: decoded(doc) }))
  const numbered = (draft: typeof base, live: Parameters<typeof readNumbering>[0]) =>
    readNumbering(live) === 'counted' ? renumbered(base, draft) : draft
  const sourceOf = ({ title, update }: NamedUpdate): FormSource => {
    const read = readUpdate(update, base.attrs, ({ doc, live }) => ({
      draft: numbered(settled(doc), live),
      notes: readSheet(live),
    }))
    return { base, language, direction, header, revisions, instrumentTitle, baseName, generatedAt, draftTitle: title, ...read }
  }
  const who = creditor(job.credits)
  const logged: FormInput['attribute'] = (place) => {
    const deed = who(place)
    const author = deed?.by == null ? UNKNOWN_AUTHOR : (job.names.get(deed.by) ?? UNKNOWN_AUTHOR)
    return { author, at: deed ? new Date(deed.at) : generatedAt }
  }
  const whole = <T>(read: (draft: SuggestedDraft, number: (draft: typeof base) => typeof base) => T): T =>
    readUpdate(job.draft.update, base.attrs, ({ doc, live }) =>
      read({ doc, records: readRecords(live) }, (draft) => numbered(draft, live)),
    )
  const proposed = job.withSuggestions
    ? whole((draft, number) => {
        const { doc, by } = proposedDraft(draft)
        return { draft: number(settled(doc)), by }
      })
    : null
  const input: FormInput = {
    ...sourceOf(job.draft),
    ...(proposed && { draft: proposed.draft }),
    others: job.others.map(sourceOf),
    origin: job.origin,
    threads: job.threads.length === 0 ? [] : whole(({ doc, records }) => placeThreads(doc, records, job.threads)),
    attribute: proposed ? proposer(proposed.by, job.names, logged) : logged,
  }
  return job.coalition ? anonymous(input, job.coalition) : input
}
