import type { Glyph, Page } from './glyphs.ts'

/** A figure this much narrower than the widest of its face may be a superior one. */
const NARROW = 0.75
/** Superior figures of a face differ in width by at most this share. */
const ALIKE = 0.15

/**
 * The figures that their face draws small and high, as OpenType fonts have them for the marks of notes: they stand on the line and in its
 * size, and only their widths tell them from the other figures of the face.
 */
export function superiorFigures(pages: readonly Page[]): ReadonlySet<Glyph> {
  const figures = pages.flatMap(({ glyphs }) => glyphs.filter(({ text, face }) => face !== undefined && isFigure(text)))
  const found = new Set<Glyph>()
  for (const own of Map.groupBy(figures, ({ face }) => face!).values()) for (const figure of superiorsOf(own)) found.add(figure)
  return found
}

/** Of the figures of one face. A figure that the face has in one width alone is judged by those that it has in two. */
function superiorsOf(figures: readonly Glyph[]): Glyph[] {
  const widest = figures.reduce((most, figure) => Math.max(most, widthOf(figure)), 0)
  const isNarrow = (figure: Glyph) => widthOf(figure) < NARROW * widest
  const narrow = figures.filter(isNarrow)
  if (narrow.length === 0) return []
  const wide = new Set(figures.filter((figure) => !isNarrow(figure)).map(({ text }) => text))
  const twice = narrow.find(({ text }) => wide.has(text))
  if (!twice) return []
  const usual = widthOf(twice)
  return narrow.filter((figure) => wide.has(figure.text) || Math.abs(widthOf(figure) - usual) < ALIKE * usual)
}

/** In sizes. */
const widthOf = ({ x, right, size }: Glyph): number => (right - x) / size

const isFigure = (text: string): boolean => text.length === 1 && text >= '0' && text <= '9'
