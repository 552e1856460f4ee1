import { encodeDocument, provisions, type Provision } from '@travaux/shared/model'
import { complain, expectPositionals, say, type Command } from './command.ts'
import { readInstrument } from './instrument-file.ts'

const INDENT: Partial<Record<Provision['kind'], number>> = { article: 1, annex: 1, paragraph: 2, subparagraph: 2 }

function line({ kind, number, heading, text, level }: Provision): string {
  const words = [kind, number, heading ?? text].filter((part) => part !== null).join(' ')
  return '  '.repeat((INDENT[kind] ?? 0) + Math.max(0, level - 1)) + words
}

export const parse: Command = {
  usage: 'parse FILE [--json]',
  summary: 'Read an instrument from a file (Word, PDF, web page, Markdown, plain text, Akoma Ntoso) and show its structure.',
  help: ['--json prints the document and the flat list of its provisions, as GET /api/revisions/:id does.'],
  options: { json: { type: 'boolean' } },
  async run(positionals, values) {
    const [file] = expectPositionals(positionals, 'FILE')
    const { name, title, symbol, language, doc, warnings } = await readInstrument(file!)
    for (const { message, place } of warnings) complain(`${name}: ${place === null ? '' : `${place}: `}${message}`)
    const list = provisions(doc)
    if (values['json'])
      say(JSON.stringify({ name, title, symbol, language, doc: encodeDocument(doc), provisions: list, warnings }))
    else for (const provision of list) say(line(provision))
    return 0
  },
}
