/** Who proposed something, and when. A suggestion's id begins with its author's: `USER:SUFFIX`, so that nobody can sign for another. */
export interface Stamp {
  readonly id: string
  readonly user: string
  /** Milliseconds since the epoch, by the author's clock. The server keeps its own times. */
  readonly at: number
}

/** The author of a suggestion's or comment's id; null when it is no such id. */
export function authorOf(id: string): string | null {
  const end = id.lastIndexOf(':')
  return end > 0 && end < id.length - 1 && !/\s/.test(id) ? id.slice(0, end) : null
}

/** The stamp with its author told from the id; null when either part is not what it must be. */
export function stampOf(id: string, at: unknown): Stamp | null {
  const user = authorOf(id)
  return user !== null && typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 ? { id, user, at } : null
}

/** As one string, which is what a node's attribute `sug` and Yjs keep: values that are objects do not survive there. */
export const printStamp = ({ id, at }: Stamp): string => `${at} ${id}`

/** The stamp in a node's attribute; null when there is none. */
export function readStamp(printed: unknown): Stamp | null {
  const found = typeof printed === 'string' ? /^(\d{1,15}) (\S+)$/.exec(printed) : null
  return found ? stampOf(found[2]!, Number(found[1])) : null
}
