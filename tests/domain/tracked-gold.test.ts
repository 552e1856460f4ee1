import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { changesReport, readTracked, type ChangesReport } from '@travaux/shared/tracked'

/** Real Word files with tracked changes, their texts as Word itself accepted and rejected them, and an independent reader. */
const shared = path.resolve(import.meta.dirname, '../../../shared')
const gold = path.join(shared, 'corpus/docx-accept-reject-gold')
const tracked = path.join(shared, 'corpus/docx-tracked')
const files = (folder: string, pattern: RegExp) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : []

function report(folder: string, name: string): ChangesReport {
  const read = readTracked(new Uint8Array(readFileSync(path.join(folder, name))), name)
  if (!read.ok) throw new Error(`${name}: ${read.reason}`)
  return changesReport(read)
}

/** What both readers must agree on; the other one says nothing of a cell's words. */
const agreed = ({ counts, changes, comments, revisions, paragraphs, ...rest }: ChangesReport) => ({
  counts,
  accepted: rest.accepted.map(({ part, in: where, text }) => ({ part, in: where, text })),
  rejected: rest.rejected.map(({ part, in: where, text }) => ({ part, in: where, text })),
  accepted_text: rest.accepted_text,
  rejected_text: rest.rejected_text,
  comments: comments.map(({ id, author, date, text }) => ({ id, author, date, text })),
  changes: changes.map(({ type, author, date, id, text, part }) => ({
    type,
    author,
    date,
    id,
    text: type.startsWith('cell-') ? '' : text,
    part,
  })),
  revisions: revisions.map(({ type, author, date, text, op, para }) => ({ type, author, date, text, op, para })),
  paragraphs: paragraphs.map(({ accepted, rejected, style, mark }) => ({ accepted, rejected, style, mark })),
})

describe.skipIf(!existsSync(gold))('the gold files, of which Word accepted and rejected everything', () => {
  it.each(files(gold, /^RP\d+(?!.*-(?:Accepted|Rejected)\.docx).*\.docx$/))('%s is read to the character', (name) => {
    const ours = report(gold, name)
    const settled = (suffix: string) => report(gold, name.replace('.docx', `-${suffix}.docx`)).accepted_text
    expect(ours.accepted_text).toBe(settled('Accepted'))
    expect(ours.rejected_text).toBe(settled('Rejected'))
  })
})

/** All files in one process: the tool starts slowly. */
const ASK = `
import importlib.util, json, os, sys
spec = importlib.util.spec_from_file_location('tool', sys.argv[1]); tool = importlib.util.module_from_spec(spec); spec.loader.exec_module(tool)
print(json.dumps({os.path.basename(f): tool.Reader(f).read().result() for f in sys.argv[2:]}))`

describe.skipIf(!existsSync(tracked))('real files with tracked changes', () => {
  it('are read as the independent reader reads them', () => {
    const names = files(tracked, /\.docx$/)
    const paths = names.map((name) => path.join(tracked, name))
    const output = execFileSync('python3', ['-c', ASK, path.join(shared, 'tools/docx-changes.py'), ...paths], { maxBuffer: 1e9 })
    const theirs = JSON.parse(output.toString()) as Record<string, ChangesReport>
    for (const name of names) expect({ name, ...agreed(report(tracked, name)) }).toEqual({ name, ...agreed(theirs[name]!) })
  })
})
