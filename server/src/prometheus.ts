/** Numbers as Prometheus asks for them: its text format, version 0.0.4. */
export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** One named number, or one for each value of a label. */
export interface Metric {
  /** Its lines, each with its end. */
  text(): string
}

const head = (name: string, help: string, type: string): string => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`

/** Something that is looked up when it is asked for. `type` says whether it can fall. */
export const observed = (name: string, help: string, value: () => number, type: 'gauge' | 'counter' = 'gauge'): Metric => ({
  text: () => `${head(name, help, type)}${name} ${value()}\n`,
})

export class Counter implements Metric {
  readonly #head: string
  readonly #name: string
  #count = 0

  constructor(name: string, help: string) {
    this.#name = name
    this.#head = head(name, help, 'counter')
  }

  add(count = 1): void {
    this.#count += count
  }

  text(): string {
    return `${this.#head}${this.#name} ${this.#count}\n`
  }
}

/** A count for each value of one label; the values are the program's own words, so that nothing in them need be escaped. */
export class CounterBy<Value extends string> implements Metric {
  readonly #head: string
  readonly #name: string
  readonly #label: string
  readonly #counts = new Map<Value, number>()

  constructor(name: string, help: string, label: string) {
    this.#name = name
    this.#label = label
    this.#head = head(name, help, 'counter')
  }

  add(value: Value): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
  }

  text(): string {
    const lines = Array.from(this.#counts, ([value, count]) => `${this.#name}{${this.#label}="${value}"} ${count}\n`)
    return this.#head + lines.join('')
  }
}

/** How many of something stayed below each of some bounds, in the unit of the bounds. */
export class Histogram implements Metric {
  readonly #head: string
  readonly #name: string
  readonly #bounds: readonly number[]
  readonly #counts: number[]
  #sum = 0

  constructor(name: string, help: string, bounds: readonly number[]) {
    this.#name = name
    this.#bounds = [...bounds, Infinity]
    this.#counts = this.#bounds.map(() => 0)
    this.#head = head(name, help, 'histogram')
  }

  observe(value: number): void {
    this.#sum += value
    this.#counts[this.#bounds.findIndex((bound) => value <= bound)]! += 1
  }

  text(): string {
    let total = 0
    const buckets = this.#bounds.map((bound, at) => {
      total += this.#counts[at]!
      return `${this.#name}_bucket{le="${bound === Infinity ? '+Inf' : bound}"} ${total}\n`
    })
    return `${this.#head}${buckets.join('')}${this.#name}_sum ${this.#sum}\n${this.#name}_count ${total}\n`
  }
}
