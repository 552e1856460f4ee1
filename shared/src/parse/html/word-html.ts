import { readLabel } from '../structure/label.ts'
import { BULLET } from './list-label.ts'
import type { Style } from './looks.ts'
import type { PageElement } from './page.ts'

/** What Word writes into HTML beside the words: list labels, comments, footnotes. Its styles are named `mso-…`. */

/** Whether the element holds the label of a Word list ("1.", "(a)" or a bullet), not words. */
export const isWordLabel = (style: Style): boolean => style.get('mso-list')?.startsWith('ignore') ?? false

/** Whether the paragraph belongs to a Word list: `mso-list: l0 level2 lfo1`. */
export const isWordListItem = (style: Style): boolean => /\blevel\d/.test(style.get('mso-list') ?? '')

/** A Word label as a reader sees it: "1." and "(a)" as they are, the signs of symbol fonts as a bullet. */
export function wordLabel(text: string, font: string): string | null {
  const label = text.replace(/[\s\u00A0]+/g, ' ').trim()
  if (!label) return null
  const symbol = /symbol|wingdings|webdings/.test(font) || (label === 'o' && /courier/.test(font))
  return !symbol && (readLabel(label) !== null || /[\p{L}\p{N}]/u.test(label)) ? label : BULLET
}

/** Comments and the list of footnotes that Word and Google Docs put behind the text, and the marks in it that point to them. */
export function isApparatus(element: PageElement, style: Style): 'comment' | 'footnote' | null {
  const role = style.get('mso-element') ?? ''
  if (role.startsWith('comment') || style.has('mso-comment-reference') || hasClass(element, /^MsoComment/)) return 'comment'
  if (/^(?:footnote|endnote)/.test(role) || style.has('mso-footnote-id') || style.has('mso-endnote-id')) return 'footnote'
  const anchor = element.localName === 'a' ? (element.getAttribute('href') ?? '') : ''
  if (/^#(?:sdfootnote\d+(?:sym|anc)|sdendnote\d+(?:sym|anc)|ftnt(?:_ref)?\d+|_(?:ftn|edn)(?:ref)?\d+)$/.test(anchor))
    return 'footnote'
  return /^sd(?:foot|end)note\d+$/.test(element.id) ? 'footnote' : null
}

const hasClass = (element: PageElement, name: RegExp): boolean => [...element.classList].some((own) => name.test(own))
