import { DOMParser, Fragment, Slice, type Node, type ParseOptions, type ResolvedPos, type Schema } from '@tiptap/pm/model'
import { htmlLines, wordsOnly } from '@travaux/shared/parse/html'
import { structureOfPart, textLines, type Line } from '@travaux/shared/parse/structure'
import { placeOf, isProvision } from '../place.ts'
import { isOwnCopy, readOwnCopy } from './own-copy.ts'

/**
 * Reads what is pasted or dropped into blocks of the document: a copy made in Travaux as it was, everything else by way of its lines
 * and the structure step that also reads imported files.
 */
export class ClipboardReader extends DOMParser {
  readonly #language: string
  readonly #onFootnotes: (count: number) => void

  /** `onFootnotes` hears how many footnotes of a copied page were left out. */
  constructor(schema: Schema, language: string, onFootnotes: (count: number) => void) {
    super(schema, DOMParser.fromSchema(schema).rules)
    this.#language = language
    this.#onFootnotes = onFootnotes
  }

  override parseSlice(dom: HTMLElement, options: ParseOptions = {}): Slice {
    if (isOwnCopy(dom)) return readOwnCopy(dom, (own) => super.parseSlice(own, options))
    const { lines, footnotes } = htmlLines(dom, this.#language)
    if (footnotes > 0) this.#onFootnotes(footnotes)
    return this.#blocks(lines, options.context)
  }

  /** Plain text: its lines, their labels and article headings, without looks. Words of one line keep the spaces at their ends. */
  parseText(text: string, $context: ResolvedPos): Slice {
    const words = wordsOnly(text)
    const slice = this.#blocks(textLines(words), $context)
    const only = slice.content.childCount === 1 ? slice.content.firstChild! : null
    if (!only || !isProvision(only) || only.attrs['number'] !== null || /[\n\r]/.test(words)) return slice
    const [before] = /^[ \t]*/.exec(words)!
    const [behind] = /[ \t]*$/.exec(words)!
    const spaced = [before, only.textContent, behind].map((part) => part.replaceAll('\t', ' ')).join('')
    return new Slice(Fragment.from(this.schema.text(spaced)), 0, 0)
  }

  #blocks(lines: readonly Line[], $context: ResolvedPos | undefined): Slice {
    const blocks = structureOfPart(lines, this.#language, $context ? provisionsBefore($context) : [])
    return new Slice(
      Fragment.fromJSON(
        this.schema,
        blocks.map((block): unknown => block.toJSON()),
      ),
      0,
      0,
    )
  }
}

/** The provisions of the article that stand before what is pasted, the one with the caret included when the caret is behind words of it. */
function provisionsBefore($pos: ResolvedPos): Node[] {
  const place = placeOf($pos)
  if (!place) return []
  const upTo = place.parent.children.slice(0, place.index + ($pos.parentOffset > 0 ? 1 : 0))
  const end = upTo.findLastIndex((node) => !isProvision(node))
  return upTo.slice(end + 1)
}
