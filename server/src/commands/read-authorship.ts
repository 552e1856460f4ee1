import type { BlockCredits, Credits, CreditRun } from '@travaux/shared/authorship'
import type { AuthorshipSchema } from '@travaux/shared/protocol'
import type { z } from 'zod'

type Authorship = z.infer<typeof AuthorshipSchema>
type Side = Authorship['blocks']

/** Who made a draft of what it is compared with, as it is told to the world. */
export function presentCredits(seq: number, credits: Credits, names: ReadonlyMap<string, string>): Authorship {
  const blocks = credited(credits, credits.later, ({ author }) => author)
  const deleted = credited(credits, credits.earlier, ({ by }) => by ?? 0)
  const ids = [...blocks, ...deleted].flatMap(({ runs }) => runs.flatMap(({ by, acceptedBy }) => [by, acceptedBy]))
  const people = [...new Set(ids)].filter((id) => id !== null).map((id) => ({ id, name: names.get(id) ?? '' }))
  return { seq, people, blocks, deleted }
}

function credited({ deeds }: Credits, list: readonly BlockCredits[], deedOf: (run: CreditRun) => number): Side {
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString())
  const run = (one: CreditRun): Side[number]['runs'][number] => {
    const { by, at, accepted } = deeds[deedOf(one)]!
    return {
      length: one.length,
      by,
      at: by === null ? null : time(at),
      acceptedBy: accepted?.by ?? null,
      acceptedAt: time(accepted?.at),
    }
  }
  return list.filter(({ runs }) => runs.some((one) => deedOf(one) !== 0)).map(({ eId, runs }) => ({ eId, runs: runs.map(run) }))
}
