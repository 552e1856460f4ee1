import type { Slice } from '@tiptap/pm/model'

/** Most characters of copied HTML that are read: Word writes some 10 for one of text, and a browser reads this much in about a second. */
export const MAX_HTML = 16_000_000

/**
 * Most structs that one paste may make in Yjs: the server refuses an update with more than 20,000. A block makes up to 8 (element,
 * attributes, text), a run of bold or italic 3 more.
 */
export const MAX_STRUCTS = 16_000
const STRUCTS_OF_BLOCK = 8
const STRUCTS_OF_RUN = 3

/** Most characters of one paste: three bytes each stay below the 4 MB that the server takes in one update. */
export const MAX_CHARACTERS = 1_000_000

/** Whether what is pasted is more than the server takes as one change. */
export function isTooLarge({ content }: Slice): boolean {
  let structs = 0
  let characters = 0
  content.descendants((node) => {
    structs += node.isBlock ? STRUCTS_OF_BLOCK : node.marks.length * STRUCTS_OF_RUN
    characters += node.text?.length ?? 0
  })
  return structs > MAX_STRUCTS || characters > MAX_CHARACTERS
}
