import type { Node } from 'prosemirror-model'
import type { Revision } from './amendment.ts'
import { Builder } from './build.ts'
import type { Instruction, Problem } from './instruction.ts'
import { updateReferences } from './references.ts'
import { Ground, Resolver, Unclear } from './resolve.ts'

export type Replayed = { readonly ok: true; readonly draft: Node } | { readonly ok: false; readonly problems: readonly Problem[] }

export interface ReplayOptions {
  readonly revisions?: readonly Revision[]
  /** Lines of the instructions in the text they were read from, for problems. */
  readonly lines?: readonly number[]
}

/**
 * The draft that the instructions make of the base. What stays keeps its eId. Nothing is carried out unless everything can be. All
 * places and occurrences are those of the base; what several instructions insert at one place stands in their order.
 */
export function replay(base: Node, instructions: readonly Instruction[], options: ReplayOptions = {}): Replayed {
  const ground = new Ground(base, options.revisions)
  const resolver = new Resolver(ground)
  const problems: Problem[] = []
  instructions.forEach((instruction, item) => {
    try {
      resolver.add(instruction)
    } catch (error) {
      if (!(error instanceof Unclear)) throw error
      problems.push({ item, line: options.lines?.[item] ?? null, words: error.words, message: error.message })
    }
  })
  if (problems.length > 0) return { ok: false, problems }
  const draft = new Builder(ground.places, resolver.plan).doc()
  return { ok: true, draft: updateReferences(ground.places, draft, resolver.plan.references) }
}
