import type { Arrangement } from '@travaux/shared/arrange'

/** Lines that were left out one after the other: the structure shows them as one row, which opens. */
export interface Fold {
  /** Of the pieces, in order; the first is what the closed row is known by. */
  readonly ids: readonly string[]
  /** Whether the table of contents is all of them, among them, or not there. */
  readonly contents: 'all' | 'some' | 'none'
}

/** Fewer lines are shown as they are: a masthead is read at a glance. */
const MIN_LINES = 10

/** The long stretches that were left out. */
export function foldsOf({ items, doubts }: Pick<Arrangement, 'items' | 'doubts'>): Fold[] {
  const contents = doubts.flatMap(({ code, item }) => (code === 'contents' && item !== null ? [carrierOf(item)] : []))
  const folds: Fold[] = []
  let run: string[] = []
  for (const item of [...items, null]) {
    if (item?.kind === 'leftOut') {
      run.push(item.id)
      continue
    }
    if (run.length >= MIN_LINES) {
      const count = run.filter((id) => contents.includes(carrierOf(id))).length
      folds.push({ ids: run, contents: count === run.length ? 'all' : count > 0 ? 'some' : 'none' })
    }
    run = []
  }
  return folds
}

/** The lines that one warning left out have names that begin alike (`shared/arrange`). */
const carrierOf = (id: string): string => id.replace(/-\d+$/, '')
