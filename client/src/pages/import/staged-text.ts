import { advance, replay, stepsAreFull, type History } from '@travaux/shared/arrange'
import type { Step } from '@travaux/shared/protocol'
import { api, type StagedImport } from '../../api/calls.ts'
import { ProblemError } from '../../api/problem.ts'

/** `waiting`: the server cannot be reached, and is asked again. `conflict`: another window was faster. */
export type Kept = 'saved' | 'saving' | 'waiting' | 'conflict'

export interface Snapshot {
  readonly history: History
  readonly kept: Kept
}

/** Milliseconds between two attempts to keep what could not be kept. */
const RETRY_AFTER = 3_000
/** Steps in one request: the API takes a hundred. */
const MOST_STEPS = 50

/** An import that is being corrected here. Every step takes effect at once and is sent to the server in order. */
export class StagedText {
  #snapshot: Snapshot
  #seq: number
  #unkept: Step[] = []
  #sending = false
  readonly #id: string
  readonly #listeners = new Set<() => void>()

  constructor(staged: StagedImport) {
    this.#id = staged.id
    this.#seq = staged.steps.length
    this.#snapshot = { history: replay(staged.arrangement, staged.steps), kept: 'saved' }
  }

  readonly snapshot = (): Snapshot => this.#snapshot
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes the step; null when it worked, and otherwise why it didn't. */
  take(step: Step): string | null {
    if (this.#snapshot.kept === 'conflict') return null
    const full = stepsAreFull(this.#seq + this.#unkept.length)
    if (full !== null) return full
    const advanced = advance(this.#snapshot.history, step)
    if (!advanced.ok) return advanced.reason
    this.#unkept.push(step)
    this.#tell({ history: advanced.history, kept: this.#snapshot.kept === 'waiting' ? 'waiting' : 'saving' })
    void this.#send()
    return null
  }

  /** Resolves with the number of steps once everything is kept; rejects when another window was faster. */
  async settled(): Promise<number> {
    while (this.#unkept.length > 0 && this.#snapshot.kept !== 'conflict')
      await new Promise<void>((resolve) => {
        const stop = this.subscribe(() => {
          stop()
          resolve()
        })
      })
    return this.#seq
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    while (this.#unkept.length > 0) {
      const steps = this.#unkept.slice(0, MOST_STEPS)
      try {
        const { seq } = await api.keepSteps(this.#id, this.#seq, steps)
        this.#seq = seq
        this.#unkept = this.#unkept.slice(steps.length)
        this.#tell({ ...this.#snapshot, kept: this.#unkept.length > 0 ? 'saving' : 'saved' })
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500) {
          this.#tell({ ...this.#snapshot, kept: 'conflict' })
          break
        }
        this.#tell({ ...this.#snapshot, kept: 'waiting' })
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER))
      }
    }
    this.#sending = false
  }

  #tell(snapshot: Snapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}
