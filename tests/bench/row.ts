/** One measured line of `pnpm bench`: ours beside a peer or a limit, measured in the same run. */
export interface Row {
  measure: string
  /** Medians, in the unit of `unit`. */
  ours: number
  peer: number
  peerName: string
  unit: 'ms' | 'µs' | 'KB' | '%' | 'letters'
  /** ours / peer must not exceed this; null where the peer is there to be looked at only. */
  target: number | null
}

/** A benchmark module's default export. `tests/bench/run.ts` runs every one that the command line names, or all. */
export interface Bench {
  name: string
  run: () => Promise<Row[]>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** Runs `work` (after `warmUp` unmeasured runs) and gives the median time in milliseconds. */
export async function time(runs: number, work: () => unknown, warmUp = 1): Promise<number> {
  const times: number[] = []
  for (let run = -warmUp; run < runs; run++) {
    const start = performance.now()
    await work()
    if (run >= 0) times.push(performance.now() - start)
  }
  return median(times)
}
