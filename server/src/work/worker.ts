import { arrange, likeness, SAME_INSTRUMENT, type Likeable } from '@travaux/shared/arrange'
import { decodeDocument, encodeDocument, type DocumentJSON } from '@travaux/shared/model'
import { exportDocx } from '@travaux/shared/export'
import { parseFile } from '@travaux/shared/parse'
import { documentOf } from '../commands/read-draft.ts'
import type { Answers, EarlierText, Job } from './job.ts'

/** Stands where the log names nobody for a changed block. */
const UNKNOWN_AUTHOR = 'Travaux'

/** The job process: takes one job from its parent, answers it, and is ended by the parent. */
process.once('message', (job: Job) => {
  void answer(job).then(
    (value) => process.send!(value),
    () => process.exit(1),
  )
})
process.once('disconnect', () => process.exit(0))

async function answer(job: Job): Promise<Answers[Job['kind']]> {
  switch (job.kind) {
    case 'parse':
      return parse(job)
    case 'stage':
      return stage(job)
    case 'docx':
      return docx(job)
  }
}

async function parse({ bytes, name }: Extract<Job, { kind: 'parse' }>): Promise<Answers['parse']> {
  const parsed = await parseFile(bytes, { name, trackedChanges: 'accept' })
  if (!parsed.ok) return parsed
  const { title, symbol } = parsed.metadata
  return { ok: true, doc: encodeDocument(parsed.doc), title, symbol, found: parsed.found, warnings: parsed.warnings }
}

async function stage({ bytes, name, trackedChanges, earlier }: Extract<Job, { kind: 'stage' }>): Promise<Answers['stage']> {
  const parsed = await parseFile(bytes, { name, trackedChanges })
  if (!parsed.ok) return parsed
  const { title, symbol, date, language } = parsed.metadata
  const own: Likeable = { title, symbol, doc: parsed.doc }
  const alike = earlier
    .filter(({ doc }) => doc.attrs.language === language)
    .map((text) => ({ text, share: likeness(own, { ...text, doc: decoded(text.doc) }) }))
    .reduce<{ text: EarlierText | null; share: number }>((most, next) => (next.share > most.share ? next : most), {
      text: null,
      share: SAME_INSTRUMENT,
    })
  return {
    ok: true,
    title,
    symbol,
    date,
    tracked: parsed.warnings.some(({ code }) => code === 'tracked-changes'),
    lines: parsed.lines,
    arrangement: arrange(parsed),
    match: alike.text && { instrumentId: alike.text.instrumentId, revisionId: alike.text.revisionId },
  }
}

function decoded(json: DocumentJSON) {
  const read = decodeDocument(json)
  if (!read.ok) throw new Error(read.reason)
  return read.doc
}

async function docx({ base, update, options }: Extract<Job, { kind: 'docx' }>): Promise<Answers['docx']> {
  const baseDoc = decoded(base)
  const { language, direction } = base.attrs
  const { authorship, generatedAt, ...form } = options
  const unknown = { author: UNKNOWN_AUTHOR, at: new Date(generatedAt) }
  return exportDocx({
    ...form,
    base: baseDoc,
    draft: documentOf(update, baseDoc.attrs),
    language,
    direction,
    generatedAt: new Date(generatedAt),
    attribute: (eId) => {
      const authored = authorship.get(eId)
      return authored ? { author: authored.author, at: new Date(authored.at) } : unknown
    },
  })
}
