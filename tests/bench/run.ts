import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench, Row } from './row.ts'

/**
 * `pnpm bench [NAME[:PART]…] [--short] [--json FILE]`: every module of this folder whose name ends in `.bench.ts`. Exit status 1 when a
 * target is missed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, short: { type: 'boolean', default: false } },
})
const asked = positionals.map((name) => name.split(':') as [file: string, part?: string])

// Benches start real servers, which serve the page as it was built last.
const built = spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../../client/build.ts')], { stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'))
const results: (Row & { bench: string; ratio: number; met: boolean })[] = []
for (const file of files.sort()) {
  const parts = asked.filter(([name]) => file.startsWith(name)).map(([, part = '']) => part)
  if (asked.length > 0 && parts.length === 0) continue
  const wants = (name: string) => parts.length === 0 || parts.some((part) => name.startsWith(part))
  const bench = ((await import(path.join(import.meta.dirname, file))) as { default: Bench }).default
  if (bench.onlyNamed && asked.length === 0) continue
  console.log(`\n${bench.name}`)
  for await (const row of await bench.run({ wants, short: values.short })) {
    const ratio = row.ours === 0 ? 0 : row.ours / row.peer
    const met = row.target === null || ratio <= row.target
    results.push({ bench: bench.name, ...row, ratio, met })
    console.log(
      `  ${row.target === null ? '·' : met ? '✓' : '✗'} ${row.measure}: ${row.ours.toFixed(2)} ${row.unit} beside ${row.peer.toFixed(2)} ${row.unit} (${row.peerName}): ` +
        `${ratio.toFixed(3)} ×, ${row.target === null ? 'no target' : `target ≤ ${Number(row.target.toFixed(3))} ×`}`,
    )
  }
}
if (values.json) writeFileSync(path.resolve(process.env['INIT_CWD'] ?? '.', values.json), JSON.stringify(results, null, 2))
process.exit(results.every((row) => row.met) ? 0 : 1)
