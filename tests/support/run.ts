import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * `pnpm test`: lint, format, types and every test; prints `N passed, N failed, N skipped` as its last line, each check counting as one.
 * Arguments go to vitest (`pnpm test tests/domain`).
 */
const root = path.resolve(import.meta.dirname, '../..')
const bin = (name: string) => path.join(root, 'node_modules/.bin', name)
const output = path.join(root, 'tests/output/vitest.json')

function check(name: string, command: string, args: string[]): boolean {
  console.log(`\n— ${name}`)
  return spawnSync(bin(command), args, { cwd: root, stdio: 'inherit' }).status === 0
}

const wanted = process.argv.slice(2)
const checks = [
  check('lint', 'oxlint', ['--type-aware', '--deny-warnings']),
  check('format', 'oxfmt', ['--check', '.']),
  check('types', 'tsc', ['-b']),
  check('the page builds', 'node', ['client/build.ts']),
  check('the server builds', 'node', ['server/build.ts']),
]
rmSync(output, { force: true })
mkdirSync(path.dirname(output), { recursive: true })
const ran = check('tests', 'vitest', ['run', ...wanted])

let counts = { numPassedTests: 0, numFailedTests: ran ? 0 : 1, numPendingTests: 0, numTodoTests: 0, success: ran }
try {
  counts = JSON.parse(readFileSync(output, 'utf8')) as typeof counts
} catch {
  console.error('vitest left no report.')
}
const passed = counts.numPassedTests + checks.filter(Boolean).length
// A file that fails before its first test counts no failed test: the run has failed all the same.
const failed = Math.max(counts.numFailedTests, ran ? 0 : 1) + checks.filter((ok) => !ok).length
console.log(`\n${passed} passed, ${failed} failed, ${counts.numPendingTests + counts.numTodoTests} skipped`)
process.exit(failed > 0 ? 1 : 0)
