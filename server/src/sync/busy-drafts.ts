/** How many drafts are being written in: the larger of what the last span of time that is over has seen, and this one so far. */
export class BusyDrafts {
  readonly #spanMs: number
  #since = -Infinity
  #before = 0
  #drafts = new Set<string>()

  constructor(spanMs: number) {
    this.#spanMs = spanMs
  }

  note(draftId: string, now: number): void {
    this.#turn(now)
    this.#drafts.add(draftId)
  }

  count(now: number): number {
    this.#turn(now)
    return Math.max(this.#before, this.#drafts.size)
  }

  #turn(now: number): void {
    const age = now - this.#since
    if (age < this.#spanMs) return
    this.#before = age < 2 * this.#spanMs ? this.#drafts.size : 0
    this.#drafts = new Set()
    this.#since = now
  }
}
