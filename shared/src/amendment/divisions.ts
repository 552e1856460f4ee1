import type { Node } from 'prosemirror-model'
import type { Entry } from '../diff/index.ts'
import { blocks, type Block } from '../model/index.ts'

/** The paragraph above each subparagraph, by eId, in base and draft. */
export interface Above {
  readonly base: ReadonlyMap<string, string>
  readonly draft: ReadonlyMap<string, string>
}

export const above = (base: Node, draft: Node): Above => ({ base: parentsOf(base), draft: parentsOf(draft) })

function parentsOf(doc: Node): ReadonlyMap<string, string> {
  const parents = new Map<string, string>()
  const open: Block[] = []
  for (const block of blocks(doc)) {
    while (open.length > 0 && open.at(-1)!.level >= block.level) open.pop()
    const parent = open.at(-1)
    if (parent && block.level > 1 && parent.container === block.container) parents.set(block.eId, parent.eId)
    if (block.level > 0) open.push(block)
    else open.length = 0
  }
  return parents
}

/**
 * The smallest parts that the changes of a unit can be divided into, in document order: the two ends of a move are one, and what comes
 * or goes with the provision above it goes with that.
 */
export function divisions(changes: readonly Entry[], { base, draft }: Above): Entry[][] {
  const gone = new Set(changes.flatMap(({ bases, drafts }) => (drafts.length === 0 ? [bases[0]!.eId] : [])))
  const come = new Set(changes.flatMap(({ bases, drafts }) => (bases.length === 0 ? [drafts[0]!.eId] : [])))
  const rootOf = (eId: string, parents: ReadonlyMap<string, string>, among: ReadonlySet<string>): string => {
    const parent = parents.get(eId)
    return parent !== undefined && among.has(parent) ? rootOf(parent, parents, among) : eId
  }
  const sameAs = new Map<string, string>()
  const first = (key: string): string => (sameAs.has(key) ? first(sameAs.get(key)!) : key)
  const goes = (eId: string) => `- ${rootOf(eId, base, gone)}`
  const comes = (eId: string) => `+ ${rootOf(eId, draft, come)}`
  for (const { bases, drafts, moved } of changes) {
    if (moved === null || drafts.length > 0 || !come.has(moved)) continue
    const [from, to] = [first(goes(bases[0]!.eId)), first(comes(moved))]
    if (from !== to) sameAs.set(to, from)
  }
  const keyOf = ({ bases, drafts }: Entry): string => {
    if (drafts.length === 0) return first(goes(bases[0]!.eId))
    return bases.length === 0 ? first(comes(drafts[0]!.eId)) : drafts[0]!.eId
  }
  return [...Map.groupBy(changes, keyOf).values()]
}
