import type { Instruction, Place } from './instruction.ts'
import { readPlace } from './place-words.ts'

/**
 * A place that is none of the base's but made by an earlier instruction: "article 35, new paragraph 5 bis" where something is inserted,
 * "article 24, paragraph 5 as moved" where it is moved to. Null for an instruction that brings nothing.
 */
export function arrivalPlace(instruction: Instruction): Place | null {
  if (instruction.type === 'move') return `${instruction.at} as moved`
  return instruction.type === 'insert' ? readPlace(`${above(instruction.at, instruction.name)}new ${instruction.name}`) : null
}

/** Whether a place is named as one that an instruction makes; which then need not come before the one that names it. */
export const isArrival = (place: Place): boolean => /(?:^the |, )new \p{L}/u.test(place) || place.endsWith(' as moved')

/**
 * What several instructions bring to one place has an order, which their sentences must say: the first names the place in the base, each
 * of the others what the one before it has brought ("After article 35, new paragraph 5 bis, insert a new paragraph 5 ter").
 */
export class Succession {
  /** What has come last to a side of a place of the base. */
  readonly #last = new Map<string, Place>()

  /** The instruction as it is said behind those that were asked about before; itself where it is the first at its place. */
  following(instruction: Instruction): Instruction {
    const brought = arrivalPlace(instruction)
    if (brought === null || (instruction.type !== 'insert' && instruction.type !== 'move')) return instruction
    const slot = `${instruction.side} ${instruction.type === 'move' ? instruction.to : instruction.at}`
    const before = this.#last.get(slot)
    // What can't be named is taken in the order of the instructions, as replay does.
    if (readPlace(brought) === brought) this.#last.set(slot, brought)
    else this.#last.delete(slot)
    if (before === undefined) return instruction
    return instruction.type === 'move'
      ? { ...instruction, side: 'after', to: before }
      : { ...instruction, side: 'after', at: before }
  }
}

/** The beginning of a new unit's place: what it stands in, of which the place that it comes beside or below tells. */
function above(at: Place, name: string): string {
  if (!/^(?:sub)?paragraph\b/.test(name)) return /^(?:the annex|annex [^,]+), /.exec(at)?.[0] ?? ''
  const inside = /^the heading of (.+)$/.exec(at)?.[1] ?? /^(.+), chapeau$/.exec(at)?.[1]
  const parent = inside ?? /^(.+\))\([^()]+\)$/.exec(at)?.[1] ?? /^(.+), /.exec(at)?.[1]
  return parent === undefined ? '' : `${parent}, `
}
