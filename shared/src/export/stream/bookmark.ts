/**
 * The name of the Word bookmark that carries a provision's eId through Word and back. It is a pure function of the eId, so a
 * reader who knows the draft finds the provision by computing the names again: the file needs no table beside it.
 *
 * Word takes at most 40 letters, digits and underscores, starting with a letter, and compares names without regard to case
 * (ECMA-376-1, 17.13.6.2). An eId that fits is its own name (`art_24__para_1`); any other is shortened and told apart by a hash.
 */
export function bookmarkName(eId: string): string {
  return PLAIN_NAME.test(eId) ? eId : `${readable(eId)}_h${hash(eId)}`
}

/** The bookmark of a deleted provision whose eId lives on elsewhere in the same file: the place that it was moved from. */
export const movedFromName = (eId: string): string => `was_${readable(eId)}_h${hash(eId)}`

const PLAIN_NAME = /^[a-z](?!.*_h[0-9a-z]{11}$)[a-z0-9_]{0,39}$/

/** `was_` + 24 + `_h` + 10 characters stay within the 40 that Word takes. */
const READABLE_LENGTH = 23

const readable = (eId: string): string => {
  const plain = eId.toLowerCase().replace(/[^a-z0-9_]+/g, '')
  return (/^[a-z]/.test(plain) ? plain : `p${plain}`).slice(0, READABLE_LENGTH)
}

/** 53 bits of cyrb53 (public domain, bryc) in base 36: two of a treaty's two thousand eIds collide once in 4 × 10⁹ treaties. */
function hash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0')
}
