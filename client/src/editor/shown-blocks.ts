import type { Node } from '@tiptap/pm/model'
import { blocks, type Block } from '@travaux/shared/model'
import type { RedlineState } from './redline-plugin.ts'

/** The blocks of the draft with the numbers that the page shows: those that they are counted with, in a draft that counts. */
export function shownBlocks(doc: Node, { counted, entries }: Pick<RedlineState, 'counted' | 'entries'>): readonly Block[] {
  const own = blocks(doc)
  if (counted.size === 0) return own
  const numbers = new Map(
    entries.flatMap(({ drafts }) => drafts.flatMap(({ eId, number }) => (counted.has(eId) ? [[eId, number]] : []))),
  )
  return own.map((block) => (numbers.has(block.eId) ? { ...block, number: numbers.get(block.eId)! } : block))
}
