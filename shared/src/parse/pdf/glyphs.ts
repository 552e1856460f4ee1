import type { PDFPageProxy, OPS } from 'unpdf/pdfjs'
import { plainLetters } from './letters.ts'
import { applied, ROTATED, stepped, times, type Matrix } from './matrix.ts'

/** One sign as it stands on the page; lengths in points from the page's top left corner. */
export interface Glyph {
  text: string
  x: number
  right: number
  /** The baseline. */
  y: number
  size: number
  strong: boolean
  em: boolean
  /** A space. */
  blank: boolean
  /** The font as the file names it, where that is known. */
  face?: string
}

export interface Page {
  number: number
  width: number
  height: number
  /** Signs set upright within the page, in the order in which they were painted. */
  glyphs: Glyph[]
  /** Signs that stand upright or upside down along the page or outside it: watermarks, marginal stamps. */
  astray: string
}

type Ops = typeof OPS

/** A sign as the library hands it over: `unicode` by the font's own table, `width` in thousandths of the size. */
interface Shown {
  unicode: string
  width: number
  isSpace: boolean
}

interface Font {
  face: string
  strong: boolean
  em: boolean
  scale: number
}

/** The part of the graphics state that places text (ISO 32000-1, 9.3). */
interface TextState {
  matrix: Matrix
  font: string
  size: number
  charSpacing: number
  wordSpacing: number
  stretch: number
  leading: number
  rise: number
}

const START: TextState = {
  matrix: [1, 0, 0, 1, 0, 0],
  font: '',
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
}

/** Saved states deeper than this belong to a hostile file. */
const MAX_SAVED = 10_000

/** Reads where every sign of a page stands, with the looks of its font. */
export async function readGlyphs(page: PDFPageProxy, ops: Ops): Promise<Page> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const { width, height, transform } = page.getViewport({ scale: 1 })
  const painter = new Painter(page, transform as unknown as Matrix, width, height)
  fnArray.forEach((fn, index) => painter.paint(fn, argsArray[index] as unknown[] | null, ops))
  return { number: page.pageNumber, width, height, glyphs: painter.glyphs, astray: painter.astray.trim() }
}

/** Follows the operators of a page and notes the signs that they show. */
class Painter {
  readonly glyphs: Glyph[] = []
  astray = ''
  readonly #page: PDFPageProxy
  readonly #width: number
  readonly #height: number
  readonly #fonts = new Map<string, Font>()
  readonly #saved: TextState[] = []
  #state: TextState
  #line: Matrix = START.matrix
  #at: Matrix = START.matrix

  constructor(page: PDFPageProxy, viewport: Matrix, width: number, height: number) {
    this.#page = page
    this.#width = width
    this.#height = height
    this.#state = { ...START, matrix: viewport }
  }

  paint(fn: number, args: unknown[] | null, ops: Ops): void {
    const numbers = (args ?? []) as number[]
    switch (fn) {
      case ops.save:
      case ops.paintFormXObjectBegin:
        if (this.#saved.length < MAX_SAVED) this.#saved.push({ ...this.#state })
        if (fn === ops.paintFormXObjectBegin && args?.[0]) this.#transform(args[0] as Matrix)
        return
      case ops.restore:
      case ops.paintFormXObjectEnd:
        this.#state = this.#saved.pop() ?? this.#state
        return
      case ops.transform:
        return this.#transform(numbers as unknown as Matrix)
      case ops.beginText:
        return this.#moveTo(START.matrix)
      case ops.setTextMatrix:
        return this.#moveTo(args?.[0] as Matrix)
      case ops.moveText:
        return this.#move(numbers[0]!, numbers[1]!)
      case ops.setLeadingMoveText:
        this.#state.leading = -numbers[1]!
        return this.#move(numbers[0]!, numbers[1]!)
      case ops.nextLine:
        return this.#move(0, -this.#state.leading)
      case ops.setFont:
        this.#state.font = String(args?.[0])
        this.#state.size = numbers[1]!
        return
      case ops.setCharSpacing:
        this.#state.charSpacing = numbers[0]!
        return
      case ops.setWordSpacing:
        this.#state.wordSpacing = numbers[0]!
        return
      case ops.setHScale:
        this.#state.stretch = numbers[0]! / 100
        return
      case ops.setLeading:
        this.#state.leading = numbers[0]!
        return
      case ops.setTextRise:
        this.#state.rise = numbers[0]!
        return
      case ops.showText:
        return this.#show(args?.[0] as (Shown | number)[])
    }
  }

  #transform(matrix: Matrix): void {
    this.#state.matrix = times(this.#state.matrix, matrix)
  }

  #moveTo(matrix: Matrix): void {
    this.#line = matrix
    this.#at = matrix
  }

  #move(x: number, y: number): void {
    this.#moveTo(times(this.#line, [1, 0, 0, 1, x, y]))
  }

  #show(shown: readonly (Shown | number)[]): void {
    const { size, charSpacing, wordSpacing, stretch } = this.#state
    const font = this.#font()
    for (const one of shown) {
      const advance =
        typeof one === 'number'
          ? (-one / 1000) * size
          : one.width * font.scale * size + charSpacing + (one.isSpace ? wordSpacing : 0)
      if (typeof one !== 'number') this.#place(one, font)
      this.#at = stepped(this.#at, advance * stretch)
    }
  }

  #place({ unicode, width }: Shown, font: Font): void {
    const { size, stretch, rise, matrix } = this.#state
    const whole = times(matrix, this.#at)
    const [x, y] = applied(whole, 0, rise)
    const [right, end] = applied(whole, width * font.scale * size * stretch, rise)
    const height = size * Math.hypot(whole[2], whole[3])
    const upright = Math.abs(end - y) <= ROTATED * Math.abs(right - x) + ROTATED && right >= x - ROTATED && whole[3] < 0
    const inside = right >= 0 && x <= this.#width && y >= 0 && y <= this.#height
    const text = plainLetters(unicode)
    if (text === '') return
    const blank = text.trim() === ''
    if (upright && inside)
      this.glyphs.push({ text, x, right, y, size: height, strong: font.strong, em: font.em, blank, face: font.face })
    else this.astray += text
  }

  #font(): Font {
    const id = this.#state.font
    const known = this.#fonts.get(id)
    if (known) return known
    const store = this.#page.commonObjs.has(id) ? this.#page.commonObjs : this.#page.objs
    const object = (store.has(id) ? store.get(id) : null) as { name?: string; fontMatrix?: number[] } | null
    const name = (object?.name ?? '').replace(/^[A-Z]{6}\+/, '')
    const font = {
      face: id,
      strong: /bold|black|heavy|demi|(?<![a-z])bd(?![a-z])/i.test(name),
      em: /italic|oblique|slanted|(?<![a-z])it(?![a-z])/i.test(name),
      scale: object?.fontMatrix?.[0] ?? 0.001,
    }
    this.#fonts.set(id, font)
    return font
  }
}
