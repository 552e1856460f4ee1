/** One measured line of `pnpm bench`: ours beside a peer or a limit, measured in the same run. */
export interface Row {
  measure: string
  /** Medians, in the unit of `unit`. */
  ours: number
  peer: number
  peerName: string
  unit: 'ms' | 'µs' | 'KB' | '%' | 'letters' | 'words' | 'bytes'
  /** ours / peer must not exceed this; null where the peer is there to be looked at only. */
  target: number | null
}

/** What the command line asks of a benchmark. */
export interface Wish {
  /** Whether this part of it is to be measured: `bench sync:crowd` measures the parts whose names begin with `crowd`. */
  readonly wants: (part: string) => boolean
  /** One short measurement instead of medians of several (`--short`): for whoever changes the code, not for a verdict. */
  readonly short: boolean
}

/** A benchmark module's default export. `tests/bench/run.ts` runs every one that the command line names, or all. */
export interface Bench {
  name: string
  /** Takes so long that it is run only when it is named. */
  onlyNamed?: boolean
  run: (wish: Wish) => Promise<Row[]> | AsyncIterable<Row>
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
