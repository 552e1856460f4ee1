import type { MarkAs } from '../protocol/index.ts'
import { readUnit } from '../parse/structure/index.ts'
import { wordsOf, type Arrangement, type Item } from './item.ts'
import { bearsLabel, labelOf, unlabelled, withOwnLabel } from './label.ts'
import { joined } from './words.ts'

type Marked = { ok: true; items: readonly Item[]; from: number; to: number } | { ok: false; reason: string }

/** Makes the chosen items into what a person says they are. */
export function mark(arrangement: Arrangement, chosen: ReadonlySet<string>, as: MarkAs): Marked {
  if (as === 'heading') return markHeading(arrangement, chosen)
  return rewriteEach(arrangement, chosen, (item, before) => converted(item, as, before, arrangement.language))
}

/** Brings text that was left out back as what its own words say it is. */
export function restored(arrangement: Arrangement, chosen: ReadonlySet<string>): Marked {
  const { items, language } = arrangement
  if (items.some(({ id, kind }) => chosen.has(id) && kind !== 'leftOut'))
    return { ok: false, reason: 'This text is not left out: there is nothing to bring back.' }
  return rewriteEach(arrangement, chosen, (item, before) => {
    const unit = readUnit(wordsOf(item))
    const as = unit === null ? 'paragraph' : unit.kind === 'title-unit' ? 'part' : unit.kind
    return converted(item, as, before, language)
  })
}

/** `before` are the items above, the chosen ones among them already rewritten. */
function rewriteEach(
  { items }: Arrangement,
  chosen: ReadonlySet<string>,
  rewritten: (item: Item, before: readonly Item[]) => Item,
): Marked {
  const from = items.findIndex(({ id }) => chosen.has(id))
  const to = items.findLastIndex(({ id }) => chosen.has(id)) + 1
  const all = items.slice(0, to)
  for (let at = from; at < to; at++) if (chosen.has(all[at]!.id)) all[at] = rewritten(all[at]!, all.slice(0, at))
  return { ok: true, items: all.slice(from), from, to }
}

function converted(item: Item, as: Exclude<MarkAs, 'heading'>, before: readonly Item[], language: string): Item {
  const kind = as === 'part' || as === 'chapter' || as === 'section' || as === 'subsection' ? 'division' : as
  const rank = kind === 'division' ? (as as NonNullable<Item['rank']>) : null
  if (kind === item.kind && kind !== 'division') return item
  const whole = withOwnLabel({ ...item, kind, rank, level: kind === 'paragraph' ? 1 : 0 }, language)
  const kept = whole.read !== '' || !wasCorrected(item, language) || !bearsLabel(kind) ? whole : { ...whole, number: item.number }
  return kind === 'paragraph' ? levelled(kept, before, language) : kept
}

/** Whether a person gave the item a label that isn't the one of the source. */
const wasCorrected = (item: Item, language: string): boolean => item.number !== null && labelOf(item, language) !== item.read

/** The paragraph at the level of the one above it in the same article that is numbered in the same way; else at the usual level of its label. */
function levelled(item: Item, before: readonly Item[], language: string): Item {
  const unit = before.findLastIndex(({ kind }) => kind === 'article' || kind === 'annex' || kind === 'division')
  const own = shapeOf(item, language)
  const like = before.slice(unit + 1).findLast((one) => one.kind === 'paragraph' && shapeOf(one, language) === own)
  return withOwnLabel({ ...item, level: like?.level ?? USUAL_LEVEL[own.at(0) ?? ''] ?? 1 }, language)
}

/** "1." → "1#.", "(b)" → "a(#)": numbers of one series look alike. */
function shapeOf(item: Item, language: string): string {
  const label = labelOf(item, language)
  if (label === '') return ''
  const sign = /^\p{Nd}/u.test(item.number!) ? '1' : /^\p{Ll}/u.test(item.number!) ? 'a' : 'A'
  return `${sign}${label.replace(item.number!, '#')}`
}

const USUAL_LEVEL: Readonly<Record<string, number>> = { '1': 1, a: 2, A: 4 }

/** A heading of the article or division right above that has none; elsewhere a section without number. */
function markHeading(arrangement: Arrangement, chosen: ReadonlySet<string>): Marked {
  const { items, language } = arrangement
  const from = items.findIndex(({ id }) => chosen.has(id))
  const above = items.findLastIndex(({ kind }, index) => index < from && kind !== 'leftOut')
  const unit = items[above]
  const bare = unit && (unit.kind === 'article' || unit.kind === 'annex' || unit.kind === 'division') && unit.words.length === 0
  if (!bare) return rewriteEach(arrangement, chosen, (item, before) => converted(item, 'section', before, language))
  const to = items.findLastIndex(({ id }) => chosen.has(id)) + 1
  const heading = items.slice(from, to).filter(({ id }) => chosen.has(id))
  const words = heading.map((item) => unlabelled(item).words).reduce(joined)
  const lines = [...new Set([unit, ...heading].flatMap((item) => item.lines))]
  const rest = items.slice(above + 1, to).filter(({ id }) => !chosen.has(id))
  return { ok: true, items: [{ ...unit, words, lines }, ...rest], from: above, to }
}
