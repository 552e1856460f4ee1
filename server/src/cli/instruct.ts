import { amend, printInstructions, renumbered, type Amendment } from '@travaux/shared/instruct'
import { complain, expectPositionals, type Command } from './command.ts'
import { readInstrument, readRevisions, REVISION_OPTION, type InstrumentFile } from './instrument-file.ts'

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
  usage: 'instruct BASE DRAFT [--renumber] [--revision NAME=FILE]…',
  summary: 'State what a draft changes in its base as amending instructions that can be read out.',
  help: [
    'BASE and DRAFT are any importable file, or the JSON that `parse --json` prints.',
    '--renumber counts on where the draft adds, deletes or moves units, and says so, in place of bis, ter and gaps.',
    '--revision "third revision=third.txt" gives an earlier text: an article that reads as in it is retained. It may be given several times, oldest first.',
    'What no instruction can state (bold, italics, references to footnotes) is listed on stderr; status 1 when words are among it.',
  ],
  options: { renumber: { type: 'boolean' }, ...REVISION_OPTION },
  async run(positionals, values) {
    const [baseFile, draftFile] = expectPositionals(positionals, 'BASE', 'DRAFT')
    const [base, draft] = [await readInstrument(baseFile!), await readInstrument(draftFile!)]
    const revisions = await readRevisions(values)
    const counted = values['renumber'] === true ? renumbered(base.doc, draft.doc) : draft.doc
    const amendments = amend(base.doc, counted, { revisions })
    process.stdout.write(printInstructions(header(base), amendments))
    const left = unstated(amendments)
    if (left.length > 0) complain(`Not stated:\n${left.map((line) => `  ${line}`).join('\n')}`)
    return amendments.some((amendment) => amendment.unstated.some(({ what }) => what === 'words')) ? 1 : 0
  },
}
