import type { Instruction, Place, WordEdit } from './instruction.ts'
import { lastStep } from './place-words.ts'
import type { Ground } from './resolve.ts'
import { scopeOf, stretches } from './scope.ts'
import { hits } from './words.ts'

/** From so many paragraphs on, the same edit of every hit in an article is said once for the article. */
const MANY_UNITS = 4

/** One instruction where siblings get the same edit (rule 5), and for a whole article where every hit in it does. */
export function mergeSiblings(list: readonly Instruction[], ground: Ground): Instruction[] {
  const merged: Instruction[] = []
  const groups = new Map<string, number>()
  for (const instruction of list) {
    const key = keyOf(instruction)
    const at = key === null ? undefined : groups.get(key)
    if (instruction.type !== 'words' || key === null || at === undefined) {
      if (key !== null) groups.set(key, merged.length)
      merged.push(instruction)
      continue
    }
    const first = merged[at] as Extract<Instruction, { type: 'words' }>
    merged[at] = { ...first, at: [...first.at, ...instruction.at] }
  }
  return everywhere(merged, ground)
}

/** What siblings with the same edit have in common; null for what is not said of several. */
function keyOf(instruction: Instruction): string | null {
  if (instruction.type !== 'words') return null
  const [place] = instruction.at
  const step = place === undefined ? null : lastStep(place)
  return step && `${step.before}|${step.word}|${JSON.stringify(instruction.edit)}`
}

type Words = Extract<Instruction, { type: 'words' }>

/** "In article 35, replace “data” with “electronic evidence” wherever it occurs." */
function everywhere(list: readonly Instruction[], ground: Ground): Instruction[] {
  const byEdit = Map.groupBy(list.filter(isSubstitution), ({ edit }) => JSON.stringify({ ...edit, occurrence: null }))
  let result = [...list]
  for (const same of byEdit.values()) {
    const places = same.flatMap(({ at }) => at)
    const article = articleOf(places[0]!)
    const { edit } = same[0]!
    if (article === null || places.length < 2) continue
    const repeated = same.some(({ edit: one }) => one.op !== 'add' && one.occurrence !== null)
    if (!repeated && places.length < MANY_UNITS && same.length === 1) continue
    if (!coversAll(places, article, edit, ground)) continue
    const said: Words = { type: 'words', at: [article], edit: { ...edit, occurrence: 'every' } as WordEdit, also: [] }
    result = result.flatMap((one): Instruction[] => (one === same[0] ? [said] : same.includes(one as Words) ? [] : [one]))
  }
  return result
}

const isSubstitution = (one: Instruction): one is Words =>
  one.type === 'words' &&
  (one.edit.op === 'replace' || one.edit.op === 'delete') &&
  (one.edit.occurrence === null || one.edit.occurrence === 'every')

const articleOf = (place: Place): Place | null => /^(?:annex [^,]+, |the annex, )?article [^,]+/.exec(place)?.[0] ?? null

/** Whether the edit takes every hit in the article: as many as the places it is said of have. */
function coversAll(places: readonly Place[], article: Place, edit: WordEdit, ground: Ground): boolean {
  if (edit.op !== 'replace' && edit.op !== 'delete') return false
  const count = (place: Place) => {
    const scope = scopeOf(ground.places, place)
    const within = scope ? stretches(ground.places, scope) : []
    return within.reduce((sum, { index }) => sum + hits(ground.textOf(index), edit.words).length, 0)
  }
  return places.reduce((sum, place) => sum + count(place), 0) === count(article)
}
