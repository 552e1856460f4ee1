import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { changesReport, readTracked, type ChangesReport } from '@travaux/shared/tracked'
import { complain, expectPositionals, fromWhereThePersonStands, say, type Command } from './command.ts'

type Change = ChangesReport['changes'][number]
type Comment = ChangesReport['comments'][number]

const by = ({ author, date }: { author: string | null; date: string | null }): string =>
  `${author ?? 'unknown'}${date === null ? '' : `, ${date}`}`

const changeLine = (change: Change): string =>
  `${change.type.padEnd(14)} ${by(change)}: ${JSON.stringify(change.text)}${change.location === null ? '' : `\n               ${change.location}`}`

const commentLine = ({ parent, resolved, anchor, text, ...comment }: Comment): string =>
  `${(parent === null ? (resolved ? 'resolved' : 'comment') : '  reply').padEnd(14)} ${by(comment)}: ${text}` +
  (parent === null && anchor !== null ? `\n               on ${JSON.stringify(anchor)}` : '')

function asText({ changes, comments, accepted_text, rejected_text }: ChangesReport): string {
  const part = (title: string, lines: readonly string[]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`
  return [
    part(`Changes: ${changes.length}`, changes.map(changeLine)),
    part(`Comments: ${comments.length}`, comments.map(commentLine)),
    part('Text with everything accepted', accepted_text.split('\n')),
    part('Text with everything rejected', rejected_text.split('\n')),
  ].join('\n')
}

export const readChanges: Command = {
  usage: 'read-changes FILE.docx [--json | --text]',
  summary: 'Show the tracked changes and comments of a Word file, and its text with all of them accepted and rejected.',
  help: [
    'It prints JSON; --text prints the same for reading.',
    'changes      every mark: type (ins, del, moveTo, moveFrom, para-…, row-…, cell-…, rPrChange, pPrChange, …), author, date, text, place',
    'revisions    inserted and deleted words, those of one author that stand together joined; op ± is a deletion in an insertion',
    'comments     with anchor, parent (whom it answers), replies and resolved',
    'accepted, rejected, accepted_text, rejected_text, paragraphs, counts, warnings',
  ],
  options: { json: { type: 'boolean' }, text: { type: 'boolean' } },
  async run(positionals, values) {
    const [file] = expectPositionals(positionals, 'FILE.docx')
    const name = path.basename(file!)
    const read = readTracked(new Uint8Array(await readFile(fromWhereThePersonStands(file!))), name)
    if (!read.ok) throw new Error(`${name}: ${read.reason}`)
    for (const warning of read.warnings) complain(`${name}: ${warning}`)
    const report = changesReport(read)
    say(values['text'] ? asText(report) : JSON.stringify({ file: name, ...report }, null, 1))
    return 0
  },
}
