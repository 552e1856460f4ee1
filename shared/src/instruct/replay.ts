import type { Node } from 'prosemirror-model'
import type { Revision } from './amendment.ts'
import { Builder } from './build.ts'
import type { Instruction, Problem } from './instruction.ts'
import { updateReferences } from './references.ts'
import { Ground, NotYet, Resolver, Unclear } from './resolve.ts'

export type Replayed = { readonly ok: true; readonly draft: Node } | { readonly ok: false; readonly problems: readonly Problem[] }

export interface ReplayOptions {
  readonly revisions?: readonly Revision[]
  /** Lines of the instructions in the text they were read from, for problems. */
  readonly lines?: readonly number[]
}

/**
 * The draft that the instructions make of the base. What stays keeps its eId. Nothing is carried out unless everything can be. All
 * places and occurrences are those of the base, or name what another instruction of the list brings ("new paragraph 5 bis"), whichever
 * of the two comes first; what several instructions insert at one place otherwise stands in their order.
 */
export function replay(base: Node, instructions: readonly Instruction[], options: ReplayOptions = {}): Replayed {
  const ground = new Ground(base, options.revisions)
  const resolver = new Resolver(ground)
  const problems: Problem[] = []
  const problem = (item: number, { words, message }: Unclear): Problem => ({
    item,
    line: options.lines?.[item] ?? null,
    words,
    message,
  })
  let todo = [...instructions.keys()]
  for (let before = Infinity; todo.length > 0 && todo.length < before;) {
    before = todo.length
    const waiting: [item: number, error: NotYet][] = []
    for (const item of todo) {
      try {
        resolver.add(instructions[item]!)
      } catch (error) {
        if (error instanceof NotYet) waiting.push([item, error])
        else if (error instanceof Unclear) problems.push(problem(item, error))
        else throw error
      }
    }
    todo = waiting.map(([item]) => item)
    if (todo.length === before) problems.push(...waiting.map(([item, error]) => problem(item, error)))
  }
  if (problems.length > 0) return { ok: false, problems }
  const draft = new Builder(ground.places, resolver.plan).doc()
  return { ok: true, draft: updateReferences(ground.places, draft, resolver.plan.references) }
}
