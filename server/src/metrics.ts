import { performance } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Measurements } from './sync/measurements.ts'
import type { Census } from './sync/rooms.ts'

/** Seconds: a commit takes 0.2 ms on a good disk, and a second on one that is about to fail. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]
const FOLD_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30]

/** The numbers of `/metrics`. */
export interface Metrics extends Measurements {
  readonly registry: Registry
  /** Where the numbers of the moment are asked for. */
  watch(sockets: () => number, census: () => Census): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const commits = new Histogram({
    name: 'travaux_commit_seconds',
    help: 'Until a batch of updates was durable',
    buckets: COMMIT_BUCKETS,
    registers,
  })
  const rows = new Counter({ name: 'travaux_updates_total', help: 'Updates stored', registers })
  const failures = new Counter({ name: 'travaux_commit_failures_total', help: 'Batches that could not be stored', registers })
  const folds = new Histogram({
    name: 'travaux_fold_seconds',
    help: 'Until a draft’s rows were put away',
    buckets: FOLD_BUCKETS,
    registers,
  })
  const refusals = new Counter({ name: 'travaux_refusals_total', help: 'Updates refused', labelNames: ['reason'], registers })
  const cuts = new Counter({ name: 'travaux_cut_off_total', help: 'Connections cut because nobody read', registers })
  /** Looked up when it is asked for. */
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  watchProcess(gauge, registry)
  return {
    registry,
    committed(milliseconds, count) {
      commits.observe(milliseconds / 1000)
      rows.inc(count)
    },
    commitFailed: () => failures.inc(),
    folded: (milliseconds) => folds.observe(milliseconds / 1000),
    refused: (reason) => refusals.inc({ reason }),
    cutOff: () => cuts.inc(),
    watch(sockets, census) {
      gauge('travaux_sockets', 'Open connections to drafts', sockets)
      gauge('travaux_rooms', 'Drafts in memory', () => census().rooms)
      gauge('travaux_rooms_read_only', 'Drafts that cannot be saved at the moment', () => census().failed)
      gauge('travaux_updates_waiting', 'Updates that wait for their commit', () => census().waiting)
      gauge('travaux_text_bytes', 'Bytes of the drafts in memory', () => census().bytes)
    },
  }
}

/** In place of the library's default metrics: their delay of the event loop is sampled a hundred times a second, 1 % of an idle core. */
function watchProcess(gauge: (name: string, help: string, value: () => number) => Gauge, registry: Registry): void {
  let last = performance.eventLoopUtilization()
  let told = 0
  const processor = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of all threads',
    registers: [],
    collect() {
      const { user, system } = process.cpuUsage()
      const used = (user + system) / 1e6
      this.inc(used - told)
      told = used
    },
  })
  registry.registerMetric(processor)
  gauge('process_start_time_seconds', 'When the process started, since the epoch', () => performance.timeOrigin / 1000)
  gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss())
  gauge('nodejs_heap_size_used_bytes', 'Memory of its objects', () => process.memoryUsage().heapUsed)
  gauge('nodejs_eventloop_utilization', 'How busy it was since this was last asked, from 0 to 1', () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  })
}
