/**
 * How many seeded sessions a property runs. Few by default; `TRAVAUX_SEEDS=3000` runs that many of each, every time with a new seed.
 * A failure prints its seed: `TRAVAUX_SEED=… ` runs that one again.
 */
export function seeds(few: number): { numRuns: number; seed?: number } {
  const [many, seed] = [process.env['TRAVAUX_SEEDS'], process.env['TRAVAUX_SEED']]
  return { numRuns: many === undefined ? few : Number(many), ...(seed === undefined ? {} : { seed: Number(seed) }) }
}

/** Milliseconds that many sessions may take. */
export const PATIENCE = process.env['TRAVAUX_SEEDS'] === undefined ? 60_000 : 3_600_000

/** The seed of cases that are drawn before the tests begin: named by hand, or new each time and to be printed with the results. */
export const drawnSeed = (): number => Number(process.env['TRAVAUX_SEED'] ?? Date.now())
