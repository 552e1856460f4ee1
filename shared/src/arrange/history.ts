import type { Step } from '../protocol/index.ts'
import { MAX_IMPORT_STEPS } from '../protocol/limits.ts'
import { apply, invert, type Change } from './change.ts'
import type { Arrangement } from './item.ts'
import { perform } from './perform.ts'

/** An arrangement with what was done to it, so that it can be undone and done again. */
export interface History {
  readonly arrangement: Arrangement
  readonly done: readonly Change[]
  readonly undone: readonly Change[]
}

export type Advanced = { ok: true; history: History; change: Change } | { ok: false; reason: string }

export const begin = (arrangement: Arrangement): History => ({ arrangement, done: [], undone: [] })

/** The history one step on. What was undone is forgotten with the next operation. */
export function advance({ arrangement, done, undone }: History, step: Step): Advanced {
  switch (step.op) {
    case 'undo': {
      const last = done.at(-1)
      if (!last) return { ok: false, reason: 'There is nothing to undo.' }
      const change = invert(last)
      return {
        ok: true,
        change,
        history: { arrangement: apply(arrangement, change), done: done.slice(0, -1), undone: [...undone, last] },
      }
    }
    case 'redo': {
      const change = undone.at(-1)
      if (!change) return { ok: false, reason: 'There is nothing to do again.' }
      return {
        ok: true,
        change,
        history: { arrangement: apply(arrangement, change), done: [...done, change], undone: undone.slice(0, -1) },
      }
    }
    default: {
      const performed = perform(arrangement, step)
      if (!performed.ok) return performed
      const { change } = performed
      return { ok: true, change, history: { arrangement: apply(arrangement, change), done: [...done, change], undone: [] } }
    }
  }
}

/** Why no further step can be kept behind so many; null when one can. The list is carried out whenever the import is opened. */
export const stepsAreFull = (steps: number): string | null =>
  steps < MAX_IMPORT_STEPS
    ? null
    : `This import has ${MAX_IMPORT_STEPS} corrections, and no more can be kept. Publish the text, and go on in a draft of it.`

/** The history of an import from its list of steps. Throws when one of them was never possible: such a list was not kept by `advance`. */
export function replay(arrangement: Arrangement, steps: readonly Step[]): History {
  return steps.reduce((history, step) => {
    const advanced = advance(history, step)
    if (!advanced.ok) throw new Error(`A kept step cannot be repeated: ${advanced.reason}`)
    return advanced.history
  }, begin(arrangement))
}
