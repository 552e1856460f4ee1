import type { Node } from 'prosemirror-model'
import { isLeftOut, type SourceLine } from '../parse/index.ts'
import type { Warning } from '../protocol/index.ts'
import { itemsOf } from './document.ts'
import { characters, wordsOf, type Arrangement, type Doubt, type Item } from './item.ts'
import { located, SourceCharacters } from './locate.ts'
import { plain } from './words.ts'

/** A text as it was read from a file, so that a person can correct it: every piece with the lines it came from, what was left out included. */
export function arrange({
  doc,
  warnings,
  lines,
}: {
  doc: Node
  warnings: readonly Warning[]
  lines: readonly SourceLine[]
}): Arrangement {
  const source = new SourceCharacters(lines)
  const out = warnings.filter(isLeftOut).flatMap((warning, index) => leftOutItems(warning, index, source))
  const items = inSourceOrder(located(itemsOf(doc), source), out)
  return {
    language: doc.attrs['language'] as string,
    direction: doc.attrs['direction'] as 'ltr' | 'rtl',
    items,
    doubts: warnings.map((warning) => ({ ...warning, accepted: false, item: itemAt(warning, items, lines) })),
  }
}

/** One item for each line that was left out. */
function leftOutItems({ place, text }: Warning, index: number, source: SourceCharacters): Item[] {
  let from = Math.max(source.startOf(place), 0)
  return (text ?? '')
    .split('\n')
    .filter((piece) => piece.trim() !== '')
    .map((piece, ordinal) => {
      const key = characters(piece)
      const at = source.findLine(key, from)
      if (at >= 0) {
        source.take(at, at + key.length)
        from = at + key.length
      }
      const lines = at < 0 ? [] : source.linesOf(at, at + key.length)
      return { ...OUT, id: `out-${index}-${ordinal}`, words: [plain(piece.trim())], lines }
    })
}

const OUT = { kind: 'leftOut', rank: null, level: 0, number: null, form: null, read: '', eId: null } as const

/** What was left out, between the items that stand around it in the source; at the end where its place is not known. */
function inSourceOrder(items: readonly Item[], out: readonly Item[]): Item[] {
  const ordered: Item[] = []
  const waiting = out.filter(({ lines }) => lines.length > 0).toSorted((a, b) => a.lines[0]! - b.lines[0]!)
  for (const item of items) {
    while (item.kind !== 'note' && waiting.length > 0 && waiting[0]!.lines[0]! < (item.lines[0] ?? -1))
      ordered.push(waiting.shift()!)
    ordered.push(item)
  }
  return [...ordered, ...waiting, ...out.filter(({ lines }) => lines.length === 0)]
}

/** The item that a warning is about: the one at its place whose words it quotes, or the first at its place. */
function itemAt({ place, text }: Warning, items: readonly Item[], lines: readonly SourceLine[]): Doubt['item'] {
  const line = place === null ? -1 : lines.findIndex((one) => one.place === place)
  const there = line < 0 ? [] : items.filter((item) => item.lines.includes(line))
  const quoted = characters((text ?? '').replace(/…$/, '')).slice(0, QUOTED)
  const meant = quoted === '' ? undefined : there.find((item) => characters(item.read + wordsOf(item)).startsWith(quoted))
  return (meant ?? there[0])?.id ?? null
}

/** Characters of a quotation that are compared: a short item holds no more of them. */
const QUOTED = 20
