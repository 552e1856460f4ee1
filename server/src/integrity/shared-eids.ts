import type { wholeTextOf } from '../commands/read-draft.ts'

/** An eId that several blocks of one document have. */
export interface SharedEId {
  readonly eId: string
  readonly blocks: number
}

/**
 * The eIds that do not name one block alone, the empty one included: a redline, an amendment or a thread that speaks of such a provision
 * may speak of another.
 */
export function sharedEIds(doc: ReturnType<typeof wholeTextOf>): SharedEId[] {
  const counts = new Map<string, number>()
  doc.descendants((node) => {
    const eId = node.attrs['eId'] as string | undefined
    if (eId !== undefined) counts.set(eId, (counts.get(eId) ?? 0) + 1)
    return !node.isTextblock
  })
  return [...counts].filter(([eId, blocks]) => blocks > 1 || eId === '').map(([eId, blocks]) => ({ eId, blocks }))
}

export const inWords = ({ eId, blocks }: SharedEId): string =>
  eId === '' ? `${blocks} of its blocks have no eId` : `${blocks} of its blocks share the eId ${eId}`
