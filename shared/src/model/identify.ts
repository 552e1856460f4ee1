import { Fragment, type Node } from 'prosemirror-model'
import { withoutBreaks } from './breaks.ts'
import { divisionPrefix, idPart, levelPrefix } from './eid.ts'
import { DIVISION_RANKS, type DivisionRank } from './schema.ts'

/**
 * Gives every provision of a published text its eId from kind, number and place. The same text always gets the same ids, and no
 * two provisions share one: a second "article 5" (in an annex, after renumbering by mistake) takes the suffix `_2`.
 * Ids already there are replaced. A published text holds no `BREAK`.
 */
export function identify(doc: Node): Node {
  const taken = new Map<string, number>()
  const unique = (id: string): string => {
    const count = (taken.get(id) ?? 0) + 1
    taken.set(id, count)
    return count === 1 ? id : unique(`${id}_${count}`)
  }
  const divisions: (string | undefined)[] = []
  let annex: string | null = null
  const counters = new Map<string, number>()
  const ordinal = (key: string) => {
    const next = (counters.get(key) ?? 0) + 1
    counters.set(key, next)
    return String(next)
  }
  const part = (node: Node, prefix: string, parent: string | null): string => {
    const number = node.attrs['number'] as string | null
    const own = `${prefix}_${number === null ? ordinal(`${parent ?? ''}/${prefix}`) : idPart(number)}`
    return unique(parent ? `${parent}__${own}` : own)
  }
  const blocks: Node[] = []
  const free = provisionIds(part, () => annex)
  withoutBreaks(doc).forEach((node) => {
    const set = (eId: string, content: Fragment = node.content) =>
      blocks.push(node.type.create({ ...node.attrs, eId }, content, node.marks))
    switch (node.type.name) {
      case 'title':
        return set(unique('title'))
      case 'preamble':
        return set(unique(`preamble__formula_${ordinal('preamble')}`))
      case 'recital':
        return set(part(node, 'rec', null))
      case 'division': {
        const rank = node.attrs['rank'] as DivisionRank
        const depth = DIVISION_RANKS.indexOf(rank)
        const parent = divisions.slice(0, depth).findLast((id) => id !== undefined) ?? annex
        divisions.length = depth
        divisions[depth] = part(node, divisionPrefix(rank), parent)
        return set(divisions[depth])
      }
      case 'article':
      case 'annex': {
        const isAnnex = node.type.name === 'annex'
        const eId = part(node, isAnnex ? 'annex' : 'art', isAnnex ? null : annex)
        if (isAnnex) {
          annex = eId
          divisions.length = 0
        }
        const assign = provisionIds(part, () => eId)
        const children: Node[] = []
        node.forEach((child) =>
          children.push(
            child.type.name === 'provision' ? child.type.create({ ...child.attrs, eId: assign(child) }, child.content) : child,
          ),
        )
        return set(eId, Fragment.fromArray(children))
      }
      case 'provision':
        return set(free(node))
      case 'closing':
        return set(unique(`conclusions__p_${ordinal('closing')}`))
      case 'note':
        return set(part(node, 'note', null))
    }
  })
  return doc.type.create(doc.attrs, Fragment.fromArray(blocks))
}

/** Ids of the provisions of one container, in order: each hangs below the last one of a lower level. */
function provisionIds(part: (node: Node, prefix: string, parent: string | null) => string, container: () => string | null) {
  const open: (string | undefined)[] = []
  return (node: Node): string => {
    const level = node.attrs['level'] as number
    open.length = level
    const parent = open.findLast((id) => id !== undefined) ?? container()
    open[level] = part(node, levelPrefix(level), parent)
    return open[level]
  }
}
