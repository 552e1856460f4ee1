import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ROOT } from '../places.ts'
import type { Services } from '../services.ts'
import { importInstrument } from './import-instrument.ts'

const FOLDER = path.join(ROOT, 'server/sample')
const TITLE = 'Draft Convention on Cybercrime — working sample, not an official text'
const REVISIONS = [
  { file: 'third-revision.txt', name: 'Third revision' },
  { file: 'final-draft.txt', name: 'Final draft' },
]

/** Puts the sample instrument into an empty workspace, so that there is something to try. A failure is logged and harms nothing else. */
export async function loadSample({ store, jobs, log }: Pick<Services, 'store' | 'jobs' | 'log'>): Promise<void> {
  if (await store.db.selectFrom('instruments').select('id').executeTakeFirst()) return
  let instrumentId: string | undefined
  for (const { file, name } of REVISIONS) {
    const bytes = new Uint8Array(await readFile(path.join(FOLDER, file)))
    const imported = await importInstrument(store, jobs, {
      bytes,
      fileName: file,
      title: TITLE,
      symbol: undefined,
      revision: name,
      instrumentId,
      sample: true,
      by: null,
    })
    if (!imported.ok) return log.warn({ file, reason: imported.reason }, 'the sample could not be loaded')
    instrumentId = imported.instrumentId
  }
}
