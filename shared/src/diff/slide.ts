import { wordsBetween, type Stretch } from './stretch.ts'
import type { Token } from './tokens.ts'

/**
 * An insertion of “the court decides. The” behind “The” is as well one of “The court decides.” before it: both give the same texts.
 * Slides what is only inserted or only deleted to where a sentence, a clause or at least a word begins. A word stays kept between
 * two changes.
 */
export function slide(base: readonly Token[], draft: readonly Token[], list: readonly Stretch[]): Stretch[] {
  const slid = merged(list)
  for (let index = 1; index + 1 < slid.length; index++) {
    const change = slid[index]!
    if (change.kept || (change.a !== change.aEnd && change.b !== change.bEnd)) continue
    const [before, after] = [slid[index - 1]!, slid[index + 1]!]
    const passable = {
      before: index === 1 ? before.aEnd - before.a : before.aEnd - 1 - (wordsBetween(base, before.a, before.aEnd)[0] ?? before.a),
      after:
        index === slid.length - 2 ? after.aEnd - after.a : (wordsBetween(base, after.a, after.aEnd).at(-1) ?? after.a) - after.a,
    }
    const by =
      change.a === change.aEnd
        ? bestShift(draft, change.b, change.bEnd, passable)
        : bestShift(base, change.a, change.aEnd, passable)
    shift(before, change, after, by)
  }
  return slid
}

/** Without empty stretches, neighbours of one kind run together: kept and changed ones alternate. */
function merged(list: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const stretch of list) {
    if (stretch.a === stretch.aEnd && stretch.b === stretch.bEnd) continue
    const last = result.at(-1)
    if (last?.kept === stretch.kept) Object.assign(last, { aEnd: stretch.aEnd, bEnd: stretch.bEnd })
    else result.push({ ...stretch })
  }
  return result
}

/** By how many tokens the change from … to is best shifted, with so many kept tokens before and after it that it may pass. */
function bestShift(
  tokens: readonly Token[],
  from: number,
  to: number,
  { before, after }: { before: number; after: number },
): number {
  let best = 0
  let bestRank = beginning(tokens, from)
  const consider = (by: number) => {
    const rank = beginning(tokens, from + by)
    if (rank > bestRank) [best, bestRank] = [by, rank]
  }
  for (let by = 1; by <= after && tokens[from + by - 1]!.id === tokens[to + by - 1]!.id; by++) consider(by)
  for (let by = 1; by <= before && tokens[from - by]!.id === tokens[to - by]!.id; by++) consider(-by)
  return best
}

/** How well a change begins at a token: 3 with a sentence or the block, 2 with a clause, 1 with a word behind white space, 0 elsewhere. */
function beginning(tokens: readonly Token[], index: number): number {
  if (index === 0) return 3
  if (!tokens[index - 1]!.space) return 0
  const mark = tokens[index - 2]?.text ?? ''
  return /^[.!?。؟]$/u.test(mark) ? 3 : /^[,;:،؛，；：]$/u.test(mark) ? 2 : 1
}

function shift(before: Stretch, change: Stretch, after: Stretch, by: number): void {
  before.aEnd += by
  before.bEnd += by
  change.a += by
  change.aEnd += by
  change.b += by
  change.bEnd += by
  after.a += by
  after.b += by
}
