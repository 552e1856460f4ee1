import type { Database } from './tables.ts'

/** Visits are written down together: a commit for each would keep everybody waiting when fifty people open a draft at once. */
const WRITE_EVERY_MS = 500

interface Visit {
  readonly draft_id: string
  readonly person_id: string
  readonly seen_at: string
}

/** Who has opened which draft, and when last. */
export class Visits {
  readonly #db: Database
  readonly #failed: (error: unknown) => void
  #waiting = new Map<string, Visit>()
  #timer: NodeJS.Timeout | null = null

  /** `failed` is told of visits that could not be noted: they hold nobody up. */
  constructor(db: Database, failed: (error: unknown) => void) {
    this.#db = db
    this.#failed = failed
  }

  note(draftId: string, personId: string): void {
    this.#waiting.set(`${draftId} ${personId}`, { draft_id: draftId, person_id: personId, seen_at: new Date().toISOString() })
    this.#timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref()
  }

  /** Resolves when everything noted so far can be read. */
  async write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const visits = [...this.#waiting.values()]
    this.#waiting = new Map()
    if (visits.length === 0) return
    try {
      await this.#db.transaction().execute(async (tx) => {
        for (const visit of visits)
          await tx
            .insertInto('members')
            .values(visit)
            .onConflict((conflict) => conflict.columns(['draft_id', 'person_id']).doUpdateSet({ seen_at: visit.seen_at }))
            .execute()
      })
    } catch (error) {
      this.#failed(error)
    }
  }
}
