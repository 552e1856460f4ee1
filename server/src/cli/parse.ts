import { complain, expectPositionals, type Command } from './command.ts'
import { readInstrument } from './instrument-file.ts'
import { sayInstrument } from './say-instrument.ts'

export const parse: Command = {
  usage: 'parse FILE [--json]',
  summary: 'Read an instrument from a file (Word, PDF, web page, Markdown, plain text, Akoma Ntoso) and show its structure.',
  help: ['--json prints the document and the flat list of its provisions, as GET /api/revisions/:id does.'],
  options: { json: { type: 'boolean' } },
  async run(positionals, values) {
    const [file] = expectPositionals(positionals, 'FILE')
    const instrument = await readInstrument(file!)
    for (const { message, place } of instrument.warnings)
      complain(`${instrument.name}: ${place === null ? '' : `${place}: `}${message}`)
    sayInstrument(instrument, values['json'] === true)
    return 0
  },
}
