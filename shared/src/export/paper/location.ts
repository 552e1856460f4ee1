import type { Block } from '../../model/index.ts'
import { placesOf } from '../../number/index.ts'
import type { FileWords } from '../words/index.ts'

/** The provisions above a block within its article or annex, outermost first, and the block itself; eIds. */
export function pathOf(list: readonly Block[], index: number): string[] {
  const own = list[index]!
  if (own.kind !== 'paragraph' && own.kind !== 'subparagraph') return [own.eId]
  const path = [own.eId]
  let level = own.level
  for (let at = index - 1; at >= 0 && level > 1; at--) {
    const above = list[at]!
    if (above.container !== own.container || (above.kind !== 'paragraph' && above.kind !== 'subparagraph')) break
    if (above.level >= level) continue
    path.unshift(above.eId)
    level = above.level
  }
  return own.container === null ? path : [own.container, ...path]
}

/** The levels of a block's place as a table names them: "Article 35 – paragraph 1 – point c". */
export function tableLocation(list: readonly Block[], index: number, { place }: FileWords): string {
  return capital(placesOf(list, index).map(place).join(' – '))
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
