import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Printed, SourceLine } from '@travaux/shared/parse'

export interface PrintedPage {
  readonly number: number
  /** In points. */
  readonly width: number
  readonly height: number
  readonly prints: readonly (Printed & { line: number })[]
  /** Indexes of the source's lines that stand on it. */
  readonly lines: readonly number[]
}

/** A4 in points: what a file prints on unless its text reaches further. */
const A4 = { width: 595, height: 842 }
/** Between the outermost words and the edge, in points. */
const MARGIN = 30

/** The pages of a source whose lines know where they are printed. */
export function pagesOf(lines: readonly SourceLine[]): PrintedPage[] {
  const prints = lines.flatMap((line, index) => (line.printed ?? []).map((printed) => ({ ...printed, line: index })))
  if (prints.length === 0) return []
  const width = Math.max(A4.width, prints.reduce((most, { x, width }) => Math.max(most, x + width), 0) + MARGIN)
  const height = Math.max(A4.height, prints.reduce((most, { y }) => Math.max(most, y), 0) + MARGIN)
  return Array.from(
    Map.groupBy(prints, ({ page }) => page),
    ([number, own]) => ({ number, width, height, prints: own, lines: [...new Set(own.map(({ line }) => line))] }),
  ).toSorted((a, b) => a.number - b.number)
}

/** A page drawn from where its words are printed; `x` counts from the side on which its lines begin. */
export const SourcePage = memo(({ page, marked, rtl }: { page: PrintedPage; marked: ReadonlySet<number>; rtl: boolean }) => {
  const { t } = useTranslation()
  const { number, width, height, prints } = page
  return (
    <figure className="source-page">
      <figcaption>{t('check.page', { page: number })}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-label={t('check.page', { page: number })}>
        {prints.map(({ line, x, y, width: wide, size, text }) => (
          <g key={`${x} ${y}`} data-line={line} data-marked={marked.has(line)}>
            <rect x={rtl ? width - x - wide : x - 2} y={y - size} width={wide + 4} height={size * 1.3} />
            <text x={rtl ? width - x : x} y={y} fontSize={size} textLength={wide} lengthAdjust="spacingAndGlyphs">
              {text}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  )
})
