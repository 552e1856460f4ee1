import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import { exportDocx } from '@travaux/shared/export'
import { provisions } from '@travaux/shared/model'
import { EXPORT_FORMATS, EXPORT_VIEWS, unsuited, type ExportFormat } from '@travaux/shared/protocol'
import { amended, treaty } from '../support/treaty.ts'
import { wordExport } from '../support/word-export.ts'
import { median, time, type Bench, type Row } from './row.ts'

const WORDS = 20_000
const CHANGES = 500
const RUNS = 7
/** Of whole processes, which vary less and take longer. */
const STARTS = 3
const CLI = path.resolve(import.meta.dirname, '../../server/src/cli/travaux.ts')
/** Runs what follows and prints its milliseconds and the most memory, in KB, that it or a process of its held at once. */
const MEASURE = `import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print((time.perf_counter() - start) * 1000, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)`

/** What pandoc writes that is nearest to a format; LibreOffice prints the PDF. */
const NEAREST: Record<Exclude<ExportFormat, 'pdf'>, string> = {
  docx: 'docx',
  html: 'html',
  akn: 'docbook5',
  md: 'markdown',
  txt: 'plain',
  json: 'json',
}

const runs = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0

/** A compilation needs several drafts; the command line has two files. */
const FORMS = EXPORT_FORMATS.flatMap((format) =>
  EXPORT_VIEWS.filter((view) => view !== 'compilation' && unsuited(format, view) === null).map((view) => ({ format, view })),
)

/**
 * Our redline with 500 changes, compared and written, beside pandoc writing the plain text of the same draft; then every form as
 * `travaux export` writes it, process beside process, with its memory.
 */
async function* run({ wants }: { wants: (part: string) => boolean }): AsyncIterable<Row> {
  if (!runs('pandoc')) return console.log('  pandoc is not installed on this machine: nothing to compare the exports with.')
  const base = treaty(WORDS)
  const draft = amended(base, CHANGES)
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-bench-'))
  const file = (name: string) => path.join(folder, name)
  writeFileSync(file('draft.md'), plainText(draft))
  for (const [name, doc] of Object.entries({ base, draft }))
    writeFileSync(file(`${name}.json`), JSON.stringify({ doc: doc.toJSON() }))
  try {
    if (wants('word')) yield await word(base, draft, file)
    if (!wants('forms')) return
    const [start, peerStart] = [measured(process.execPath, CLI, '--help'), measured('pandoc', '--version')]
    yield { measure: 'the start alone', ours: start.ms, peer: peerStart.ms, peerName: 'pandoc', unit: 'ms', target: null }
    for (const { format, view } of FORMS) {
      if (format === 'pdf' && !runs('soffice')) continue
      const ours = measured(
        process.execPath,
        CLI,
        'export',
        file('base.json'),
        file('draft.json'),
        '--format',
        format,
        '--view',
        view,
        '--out',
        file(`${view}.${format}`),
      )
      const peer =
        format === 'pdf'
          ? measured(
              'soffice',
              `-env:UserInstallation=file://${file('profile')}`,
              '--headless',
              '--convert-to',
              'pdf',
              '--outdir',
              file('printed'),
              file(`${view}.docx`),
            )
          : measured('pandoc', '-f', 'markdown', '-t', NEAREST[format], '-s', '-o', file('peer'), file('draft.md'))
      const peerName = format === 'pdf' ? 'LibreOffice, the same as Word' : `pandoc, the plain text as ${NEAREST[format]}`
      const measure = `${format}, ${view}: the whole process`
      yield { measure, ours: ours.ms, peer: peer.ms, peerName, unit: 'ms', target: null }
      yield { measure: `${format}, ${view}: most memory`, ours: ours.kb, peer: peer.kb, peerName, unit: 'KB', target: null }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const plainText = (draft: Node): string =>
  provisions(draft)
    .map(({ heading, text }) => heading ?? text)
    .join('\n\n')

async function word(base: Node, draft: Node, file: (name: string) => string): Promise<Row> {
  const ours = await time(RUNS, () => exportDocx(wordExport(base, draft)))
  const peer = await time(RUNS, () =>
    execFileSync('pandoc', ['-f', 'markdown', '-t', 'docx', '-o', file('draft.docx'), file('draft.md')]),
  )
  const measure = `Word file of ${WORDS} words with ${CHANGES} changes`
  return { measure, ours, peer, peerName: 'pandoc, plain text', unit: 'ms', target: 1 }
}

function measured(...command: string[]): { ms: number; kb: number } {
  const starts = Array.from({ length: STARTS }, () =>
    execFileSync('/usr/bin/python3', ['-c', MEASURE, ...command], { encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number),
  )
  return { ms: median(starts.map(([ms]) => ms!)), kb: median(starts.map(([, kb]) => kb!)) }
}

export default { name: 'Exports', run } satisfies Bench
