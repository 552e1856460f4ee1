import { performance } from 'node:perf_hooks'
import { Counter, CounterBy, Histogram, observed, type Metric } from './prometheus.ts'
import type { RefusalReason } from '@travaux/shared/protocol'
import type { Measurements } from './sync/measurements.ts'
import type { Census } from './sync/rooms.ts'

/** Seconds: a commit takes 0.2 ms on a good disk, and a second on one that is about to fail. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]
const FOLD_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30]

/** The numbers of `/metrics`. */
export interface Metrics extends Measurements {
  /** In Prometheus' format (`prometheus.ts`). */
  text(): string
  /** Where the numbers of the moment are asked for. */
  watch(sockets: () => number, census: () => Census): void
}

export function createMetrics(): Metrics {
  const commits = new Histogram('travaux_commit_seconds', 'Until a batch of updates was durable', COMMIT_BUCKETS)
  const rows = new Counter('travaux_updates_total', 'Updates stored')
  const failures = new Counter('travaux_commit_failures_total', 'Batches that could not be stored')
  const folds = new Histogram('travaux_fold_seconds', 'Until a draft’s rows were put away', FOLD_BUCKETS)
  const refusals = new CounterBy<RefusalReason>('travaux_refusals_total', 'Updates refused', 'reason')
  const cuts = new Counter('travaux_cut_off_total', 'Connections cut because nobody read')
  const all: Metric[] = [...ofTheProcess(), commits, rows, failures, folds, refusals, cuts]
  return {
    text: () => all.map((metric) => metric.text()).join(''),
    committed(milliseconds, count) {
      commits.observe(milliseconds / 1000)
      rows.add(count)
    },
    commitFailed: () => failures.add(),
    folded: (milliseconds) => folds.observe(milliseconds / 1000),
    refused: (reason) => refusals.add(reason),
    cutOff: () => cuts.add(),
    watch(sockets, census) {
      all.push(
        observed('travaux_sockets', 'Open connections to drafts', sockets),
        observed('travaux_rooms', 'Drafts in memory', () => census().rooms),
        observed('travaux_rooms_read_only', 'Drafts that cannot be saved at the moment', () => census().failed),
        observed('travaux_updates_waiting', 'Updates that wait for their commit', () => census().waiting),
        observed('travaux_text_bytes', 'Bytes of the drafts in memory', () => census().bytes),
      )
    },
  }
}

/** Read when they are asked for: a delay that is sampled a hundred times a second cost an idle server 1 % of a core. */
function ofTheProcess(): Metric[] {
  let last = performance.eventLoopUtilization()
  const busy = () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
  const cpu = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }
  const started = (performance.timeOrigin / 1000).toFixed(3)
  return [
    observed('process_cpu_seconds_total', 'Processor time of all threads', cpu, 'counter'),
    observed('process_start_time_seconds', 'When the process started, since the epoch', () => Number(started)),
    observed('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss()),
    observed('nodejs_heap_size_used_bytes', 'Memory of its objects', () => process.memoryUsage().heapUsed),
    observed('nodejs_eventloop_utilization', 'How busy it was since this was last asked, from 0 to 1', busy),
  ]
}
