import { encodeDocument, provisions, type Provision } from '@travaux/shared/model'
import { say } from './command.ts'
import type { InstrumentFile } from './instrument-file.ts'

const INDENT: Partial<Record<Provision['kind'], number>> = { article: 1, annex: 1, paragraph: 2, subparagraph: 2 }

function line({ kind, number, heading, text, level }: Provision): string {
  const words = [kind, number, heading ?? text].filter((part) => part !== null).join(' ')
  return '  '.repeat((INDENT[kind] ?? 0) + Math.max(0, level - 1)) + words
}

/** An instrument on stdout: for a program as `GET /api/revisions/:id` gives it, for a person as its structure. */
export function sayInstrument({ name, title, symbol, language, doc, warnings }: InstrumentFile, json: boolean): void {
  const list = provisions(doc)
  if (json)
    say(JSON.stringify({ name, title: title ?? name, symbol, language, doc: encodeDocument(doc), provisions: list, warnings }))
  else for (const provision of list) say(line(provision))
}
