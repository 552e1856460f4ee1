import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { killAgainAndAgain } from '../support/kills.ts'
import { buildVictim } from '../support/victim.ts'
import type { Bench, Row, Wish } from './row.ts'

const KILLS = 200
const FEW = 20

/** Kills servers at random moments and holds those that come back to everything that was acknowledged or seen. */
export default {
  name: 'Killed servers (SIGKILL) against a ledger of acknowledgements',
  onlyNamed: true,
  async run({ short }: Wish): Promise<Row[]> {
    const kills = short ? FEW : KILLS
    const seed = Number(process.env['TRAVAUX_SEED'] ?? Date.now() % 1_000_000)
    console.log(`  seed ${seed}`)
    await buildVictim()
    // Half of them while rows are put away all the time.
    const ledgers = [{}, { tailRows: 3, tailRowsAtRest: 0 }].map(async (limits, at) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'travaux-kills-'))
      try {
        return await killAgainAndAgain({ file: path.join(folder, 'log.sqlite'), kills: kills / 2, seed: seed + at, limits })
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
    const rows: Row[] = []
    for (const [at, ledger] of ledgers.entries()) {
      const { promised, seen, lost } = await ledger
      console.log(`  ${promised} words acknowledged, ${seen} seen by somebody else, ${lost.length} lost ${lost.join(' ')}`)
      const measure = `words lost in ${kills / 2} kills${at === 1 ? ' while snapshots are made' : ''}`
      rows.push({ measure, ours: lost.length, peer: promised, peerName: 'acknowledged', unit: 'words', target: 0 })
    }
    return rows
  },
} satisfies Bench
