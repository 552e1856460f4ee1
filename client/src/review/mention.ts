interface Mentionable {
  readonly id: string
  readonly name: string
}

/** Longer than any name: an @ further back is not being written. */
const LONGEST_NAME = 60

/** What stands between the last @ before the caret and the caret, when a name is being written there; null otherwise. */
export function mentionAt(body: string, caret: number): string | null {
  const before = body.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || /[\p{L}\p{N}]/u.test(before.charAt(at - 1))) return null
  const name = before.slice(at + 1)
  return name.length > LONGEST_NAME || name.includes('\n') ? null : name
}

/** The comment with the name put in for what was written of it, and where the caret stands then. */
export function withMention(body: string, caret: number, name: string): { body: string; caret: number } {
  const at = body.slice(0, caret).lastIndexOf('@')
  const start = `${body.slice(0, at)}@${name} `
  return { body: start + body.slice(caret).trimStart(), caret: start.length }
}

/** Ids of the people whose names stand behind an @. Of “Ann” and “Ann Lee” the longer one is meant. */
export function mentionsIn(body: string, people: readonly Mentionable[]): string[] {
  const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length)
  const found: string[] = []
  for (const { index } of body.matchAll(/@/g)) {
    const person = longestFirst.find(({ name }) => name !== '' && body.startsWith(name, index + 1))
    if (person && !found.includes(person.id)) found.push(person.id)
  }
  return found
}
