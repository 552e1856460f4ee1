import type { Node } from 'prosemirror-model'
import { divisionPrefix, levelPrefix, newEId } from './eid.ts'
import type { DivisionRank, NodeName } from './schema.ts'

/** A fresh eId for a node that a person has just made, in the style of its kind; `parent` is the node it stands in. */
export function freshEId(node: Node, parent: Node): string {
  const container = parent.type.name === 'article' || parent.type.name === 'annex' ? (parent.attrs['eId'] as string) : null
  return newEId(prefix(node), container)
}

function prefix(node: Node): string {
  const name = node.type.name as NodeName
  switch (name) {
    case 'provision':
      return levelPrefix(node.attrs['level'] as number)
    case 'division':
      return divisionPrefix(node.attrs['rank'] as DivisionRank)
    case 'article':
      return 'art'
    case 'annex':
      return 'annex'
    case 'recital':
      return 'rec'
    case 'preamble':
      return 'preamble__formula'
    case 'closing':
      return 'conclusions__p'
    case 'note':
      return 'note'
    case 'title':
      return 'title'
    case 'heading':
    case 'doc':
    case 'text':
      throw new Error(`A ${name} has no eId.`)
  }
}
