import { readFile } from 'node:fs/promises'
import { parseInstructions, replay, type Problem } from '@travaux/shared/instruct'
import { identify } from '@travaux/shared/model'
import { complain, expectPositionals, fromWhereThePersonStands, type Command } from './command.ts'
import { readInstrument, readRevisions, REVISION_OPTION } from './instrument-file.ts'
import { sayInstrument } from './say-instrument.ts'

const told = (file: string, { line, words, message }: Problem): string =>
  `${file}${line === null ? '' : `, line ${line}`}: ${message}${words === '' ? '' : ` (“${words.replace(/\s+/g, ' ').slice(0, 120)}”)`}`

export const replayCommand: Command = {
  usage: 'replay BASE INSTRUCTIONS.txt [--json] [--revision NAME=FILE]…',
  summary: 'Carry amending instructions out on the base and show the draft, as `parse` does.',
  help: [
    'BASE is any importable file, or the JSON that `parse --json` prints; INSTRUCTIONS.txt is what `instruct` prints, or a list written in its language.',
    '--revision "third revision=third.txt" gives a text that articles are retained from.',
    'Nothing is carried out unless everything can be: each problem is told on stderr with its line, and the status is 1.',
  ],
  options: { json: { type: 'boolean' }, ...REVISION_OPTION },
  async run(positionals, values) {
    const [baseFile, file] = expectPositionals(positionals, 'BASE', 'INSTRUCTIONS.txt')
    const base = await readInstrument(baseFile!)
    const text = await readFile(fromWhereThePersonStands(file!), 'utf8')
    const { items, problems } = parseInstructions(text)
    const nothing = items.length === 0 && problems.every(({ item }) => item === null)
    if (problems.length > 0 && !(nothing && isEmptyList(text))) return refuse(file!, problems)
    const made = replay(
      base.doc,
      items.map(({ instruction }) => instruction),
      { lines: items.map(({ line }) => line), revisions: await readRevisions(values) },
    )
    if (!made.ok) return refuse(file!, made.problems)
    sayInstrument({ ...base, doc: identify(made.draft) }, values['json'] === true)
    return 0
  },
}

/** A draft that changes nothing has a header and no instruction. */
const isEmptyList = (text: string): boolean => text.trim().split('\n').length === 1

function refuse(file: string, problems: readonly Problem[]): 1 {
  for (const problem of problems) complain(told(file, problem))
  return 1
}
