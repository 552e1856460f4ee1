/** Something that somebody did to words: wrote, moved, deleted or restyled them. */
export interface Deed {
  /** Id of the person; null for the base, which nobody of the draft wrote. */
  readonly by: string | null
  /** Milliseconds since the epoch, exact to the minute: deeds of one person within a minute are one. */
  readonly at: number
  /** Who made a suggestion part of the draft, where it was one. */
  readonly accepted: { readonly by: string; readonly at: number } | null
}

/** What the base says. */
export const BASE: Deed = { by: null, at: 0, accepted: null }

const MINUTE = 60_000
const minuteOf = (at: number): number => Math.floor(at / MINUTE)

/** Deeds by number. Number 0 is the base. */
export class Deeds {
  readonly list: Deed[] = [BASE]
  readonly #numbers = new Map<string, number>([[keyOf(BASE), 0]])

  constructor(list: readonly Deed[] = []) {
    for (const deed of list.slice(1)) this.number(deed)
  }

  /** The number of this deed, or of the one within the same minute. */
  number(deed: Deed): number {
    const key = keyOf(deed)
    let number = this.#numbers.get(key)
    if (number === undefined) this.#numbers.set(key, (number = this.list.push(deed) - 1))
    return number
  }
}

const keyOf = ({ by, at, accepted }: Deed): string =>
  [by ?? '', minuteOf(at), ...(accepted ? [accepted.by, minuteOf(accepted.at)] : [])].join(' ')
