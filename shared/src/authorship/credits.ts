import type { Deed } from './deed.ts'

/** Characters of a block with the numbers of the deeds they are credited to. */
export interface CreditRun {
  readonly length: number
  /** Who wrote them; 0 for words of the base, or of the version that is compared with. */
  readonly author: number
  /** Who made them differ from what is compared with, by writing, moving or restyling them; on the earlier side, who took them away. */
  readonly by: number | null
}

/** A block of either text. The runs cover its words exactly. */
export interface BlockCredits {
  readonly eId: string
  readonly runs: readonly CreditRun[]
  /** Who put the block there, or took it away; null where nobody did. */
  readonly by: number | null
  /** Who changed its number, form, level or rank last. */
  readonly label: number | null
  /** Who changed anything in it last. */
  readonly touched: number | null
}

/** Who is to be credited with the differences of two versions of a draft, the earlier of which may be its base. */
export interface Credits {
  readonly deeds: readonly Deed[]
  readonly earlier: readonly BlockCredits[]
  readonly later: readonly BlockCredits[]
}

/** A place of a redline: a character of one of its texts, the end of a block, or its label. */
export interface CreditPlace {
  readonly side: 'earlier' | 'later'
  readonly eId: string
  readonly at: number | 'end' | 'label'
}

/**
 * Who made the difference at a place; null where nobody is known. Of two blocks that changed places a redline calls one moved and the
 * log the other, so whoever did something to the nearest block is next to be asked.
 */
export function creditor({ deeds, earlier, later }: Credits): (place: CreditPlace) => Deed | null {
  const sides = { earlier: new Side(earlier), later: new Side(later) }
  return ({ side, eId, at }) => {
    const [own, other] = [sides[side], sides[side === 'earlier' ? 'later' : 'earlier']]
    const number = own.at(eId, at) ?? other.of(eId) ?? own.touched(eId) ?? other.touched(eId) ?? own.nearest(eId)
    return number === null ? null : deeds[number]!
  }
}

class Side {
  readonly #list: readonly BlockCredits[]
  readonly #blocks: ReadonlyMap<string, BlockCredits>

  constructor(list: readonly BlockCredits[]) {
    this.#list = list
    this.#blocks = new Map(list.map((block) => [block.eId, block]))
  }

  /** Who made a place of the block differ. */
  at(eId: string, at: CreditPlace['at']): number | null {
    const block = this.#blocks.get(eId)
    if (!block) return null
    if (at === 'label') return block.label ?? block.by
    const run = at === 'end' ? null : runAt(block.runs, at)
    return run?.by ?? (run?.author || null) ?? block.by
  }

  /** Who put the block there or took it away. */
  of(eId: string): number | null {
    return this.#blocks.get(eId)?.by ?? null
  }

  touched(eId: string): number | null {
    return this.#blocks.get(eId)?.touched ?? null
  }

  nearest(eId: string): number | null {
    const at = this.#list.findIndex((block) => block.eId === eId)
    const known = this.#list.map(({ by, touched }, index) => ({ deed: by ?? touched, away: Math.abs(index - at) }))
    return known.filter(({ deed }) => deed !== null).sort((a, b) => a.away - b.away)[0]?.deed ?? null
  }
}

function runAt(runs: readonly CreditRun[], offset: number): CreditRun | null {
  let end = 0
  return runs.find(({ length }) => (end += length) > offset) ?? null
}

/** Runs with equal neighbours together. */
export function joinedRuns(runs: Iterable<CreditRun>): CreditRun[] {
  const joined: CreditRun[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last?.author === run.author && last.by === run.by)
      joined[joined.length - 1] = { ...last, length: last.length + run.length }
    else if (run.length > 0) joined.push(run)
  }
  return joined
}
