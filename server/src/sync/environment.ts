import type { Bus } from '../bus/bus.ts'
import type { DraftLog } from '../store/draft-log.ts'
import type { Folder } from './folder.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Limits } from './limits.ts'
import type { Measurements } from './measurements.ts'

/** pino's shape. */
export interface SyncLogger {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** What every room and connection works with. */
export interface SyncEnvironment {
  readonly log: DraftLog
  readonly commits: GroupCommit
  readonly folder: Folder
  /** The way to the other servers; null where there are none. */
  readonly bus: Bus | null
  readonly measurements: Measurements
  readonly logger: SyncLogger
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly limits: Limits
}
