import type { Glyph, Page } from '../../shared/src/parse/pdf/glyphs.ts'

/** How the lines of an Arabic page are set. Lengths in points. */
export interface ArabicSetting {
  /** The edge that lines touch: the right one, where they begin, or the left one. */
  against: 'right' | 'left'
  /** Added between paragraphs. */
  gap: number
  /** Lines on a page. */
  height: number
}

const [LEFT, RIGHT, LEADING, SIZE, LETTER] = [72, 523, 16, 12, 6]

/** Arabic paragraphs as they stand on pages: letters from right to left, every one six points wide. */
export function arabicPages(paragraphs: readonly string[], { against, gap, height }: ArabicSetting): Page[] {
  const pages: Page[] = []
  let y = Infinity
  for (const paragraph of paragraphs) {
    y += gap
    for (const line of linesOf(paragraph)) {
      if (y > 72 + height * LEADING) {
        pages.push({ number: pages.length + 1, width: 595, height: 842, astray: '', glyphs: [] })
        y = 72 + LEADING
      }
      const right = against === 'right' ? RIGHT : LEFT + LETTER * line.length
      pages.at(-1)!.glyphs.push(...painted(line, right, y))
      y += LEADING
    }
  }
  return pages
}

function linesOf(paragraph: string): string[] {
  const most = Math.floor((RIGHT - LEFT) / LETTER)
  return paragraph.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > most) return [...lines, word]
    return [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
}

const painted = (line: string, right: number, y: number): Glyph[] =>
  // Figures run from left to right within the line.
  Array.from(
    line.replace(/\d+/g, (figures) => Array.from(figures).reverse().join('')),
    (text, index) => ({
      text,
      x: right - LETTER * (index + 1),
      right: right - LETTER * index,
      y,
      size: SIZE,
      strong: false,
      em: false,
      blank: text === ' ',
    }),
  )
