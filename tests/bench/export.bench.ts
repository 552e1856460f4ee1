import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exportDocx } from '@travaux/shared/export'
import { provisions } from '@travaux/shared/model'
import { amended, treaty } from '../support/treaty.ts'
import { wordExport } from '../support/word-export.ts'
import { time, type Bench, type Row } from './row.ts'

const WORDS = 20_000
const CHANGES = 500
const RUNS = 7

/** Our redline with 500 changes, compared and written, beside pandoc writing the plain text of the same draft. */
async function run(): Promise<Row[]> {
  if (spawnSync('pandoc', ['--version'], { stdio: 'ignore' }).status !== 0) {
    console.log('  pandoc is not installed on this machine: nothing to compare the Word export with.')
    return []
  }
  const base = treaty(WORDS)
  const draft = amended(base, CHANGES)
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-bench-'))
  const markdown = path.join(folder, 'draft.md')
  writeFileSync(
    markdown,
    provisions(draft)
      .map(({ heading, text }) => heading ?? text)
      .join('\n\n'),
  )
  try {
    const ours = await time(RUNS, () => exportDocx(wordExport(base, draft)))
    const peer = await time(RUNS, () =>
      execFileSync('pandoc', ['-f', 'markdown', '-t', 'docx', '-o', path.join(folder, 'draft.docx'), markdown]),
    )
    return [
      {
        measure: `Word file of ${WORDS} words with ${CHANGES} changes`,
        ours,
        peer,
        peerName: 'pandoc, plain text',
        unit: 'ms',
        target: 1,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export default { name: 'Word export', run } satisfies Bench
