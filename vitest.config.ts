import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** A busy machine takes its time until another process or window shows what it should; milliseconds. */
const PATIENT = { poll: { timeout: 10_000 } }

/** On a shared machine a process can stall for longer than any patience: CI asks such a test a second time, people are told at once. */
const RETRY = process.env['CI'] ? 1 : 0

const SEED = ['tests/support/seed.ts']
const BUILD = ['tests/support/build.ts']

/** Vitest leaves a core idle by itself, which of two cores is half the machine. */
const WORKERS = Math.max(2, availableParallelism())

/**
 * Pure laws and real servers together, because a server's test waits where a law computes; then real browsers, of which two at a time
 * wait for each other's pages.
 */
export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'tests/output/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'domain',
          setupFiles: SEED,
          include: ['tests/domain/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'server',
          setupFiles: SEED,
          globalSetup: BUILD,
          include: ['tests/api/**/*.test.ts', 'tests/sync/**/*.test.ts', 'tests/cli/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: PATIENT,
          retry: RETRY,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'browser',
          setupFiles: SEED,
          globalSetup: BUILD,
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: PATIENT,
          retry: RETRY,
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
    ],
  },
})
