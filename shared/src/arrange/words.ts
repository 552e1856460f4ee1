import type { Stretch } from './item.ts'

/** Words between two offsets. */
export function slice(words: readonly Stretch[], from: number, to = Infinity): Stretch[] {
  const part: Stretch[] = []
  let at = 0
  for (const { text, marks } of words) {
    const own = text.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (own) part.push({ text: own, marks })
    at += text.length
  }
  return part
}

/** Words without space at both ends. */
export function trimmed(words: readonly Stretch[]): Stretch[] {
  const text = words.map((one) => one.text).join('')
  return slice(words, text.length - text.trimStart().length, text.trimEnd().length)
}

/** Two stretches of words as one, with a space between them where their script has spaces. */
export function joined(first: readonly Stretch[], second: readonly Stretch[]): Stretch[] {
  if (first.length === 0 || second.length === 0) return [...first, ...second]
  const unspaced = /\p{Script=Han}$/u.test(first.at(-1)!.text) && /^\p{Script=Han}/u.test(second[0]!.text)
  return merged([...first, ...(unspaced ? [] : [plain(' ')]), ...second])
}

export const plain = (text: string): Stretch => ({ text, marks: [] })

/** Neighbours with the same looks as one stretch. */
function merged(words: readonly Stretch[]): Stretch[] {
  const list: Stretch[] = []
  for (const one of words) {
    const last = list.at(-1)
    if (last && last.marks.join() === one.marks.join()) list[list.length - 1] = { ...last, text: last.text + one.text }
    else list.push(one)
  }
  return list
}
