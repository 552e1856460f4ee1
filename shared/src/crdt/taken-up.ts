import type { Transform } from 'prosemirror-transform'

/**
 * The eIds of the blocks that the steps took away as a whole, in order to move them or for good. Only the steps tell which of two
 * neighbours that changed places was moved over the other.
 */
export function takenUp({ steps, docs }: Transform): Set<string> {
  const taken = new Set<string>()
  for (const [index, step] of steps.entries())
    step.getMap().forEach((from, to) =>
      docs[index]!.nodesBetween(from, to, (node, pos) => {
        const eId = node.attrs['eId'] as string | undefined
        if (eId && pos >= from && pos + node.nodeSize <= to) taken.add(eId)
        return !node.isTextblock
      }),
    )
  return taken
}
