import { joinedRuns, type CreditRun } from './credits.ts'

/**
 * The same runs with their borders between words where they can be. “always act” before “act” is kept by Yjs as “a[lways a]ct”:
 * both readings leave the same words, and people read “[always ]act”.
 */
export function alongWords(runs: readonly CreditRun[], text: string): CreditRun[] {
  const slid = [...runs]
  let start = 0
  for (let index = 0; index < slid.length; index++) {
    const [before, run, after] = [slid[index - 1], slid[index]!, slid[index + 1]]
    if (before && after && alike(before, after)) {
      const by = bestShift(text, start, start + run.length, before.length, after.length)
      slid[index - 1] = { ...before, length: before.length + by }
      slid[index + 1] = { ...after, length: after.length - by }
      start += by
    }
    start += run.length
  }
  return joinedRuns(slid)
}

const alike = (a: CreditRun, b: CreditRun): boolean => a.author === b.author && a.by === b.by

/** By how much a run moves; as little as possible. */
function bestShift(text: string, start: number, end: number, before: number, after: number): number {
  let [best, most] = [0, fit(text, start, end)]
  const consider = (by: number) => {
    const good = fit(text, start + by, end + by)
    if (good > most || (good === most && Math.abs(by) < Math.abs(best))) [best, most] = [by, good]
  }
  for (let by = 1; by <= before && text[start - by] === text[end - by]; by++) consider(-by)
  for (let by = 1; by <= after && text[start + by - 1] === text[end + by - 1]; by++) consider(by)
  return best
}

/** How many of the two borders are between words. */
const fit = (text: string, start: number, end: number): number =>
  Number(isBetweenWords(text, start)) + Number(isBetweenWords(text, end))

const isBetweenWords = (text: string, at: number): boolean => !isLetter(text[at - 1]) || !isLetter(text[at])
const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character)
