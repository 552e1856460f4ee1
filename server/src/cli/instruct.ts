import { amend, printInstructions, type Amendment } from '@travaux/shared/instruct'
import { complain, expectPositionals, type Command } from './command.ts'
import { readInstrument, type InstrumentFile } from './instrument-file.ts'

const header = ({ title, symbol, name }: InstrumentFile) => ({
  title: title ?? name,
  symbol,
  revision: null,
  date: null,
})

const MISSING = { words: 'words or numbers', emphasis: 'bold or italics', footnote: 'a reference to a footnote' } as const

/** What no sentence can say, one line each. */
const unstated = (amendments: readonly Amendment[]): string[] =>
  amendments.flatMap((amendment) => amendment.unstated.map(({ eId, what }) => `${amendment.name} (${eId}): ${MISSING[what]}`))

export const instruct: Command = {
  usage: 'instruct BASE DRAFT',
  summary: 'State what a draft changes in its base as amending instructions that can be read out.',
  help: [
    'BASE and DRAFT are any importable file, or the JSON that `parse --json` prints.',
    'What no instruction can state (bold, italics, references to footnotes) is listed on stderr; status 1 when words are among it.',
  ],
  options: {},
  async run(positionals) {
    const [baseFile, draftFile] = expectPositionals(positionals, 'BASE', 'DRAFT')
    const [base, draft] = [await readInstrument(baseFile!), await readInstrument(draftFile!)]
    const amendments = amend(base.doc, draft.doc)
    process.stdout.write(printInstructions(header(base), amendments))
    const left = unstated(amendments)
    if (left.length > 0) complain(`Not stated:\n${left.map((line) => `  ${line}`).join('\n')}`)
    return amendments.some((amendment) => amendment.unstated.some(({ what }) => what === 'words')) ? 1 : 0
  },
}
