import type { DraftLog, NewUpdate } from '../store/draft-log.ts'

/** Whoever handed in rows is told what became of them. */
export interface Committer {
  /** These are durable: the oldest that were handed in. */
  committed(rows: readonly NewUpdate[]): void
  /** None of the rows that were handed in and not yet committed will be stored. */
  lost(error: unknown): void
}

interface Pending {
  readonly committer: Committer
  readonly row: NewUpdate
}

/**
 * Collects the rows of all rooms during one turn of the event loop and stores them in one transaction: with full durability
 * a lone update costs up to 2.7 ms, in a batch of a hundred 25 µs.
 */
export class GroupCommit {
  readonly #log: DraftLog
  #waiting: Pending[] = []
  #running: Promise<void> | null = null

  constructor(log: DraftLog) {
    this.#log = log
  }

  enqueue(committer: Committer, row: NewUpdate): void {
    this.#waiting.push({ committer, row })
    this.#running ??= this.#run()
  }

  /** Resolves when everything handed in before has been decided. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      const batch = this.#waiting
      this.#waiting = []
      await this.#commit(batch)
    }
    this.#running = null
  }

  async #commit(batch: readonly Pending[]): Promise<void> {
    const shares = Map.groupBy(batch, ({ committer }) => committer)
    const error = await this.#store(batch)
    for (const [committer, share] of shares) {
      // One room's fault must not cost the others their updates: after a failed batch each is tried alone.
      const own = error && shares.size > 1 ? await this.#store(share) : error
      if (own === null) this.#confirm(committer, share)
      else this.#drop(committer, own.cause)
    }
  }

  /** A room that cannot take what is stored starts again from the store; the others go on. */
  #confirm(committer: Committer, share: readonly Pending[]): void {
    try {
      committer.committed(share.map(({ row }) => row))
    } catch (error) {
      this.#drop(committer, error)
    }
  }

  async #store(batch: readonly Pending[]): Promise<{ cause: unknown } | null> {
    try {
      await this.#log.append(batch.map(({ row }) => row))
      return null
    } catch (cause) {
      return { cause }
    }
  }

  #drop(committer: Committer, error: unknown): void {
    this.#waiting = this.#waiting.filter((pending) => pending.committer !== committer)
    committer.lost(error)
  }
}
