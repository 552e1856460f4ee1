import { defineConfig } from 'vitest/config'

/** A busy machine takes its time until another process or window shows what it should; milliseconds. */
const PATIENT = { poll: { timeout: 10_000 } }

/** On a shared machine a process can stall for longer than any patience: CI asks such a test a second time, people are told at once. */
const RETRY = process.env['CI'] ? 1 : 0

const SEED = ['tests/support/seed.ts']

/** Three projects, one after the other: pure laws, real servers, real browsers, of which two at a time wait for each other's pages. */
export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'tests/output/vitest.json' }]],
    projects: [
      { test: { name: 'domain', setupFiles: SEED, include: ['tests/domain/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'server',
          setupFiles: SEED,
          include: ['tests/api/**/*.test.ts', 'tests/sync/**/*.test.ts', 'tests/cli/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: PATIENT,
          retry: RETRY,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          setupFiles: SEED,
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: PATIENT,
          retry: RETRY,
          sequence: { groupOrder: 2 },
          maxWorkers: 2,
        },
      },
    ],
  },
})
