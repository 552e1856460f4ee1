import type { EditorView } from '@tiptap/pm/view'
import { i18n } from '../i18n/index.ts'
import { findByEId } from './place.ts'
import { redlineKey } from './redline-plugin.ts'
import { blockAt, numberAt, numberSet } from './units.ts'

/**
 * The small field in which a number is edited, laid over the label. Enter and leaving it write the number, Escape doesn't; then
 * the caret is back where it was. A number that is counted is not typed.
 */
export function openNumberField(view: EditorView, page: HTMLElement, eId: string | null = blockAt(view.state)): boolean {
  const found = eId === null ? null : findByEId(view.state.doc, eId)
  if (!view.editable || !found || isCounted(view, eId!) || !('number' in found.node.attrs) || page.querySelector('.number-field'))
    return false
  const field = document.createElement('input')
  field.className = 'number-field'
  field.value = numberAt(view.state, found.pos) ?? ''
  field.setAttribute('aria-label', i18n.t('editor.number'))
  field.spellcheck = false
  placeField(field, view.nodeDOM(found.pos) as HTMLElement, page)
  page.append(field)
  field.focus()
  field.select()
  let open = true
  const close = (write: boolean) => {
    if (!open) return
    open = false
    field.remove()
    const tr = write ? numberSet(view.state, eId!, field.value) : null
    if (tr) view.dispatch(tr)
    view.focus()
  }
  field.addEventListener('blur', () => close(true))
  field.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    close(event.key === 'Enter')
  })
  return true
}

const isCounted = (view: EditorView, eId: string): boolean => redlineKey.getState(view.state)?.counted.has(eId) ?? false

function placeField(field: HTMLInputElement, block: HTMLElement, page: HTMLElement): void {
  const [box, around] = [block.getBoundingClientRect(), page.getBoundingClientRect()]
  const centred = getComputedStyle(block).textAlign === 'center' || block.tagName === 'SECTION'
  field.style.top = `${box.top - around.top}px`
  if (centred) field.style.left = `${box.left - around.left + box.width / 2 - FIELD_WIDTH / 2}px`
  else if (getComputedStyle(block).direction === 'rtl') field.style.right = `${around.right - box.right}px`
  else field.style.left = `${box.left - around.left}px`
}

/** As `.number-field` in the style sheet. */
const FIELD_WIDTH = 88

/** eId of the block whose label is at the mouse: labels are drawn by the style sheet before or above the words. */
export function labelUnder(view: EditorView, event: MouseEvent): string | null {
  const target = event.target instanceof HTMLElement ? event.target : null
  if (!target?.dataset['label'] || !view.dom.contains(target)) return null
  const onLabel = target.tagName === 'P' ? besideWords(target, event) : aboveWords(target, event)
  return onLabel ? (target.dataset['eid'] ?? null) : null
}

/** A paragraph hangs its number in its own padding. */
function besideWords(block: HTMLElement, { clientX }: MouseEvent): boolean {
  const [box, style] = [block.getBoundingClientRect(), getComputedStyle(block)]
  const padding = Number.parseFloat(style.paddingInlineStart)
  return style.direction === 'rtl' ? clientX > box.right - padding : clientX < box.left + padding
}

/** The label of an article or chapter is a line of its own, above its heading. */
function aboveWords(block: HTMLElement, { clientY }: MouseEvent): boolean {
  const words = document.createRange()
  words.selectNodeContents(block)
  const box = words.getBoundingClientRect()
  return box.height > 0 ? clientY < box.top : clientY < block.getBoundingClientRect().bottom
}
