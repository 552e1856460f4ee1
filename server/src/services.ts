import type { Attempts } from './auth/attempts.ts'
import type { Origins } from './auth/origin.ts'
import type { Historian } from './history/historian.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Rooms } from './sync/rooms.ts'
import type { Store } from './store/store.ts'
import type { Visits } from './store/visits.ts'
import type { Jobs } from './work/jobs.ts'

/** Everything that routes and commands work with. */
export interface Services {
  store: Store
  rooms: Rooms
  jobs: Jobs
  historian: Historian
  origins: Origins
  attempts: Attempts
  visits: Visits
  metrics: Metrics
  log: Log
}
