import type { RefusalReason } from '@travaux/shared/protocol'

/** What those who run a server want to see of the live drafts. */
export interface Measurements {
  /** A batch became durable after so many milliseconds. */
  committed(milliseconds: number, rows: number): void
  commitFailed(): void
  /** A draft's rows were put away after so many milliseconds. */
  folded(milliseconds: number): void
  refused(reason: RefusalReason): void
  /** A reader who does not read was cut off. */
  cutOff(): void
}

export const UNMEASURED: Measurements = {
  committed: () => {},
  commitFailed: () => {},
  folded: () => {},
  refused: () => {},
  cutOff: () => {},
}
