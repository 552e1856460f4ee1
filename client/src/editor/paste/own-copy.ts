import { DOMSerializer, Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import { DIVISION_RANKS, MAX_LEVEL, type MarkName } from '@travaux/shared/model'
import { isUnseen, styleOf, wordsOnly } from '@travaux/shared/parse/html'
import { isUnitNode } from '../place.ts'

/**
 * What is copied in Travaux: HTML that Word and LibreOffice open with labels and indents, and that Travaux reads back as the blocks it
 * was. Labels are written into it as words marked with `LABEL`, because on the page they are drawn and not part of the text.
 */
const LABEL = 'data-travaux-label'
/** Marks words from within one paragraph. */
const WORDS = 'data-travaux-words'

/** Whether a copied page was made here. Other editors on ProseMirror mark their copies too, but know nothing of our kinds. */
export const isOwnCopy = (dom: Element): boolean =>
  dom.querySelector(`[data-pm-slice][${WORDS}], [data-pm-slice] [data-kind], [data-pm-slice][data-kind]`) !== null

/** Reads an own copy with `parse`. What a page could have forged in it is put right. */
export function readOwnCopy(dom: HTMLElement, parse: (dom: HTMLElement) => Slice): Slice {
  for (const element of dom.querySelectorAll('*'))
    if (element.hasAttribute(LABEL) || isUnseen(element, styleOf(element))) element.remove()
  const slice = parse(dom)
  return new Slice(sound(slice.content), slice.openStart, slice.openEnd)
}

/** Longest number and form of a label; real ones have some 20 characters. */
const MAX_LABEL = 40
/** Marks that belong to the words themselves; any other says something about the place they were copied from. */
const LOOKS: ReadonlySet<string> = new Set<MarkName>(['strong', 'em', 'noteRef'])
const EID = /^[\w~.-]{1,200}$/

function sound(content: Fragment): Fragment {
  return Fragment.fromArray(
    content.content.flatMap((node): Node[] => {
      if (!node.isText) return [node.type.create(soundAttributes(node), sound(node.content))]
      const words = wordsOnly(node.text!)
      const looks = node.marks.filter((mark) => LOOKS.has(mark.type.name))
      return words ? [node.type.schema.text(words, looks)] : []
    }),
  )
}

function soundAttributes({ attrs }: Node): Node['attrs'] {
  const own: Record<string, unknown> = { ...attrs }
  if ('eId' in own && !EID.test(String(own['eId']))) own['eId'] = ''
  if ('level' in own) own['level'] = Math.min(Math.max(Math.trunc(Number(own['level'])) || 1, 1), MAX_LEVEL)
  if ('rank' in own && !(DIVISION_RANKS as readonly unknown[]).includes(own['rank'])) own['rank'] = 'chapter'
  if ('number' in own) own['number'] = soundLabel(own['number'])
  if ('form' in own) own['form'] = soundLabel(own['form'])?.includes('#') ? soundLabel(own['form']) : null
  return own
}

const soundLabel = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= MAX_LABEL ? wordsOnly(value).replace(/\s+/g, ' ').trim() || null : null

/**
 * What is selected, as it is copied. Words from within one block are words and nothing more. Where several blocks are selected and the
 * selection begins in the middle of one, its words are not that provision: they lose its number and eId; and an article entered in the
 * middle gives its provisions, not itself.
 */
export function copiedBlocks(slice: Slice, { selection }: EditorState): Slice {
  const { content, openStart } = slice
  const { $from, $to } = selection
  if (openStart === 0 || !$from.parent.isTextblock) return slice
  if ($from.sameParent($to)) return new Slice($from.parent.content.cut($from.parentOffset, $to.parentOffset), 0, 0)
  const partial = $from.parentOffset > 0
  const withinUnit = isUnitNode(content.firstChild) && (partial || $from.index(1) > 0)
  const blocks = withinUnit ? [...content.firstChild!.children, ...content.content.slice(1)] : [...content.content]
  if (partial) blocks[0] = anonymous(blocks[0]!)
  return new Slice(Fragment.fromArray(blocks), 0, 0)
}

function anonymous(node: Node): Node {
  const { eId: _eId, number: _number, form: _form, ...rest } = node.attrs
  return node.type.create(rest, node.content, node.marks)
}

/** Writes copied blocks as HTML with their labels as words. */
export class CopyWriter extends DOMSerializer {
  constructor(schema: Schema) {
    const { nodes, marks } = DOMSerializer.fromSchema(schema)
    super(nodes, marks)
  }

  override serializeFragment(
    fragment: Fragment,
    options: { document?: Document } = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const written = super.serializeFragment(fragment, options, target)
    // With a target it is the content of a block, written on the way.
    if (target) return written
    const page = options.document ?? document
    if (fragment.firstChild?.isInline) return inWords(written, page)
    for (const block of written.querySelectorAll('[data-kind]')) dressed(block as HTMLElement, page)
    return written
  }
}

function inWords(written: HTMLElement | DocumentFragment, page: Document): DocumentFragment {
  const whole = page.createElement('span')
  whole.setAttribute(WORDS, '')
  whole.append(...written.childNodes)
  const fragment = page.createDocumentFragment()
  fragment.append(whole)
  return fragment
}

/** Indent of one level in points, as in the exported Word file. */
const INDENT = 36

function dressed(block: HTMLElement, page: Document): void {
  const level = Number(block.getAttribute('data-level') ?? 1)
  if (level > 1) block.style.marginLeft = `${(level - 1) * INDENT}pt`
  const words = block.getAttribute('data-label')
  if (words === null) return
  const own = page.createElement(block.localName === 'section' ? 'p' : 'span')
  own.setAttribute(LABEL, '')
  own.textContent = block.localName === 'section' ? words : `${words}\u00A0 `
  block.prepend(own)
}
