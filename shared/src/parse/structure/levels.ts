import { MAX_LEVEL } from '../../model/index.ts'
import type { Label, Reading } from './label.ts'

/** Where a labelled provision stands, and what is odd about its number. */
export interface Placed {
  level: number
  odd: 'gap' | 'repeated' | 'start' | null
}

interface Series extends Reading {
  level: number
  /** Where its labels stand, in points from the margin; null where the source doesn't say. */
  indent: number | null
}

/** Two labels of one series stand at the same place, to so many points. */
const SAME_INDENT = 6

/**
 * Follows the series of one article ("1. 2. 3.", "(a) (b)", "(i) (ii)") and gives each label its level.
 * A label that continues an open series takes that series' level; one that begins a series stands one level below the
 * provision before it. Labels that come later decide between two readings.
 */
export class Levels {
  #open: Series[] = []
  #current = 0
  /** Where the label stands that is being placed. */
  #indent: number | null = null
  readonly #used: ReadonlySet<string>

  /** `used` are the keys of doubtful series that are known to be series in this text. */
  constructor(used: ReadonlySet<string> = new Set()) {
    this.#used = used
  }

  /** An unnumbered paragraph: a chapeau, or a line that goes on after points. */
  unnumbered(): number {
    this.#current = 1
    return 1
  }

  /** Places a label, given those that follow it in the article; null when it is no label after all. */
  place(label: Label, later: readonly Label[], indent: number | null = null): Placed | null {
    this.#indent = indent
    const going = this.#continuing(label)
    const starting = label.readings.filter(({ value }) => value === 1 || (label.inserted && value === 0))
    if (label.doubtful && going.length === 0 && !this.#isSeries(label, starting, later)) return null
    const reading = going.length > 0 && !label.inserted ? this.#decide(label, going, starting, later) : null
    if (going.length > 0 && (reading === null || going.some((one) => same(one, reading)))) {
      const series = reading ? going.find((one) => same(one, reading))! : going[0]!
      return this.#enter(series, series.level, null)
    }
    const first = reading ?? starting.at(-1)
    return first ? this.#begin(first) : this.#misplaced(label)
  }

  /** Whether what may be a label begins a series: the next of it follows, or the text has such series elsewhere. */
  #isSeries({ bare }: Label, starting: readonly Reading[], later: readonly Label[]): boolean {
    return starting.some((reading) => (!bare && this.#used.has(reading.key)) || hasNext(reading, later))
  }

  /** Open series that the label continues, innermost first, each with the label's value. */
  #continuing(label: Label): Series[] {
    const step = label.inserted ? 0 : 1
    const going = this.#open
      .flatMap((series) =>
        label.readings
          .filter((reading) => reading.key === series.key && reading.value === series.value + step)
          .map((reading) => ({ ...reading, level: series.level, indent: series.indent })),
      )
      .reverse()
    // Of two series that count alike ("1." within "1."), the one that stands at this indent.
    const here = going.filter((series) => this.#standsAt(series))
    return here.length > 0 ? here : going
  }

  #standsAt({ indent }: Series): boolean {
    return indent === null || this.#indent === null || Math.abs(indent - this.#indent) <= SAME_INDENT
  }

  /**
   * Of two readings, the one whose next label comes first; without such a label the one that continues. The same label again right below
   * begins the series below this one.
   */
  #decide(own: Label, going: readonly Series[], starting: readonly Reading[], later: readonly Label[]): Reading {
    const options: Reading[] = [...going, ...starting.filter((one) => !going.some((series) => series.key === one.key))]
    if (options.length === 1 || later[0]?.number === own.number) return options[0]!
    for (const label of later) {
      const followed = options.find((option) => hasNext(option, [label]))
      if (followed) return followed
      const outer = Math.min(...going.map((series) => series.level))
      if (this.#open.some((series) => series.level < outer && hasNext(series, [label]))) break
    }
    return options[0]!
  }

  /** Begins a series. Lower-case letters and numerals never stand at the level of paragraphs, bracketed figures only without a chapeau. */
  #begin(reading: Reading): Placed {
    const known = this.#open.findLast((series) => series.key === reading.key)
    if (known && this.#current >= known.level && this.#isDeeper(known)) return this.#enter(reading, this.#current + 1, null)
    if (known && this.#current >= known.level) return this.#enter(reading, known.level, 'repeated')
    if (this.#current === 0) return this.#enter(reading, /^[ai]/.test(reading.key) ? 2 : 1, null)
    const outermost = this.#current <= 1 && this.#open.every(({ level }) => level > 1)
    const paragraphs = outermost && /^(?:[1一](?!.*[)）])|2-part )/.test(reading.key)
    return this.#enter(reading, paragraphs ? 1 : this.#current + 1, null)
  }

  #isDeeper({ indent }: Series): boolean {
    return indent !== null && this.#indent !== null && this.#indent > indent + SAME_INDENT
  }

  /** A label that neither continues nor begins a series: a number is missing, or the label is no label. */
  #misplaced(label: Label): Placed | null {
    if (label.doubtful) return null
    const reading = label.readings[0]!
    const nearest = this.#nearest(label)
    if (nearest)
      return this.#enter(nearest.own, nearest.series.level, nearest.own.value > nearest.series.value ? 'gap' : 'repeated')
    const level = reading.key.startsWith('1') && this.#open.length === 0 ? 1 : Math.max(this.#current, 1) + 1
    return this.#enter(reading, level, 'start')
  }

  /** The open series that a label is nearest to, the innermost of several: "(c)" behind (a) and (i) is a letter, not a hundred. */
  #nearest({ readings }: Label): { series: Series; own: Reading } | null {
    const pairs = this.#open.flatMap((series) =>
      readings.filter(({ key }) => key === series.key).map((own) => ({ series, own, gap: gapTo(series, own) })),
    )
    return pairs.toSorted((a, b) => a.gap - b.gap || b.series.level - a.series.level)[0] ?? null
  }

  #enter(reading: Reading, level: number, odd: Placed['odd']): Placed {
    const own = Math.min(level, MAX_LEVEL)
    this.#open = [
      ...this.#open.filter((series) => series.level < own),
      { key: reading.key, value: reading.value, level: own, indent: this.#indent },
    ]
    this.#current = own
    return { level: own, odd }
  }
}

/** Keys of the doubtful series that these labels, in the order of the text, begin and continue. */
export function seriesIn(labels: readonly Label[]): Set<string> {
  const keys = new Set<string>()
  labels.forEach((label, index) => {
    if (!label.doubtful) return
    for (const reading of label.readings)
      if (reading.value === 1 && hasNext(reading, labels.slice(index + 1, index + 2))) keys.add(reading.key)
  })
  return keys
}

/** How many numbers are missing; a number that goes back is further off than any that goes on a little. */
const gapTo = ({ value }: Reading, own: Reading): number => (own.value > value ? own.value - value : BACK + value - own.value)
const BACK = 20

const same = (a: Reading, b: Reading): boolean => a.key === b.key && a.value === b.value

const hasNext = (reading: Reading, later: readonly Label[]): boolean =>
  later.some((label) => label.readings.some((one) => one.key === reading.key && one.value === reading.value + 1))
