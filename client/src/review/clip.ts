/** Characters of quoted text on a card: about two lines. */
const LONGEST_QUOTE = 90

/** Cuts at a word, and inside one only where there is no space (Chinese, say). */
export function clip(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text
  const cut = text.slice(0, LONGEST_QUOTE)
  const space = cut.lastIndexOf(' ')
  return `${space > LONGEST_QUOTE / 2 ? cut.slice(0, space) : cut}…`
}
