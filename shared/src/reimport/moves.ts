import { keyOf } from './alike.ts'
import { END, type HubBlock } from './hub.ts'
import { textOfLine } from './new-blocks.ts'
import type { BlockEdits, NewLine } from './edits.ts'

/** A deleted block or article that stands again elsewhere in the file. */
export interface Move {
  readonly eId: string
  /** How many of the file's lines it takes. */
  readonly lines: number
  readonly blocks: readonly string[]
}

/** Shorter lines come twice by accident. */
const MIN_MOVED = 12

/** What one person deleted in one place and put, word for word, into another has moved, whether Word calls it so or not. */
export class Moves {
  readonly #candidates: { readonly move: Move; readonly keys: readonly string[]; readonly author: string | null }[] = []
  readonly #taken = new Set<string>()

  constructor(list: readonly BlockEdits[], units: ReadonlyMap<string, readonly BlockEdits[]>) {
    for (const [eId, members] of units) this.#add(eId, members)
    for (const one of list)
      if (one.deleted !== undefined && one.hub.block.kind !== 'article' && one.hub.block.kind !== 'annex')
        this.#add(one.hub.eId, [one])
  }

  #add(eId: string, members: readonly BlockEdits[]): void {
    const keys = members.flatMap(({ hub }) => linesOf(hub))
    if (keys.join(' ').length < MIN_MOVED) return
    const move = { eId, lines: keys.length, blocks: members.map(({ hub }) => hub.eId) }
    this.#candidates.push({ move, keys, author: members[0]!.deleted?.author ?? null })
  }

  /** The move whose lines these begin with. */
  startingWith(lines: readonly NewLine[]): Move | null {
    const keys = lines.map((line) => keyOf(textOfLine(line)))
    const author = lines[0]!.by?.author ?? null
    const found = this.#candidates.find(
      (one) => !this.isDone(one.move.eId) && one.author === author && one.keys.every((key, at) => key === keys[at]),
    )
    return found?.move ?? null
  }

  /** It is not to be deleted as well. */
  done({ eId, blocks }: Move): void {
    for (const one of [eId, ...blocks]) this.#taken.add(one)
  }

  carriedOut(eId: string): void {
    const found = this.#candidates.find(({ move }) => move.eId === eId)
    if (found) this.done(found.move)
  }

  isDone(eId: string): boolean {
    return this.#taken.has(eId)
  }
}

const linesOf = ({ chars }: HubBlock): string[] =>
  chars
    .filter(({ pending }) => !pending)
    .map(({ text }) => text)
    .join('')
    .split(END)
    .slice(0, -1)
    .map(keyOf)
