import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { freshEId } from '../model/index.ts'
import { settled } from '../suggest/index.ts'
import { readElement } from './codec.ts'

/**
 * Yjs has no moves: a block that is moved goes and comes again, so two people who move one at the same moment make two of it. Of those
 * that read the same one stays, the first in the text; a copy in which somebody has written meanwhile stays as a block of its own. One
 * transaction; none where no block stands twice.
 */
export function dropRepeats(doc: Y.Doc, root: string): void {
  doc.transact(() => dropIn(doc.getXmlFragment(root), new Map()))
}

type Standing = Map<string, Y.XmlElement>

function dropIn(parent: Y.XmlFragment, standing: Standing): void {
  for (const block of blocksIn(parent)) {
    const eId = eIdOf(block)
    const first = standing.get(eId)
    if (!first) {
      if (eId !== '') standing.set(eId, block)
      dropIn(block, standing)
      continue
    }
    const [one, other] = [readElement(first), readElement(block)]
    if (addsNothing(other, one)) remove(block)
    else if (addsNothing(one, other)) {
      remove(first)
      standing.set(eId, block)
      dropIn(block, standing)
    } else if (isProposal(first) && !isProposal(block)) {
      // The draft's own block keeps its name.
      const names = namesIn(block)
      nameAnew(first, names, standing)
      for (const name of names) standing.delete(name)
      standing.set(eId, block)
      dropIn(block, standing)
    } else nameAnew(block, new Set(standing.keys()), standing)
  }
}

/** Whether nothing is lost with this copy: it reads as the other does, and nobody proposes or says anything in it alone. */
const addsNothing = (copy: Node, other: Node): boolean => copy.eq(other) || (settled(copy) === copy && copy.eq(settled(other)))

const isProposal = (block: Y.XmlElement): boolean => block.getAttribute('sug') !== undefined

const namesIn = (block: Y.XmlElement): Set<string> =>
  new Set([eIdOf(block), ...blocksIn(block).flatMap((child) => [...namesIn(child)])])

/** Gives what has a taken name in this block, and the block itself, an eId of its own. */
function nameAnew(block: Y.XmlElement, taken: ReadonlySet<string>, standing: Standing): void {
  const parent = block.parent instanceof Y.XmlElement ? block.parent : block
  if (eIdOf(block) !== '' && taken.has(eIdOf(block))) block.setAttribute('eId', freshEId(readElement(block), readElement(parent)))
  standing.set(eIdOf(block), block)
  for (const child of blocksIn(block)) nameAnew(child, taken, standing)
}

const blocksIn = (parent: Y.XmlFragment): Y.XmlElement[] =>
  parent.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)

const eIdOf = (block: Y.XmlElement): string => block.getAttribute('eId') ?? ''

function remove(block: Y.XmlElement): void {
  const parent = block.parent as Y.XmlFragment
  parent.delete(parent.toArray().indexOf(block), 1)
}
