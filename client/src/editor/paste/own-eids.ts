import { Fragment, type Node } from '@tiptap/pm/model'

/**
 * Pasted blocks keep the eId of the provision they are, so that cut and paste moves it; where that provision still stands in the
 * document they are a copy, and get an eId of their own when they are in place (`repair.ts`).
 */
export function withOwnEIds(content: Fragment, doc: Node): Node[] {
  const standing = new Set<unknown>()
  doc.descendants((node) => {
    if (node.attrs['eId'] !== undefined) standing.add(node.attrs['eId'])
    return !node.isTextblock
  })
  const own = (node: Node): Node => {
    if (node.isText) return node
    const eId = node.attrs['eId'] as string | undefined
    const kept = eId !== undefined && eId !== '' && !standing.has(eId) ? eId : ''
    standing.add(eId)
    const inside = node.isTextblock ? node.content : Fragment.fromArray(node.children.map(own))
    return node.type.create(eId === undefined ? node.attrs : { ...node.attrs, eId: kept }, inside, node.marks)
  }
  return content.content.map(own)
}
