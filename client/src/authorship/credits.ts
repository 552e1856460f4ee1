import type { Authorship } from '../api/calls.ts'

/** Which of the two texts words stand in: deleted ones in the earlier, all others in the later. */
export type Side = 'earlier' | 'later'

/** Who wrote words, or deleted them, and when; who accepted them where they were a suggestion. Times as ISO 8601. */
export interface Credit {
  readonly by: string
  readonly name: string
  readonly at: string | null
  readonly acceptedBy: string | null
  readonly acceptedAt: string | null
}

/** A stretch of a block's settled words; offsets in UTF-16 units. Null for words that are the earlier text's. */
export interface CreditedStretch {
  readonly from: number
  readonly to: number
  readonly credit: Credit | null
}

/** The server's answer on who wrote what, to be asked by block and offset. */
export class Credits {
  readonly people: ReadonlyMap<string, string>
  readonly #sides: Record<Side, ReadonlyMap<string, readonly CreditedStretch[]>>

  constructor({ people, blocks, deleted }: Pick<Authorship, 'people' | 'blocks' | 'deleted'>) {
    this.people = new Map(people.map(({ id, name }) => [id, name]))
    this.#sides = { earlier: this.#byBlock(deleted), later: this.#byBlock(blocks) }
  }

  /** The stretches that cover a block; none where nobody has touched it. */
  of(side: Side, eId: string): readonly CreditedStretch[] {
    return this.#sides[side].get(eId) ?? []
  }

  /** The part `[from, to)` of a block, divided where the credit changes; it is covered without gaps. */
  within(side: Side, eId: string, from: number, to: number): CreditedStretch[] {
    const known = this.of(side, eId)
      .filter((stretch) => stretch.from < to && stretch.to > from)
      .map((stretch) => ({ ...stretch, from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) }))
    const end = known.at(-1)?.to ?? from
    return end < to ? [...known, { from: end, to, credit: null }] : known
  }

  /** Every block of the later text with words that somebody wrote. */
  *written(): Generator<[eId: string, stretches: readonly CreditedStretch[]]> {
    yield* this.#sides.later
  }

  #byBlock(list: Authorship['blocks']): ReadonlyMap<string, readonly CreditedStretch[]> {
    return new Map(list.map(({ eId, runs }) => [eId, this.#stretches(runs)]))
  }

  #stretches(runs: Authorship['blocks'][number]['runs']): CreditedStretch[] {
    let to = 0
    return runs.map(({ length, by, at, acceptedBy, acceptedAt }) => {
      const from = to
      to += length
      const name = (id: string) => this.people.get(id) ?? ''
      const credit = by === null ? null : { by, name: name(by), at, acceptedBy: acceptedBy && name(acceptedBy), acceptedAt }
      return { from, to, credit }
    })
  }
}
