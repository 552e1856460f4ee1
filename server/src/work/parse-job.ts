import { arrange, likeness, SAME_INSTRUMENT, type Likeable } from '@travaux/shared/arrange'
import { encodeDocument } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { decoded } from './decoded.ts'
import type { Answers, EarlierText, Job } from './job.ts'

/** Reads a file. */
export async function parse({ bytes, name }: Extract<Job, { kind: 'parse' }>): Promise<Answers['parse']> {
  const parsed = await parseFile(bytes, { name, trackedChanges: 'accept' })
  if (!parsed.ok) return parsed
  const { title, symbol } = parsed.metadata
  return { ok: true, doc: encodeDocument(parsed.doc), title, symbol, found: parsed.found, warnings: parsed.warnings }
}

/** Reads a file for a person to check. */
export async function stage({
  bytes,
  name,
  trackedChanges,
  earlier,
}: Extract<Job, { kind: 'stage' }>): Promise<Answers['stage']> {
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
