import { joinedRuns, type BlockCredits, type Credits, type CreditRun } from '../../authorship/credits.ts'
import { alongWords } from '../../authorship/slide.ts'
import { blockText } from '../../model/index.ts'
import { IdMap, type IdRange } from './id-map.ts'
import type { Trace } from './trace.ts'
import type { TracedBlock, TracedText } from './traced-text.ts'

/** Who made the draft of the trace, `later`, differ from an `earlier` version of it. */
export function creditsBetween(trace: Trace, earlier: TracedText, later: TracedText): Credits {
  const old = new Surviving(trace, earlier)
  const looks = looksOf(later)
  return {
    deeds: trace.deeds.list,
    earlier: earlier.blocks.map((block) => creditsOfGone(trace, block, looks)),
    later: later.blocks.map((block) => creditsOfThere(trace, block, old)),
  }
}

/** By id: the deed that made it look as it does. */
function looksOf({ blocks }: TracedText): IdMap {
  const looks = new IdMap()
  for (const { words } of blocks) for (const run of words) if (run.look !== null) looks.set(run, run.look)
  return looks
}

/** What of the earlier version is still there under which ids, and whether it has got new ones. */
class Surviving {
  /** By id of today: 0 for what stands where it stood, 1 for what has been moved. */
  readonly #known = new IdMap()

  constructor(trace: Trace, { blocks }: TracedText) {
    for (const { element, words } of blocks)
      for (const range of [element, ...words])
        for (const { now, gone } of trace.fateOf(range)) if (gone === null) this.#known.set(now, isIn(now, range) ? 0 : 1)
  }

  parts(range: IdRange) {
    return this.#known.parts(range)
  }
}

/** Whether an id that is followed from this range is still one of it. */
const isIn = (now: IdRange, { client, clock, length }: IdRange): boolean =>
  now.client === client && now.clock >= clock && now.clock < clock + length

function creditsOfThere(trace: Trace, { block, element, words }: TracedBlock, old: Surviving): BlockCredits {
  const runs: CreditRun[] = []
  for (const run of words)
    for (const known of old.parts(run))
      for (const author of trace.authorsOf(known))
        for (const placed of trace.placed.parts(author)) {
          const by = known.value === null ? author.value : known.value === 1 ? placed.value : run.look
          runs.push({ length: placed.length, author: known.value === null ? author.value : 0, by: by || null })
        }
  const [place] = old.parts(element)
  const [author] = trace.authorsOf(element)
  const by = place!.value === null ? author!.value : place!.value === 1 ? trace.placed.get(element.client, element.clock) : null
  return { ...namesOf(trace, block.eId), runs: alongWords(joinedRuns(runs), blockText(block)), by: by || null }
}

function creditsOfGone(trace: Trace, { block, element, words }: TracedBlock, looks: IdMap): BlockCredits {
  const runs: CreditRun[] = []
  for (const run of words)
    for (const { now, gone } of trace.fateOf(run)) {
      if (gone !== null) runs.push({ length: now.length, author: 0, by: gone })
      else for (const { length, value } of looks.parts(now)) runs.push({ length, author: 0, by: value || null })
    }
  const { now, gone } = trace.fateOf(element).next().value!
  const moved = isIn(now, element) ? null : trace.placed.get(now.client, now.clock)
  return { ...namesOf(trace, block.eId), runs: alongWords(joinedRuns(runs), blockText(block)), by: gone ?? moved }
}

const namesOf = ({ labels, touched }: Trace, eId: string) => ({
  eId,
  label: labels.get(eId) ?? null,
  touched: touched.get(eId) ?? null,
})
