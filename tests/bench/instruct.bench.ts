import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { exportDocx } from '@travaux/shared/export'
import { amend, AmendCache, printInstructions, staleReferences } from '@travaux/shared/instruct'
import { schema } from '@travaux/shared/model'
import { applyEdits } from '../support/edits.ts'
import { FINAL_DRAFT, readText, THIRD_REVISION } from '../support/letter.ts'
import { amended, treaty } from '../support/treaty.ts'
import { wordExport } from '../support/word-export.ts'
import { median, time, type Bench, type Row } from './row.ts'

const WORDS = 20_000
const CHANGES = 60
const RUNS = 5
const COMPARE = path.resolve(import.meta.dirname, '../support/libre-office-compare.py')
const HEADER = { title: 'Draft Convention on Cybercrime', symbol: null, revision: 'third revision', date: null }

/** What the amendments page does after one more letter in a long draft, beside stating the whole draft anew. */
async function keystroke(): Promise<Row> {
  const base = treaty(WORDS)
  const draft = schema.nodeFromJSON(amended(base, CHANGES).toJSON())
  const cache = new AmendCache()
  const state = (text: Node, known: AmendCache) => [amend(base, text, { cache: known }), staleReferences(base, text, known)]
  state(draft, cache)
  let current = draft
  const drafts = Array.from({ length: 35 }, () => {
    current = applyEdits(current, [{ kind: 'type', at: 400, to: 0, from: 40, length: 0, words: 'x' }])
    return current
  }).reverse()
  return {
    measure: `amendments and stale references after one keystroke, ${WORDS} words with ${CHANGES} changes`,
    ours: await time(25, () => state(drafts.pop()!, cache), 5),
    peer: await time(5, () => state(draft, new AmendCache())),
    peerName: 'the same without what is remembered',
    unit: 'ms',
    target: 0.25,
  }
}

/** The whole sample from one revision to the other, compared and stated, beside LibreOffice comparing the same two texts as Word files. */
async function sample(): Promise<Row | null> {
  if (spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status !== 0) {
    console.log('  LibreOffice is not installed on this machine: nothing to compare the instructions with.')
    return null
  }
  const [base, draft] = [await readText(THIRD_REVISION), await readText(FINAL_DRAFT)]
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-bench-'))
  try {
    const files = await Promise.all(
      [base, draft].map(async (text, at) => {
        const file = path.join(folder, `${at}.docx`)
        writeFileSync(file, await exportDocx(wordExport(text, text, { view: 'clean' })))
        return file
      }),
    )
    const told = JSON.parse(execFileSync('/usr/bin/python3', [COMPARE, ...files, String(RUNS)], { encoding: 'utf8' })) as {
      ms: number[]
      changes: number
    }
    if (told.changes === 0) throw new Error('LibreOffice found no change.')
    return {
      measure: 'instructions from one revision of the sample to the other',
      ours: await time(RUNS, () => printInstructions(HEADER, amend(base, draft))),
      peer: median(told.ms),
      peerName: `LibreOffice's document comparison, ${told.changes} tracked changes`,
      unit: 'ms',
      target: null,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export default {
  name: 'Instructions',
  async *run({ wants }) {
    if (wants('keystroke')) yield await keystroke()
    const compared = wants('sample') ? await sample() : null
    if (compared) yield compared
  },
} satisfies Bench
