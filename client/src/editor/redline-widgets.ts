import type { Mark } from '@tiptap/pm/model'
import type { Piece } from '@travaux/shared/diff'
import type { Block, MarkName } from '@travaux/shared/model'

/** The elements that stand for what is only in the base. `<del>` is announced as a deletion; none can be edited, selected or copied. */
const TAG: Partial<Record<MarkName, string>> = { strong: 'strong', em: 'em', noteRef: 'sup' }

function element(tag: string, className: string, ...children: (HTMLElement | string)[]): HTMLElement {
  const created = document.createElement(tag)
  created.className = className
  created.append(...children)
  return created
}

/** Words that are gone, or a paragraph mark that is gone with the label of the block it began. */
export type DeletedPiece = { text: string; marks: readonly Mark[] } | { paragraph: true; label: string }

/** Deleted words where they stood, a ¶ for a paragraph mark that is gone. */
export const deletedWords =
  (pieces: readonly DeletedPiece[]): (() => HTMLElement) =>
  () =>
    element('del', 'deleted', ...pieces.map(pieceElement))

function pieceElement(piece: DeletedPiece | Piece): HTMLElement | string {
  if ('paragraph' in piece) return element('span', 'paragraph-mark', 'label' in piece && piece.label ? `¶ ${piece.label} ` : '¶')
  return piece.marks.reduce<HTMLElement | string>(
    (inner, mark) => element(TAG[mark.type.name as MarkName] ?? 'span', '', inner),
    piece.text,
  )
}

/** A block that is only in the base, drawn like the block it was. */
export const deletedBlock =
  (base: Block, label: string, pieces: readonly Piece[], moved: string | null): (() => HTMLElement) =>
  () => {
    const box = element(
      'div',
      moved === null ? 'deleted-block' : 'deleted-block moved-away',
      element('del', '', ...pieces.map(pieceElement)),
    )
    box.dataset['deleted'] = base.eId
    box.dataset['kind'] = base.kind
    if (base.level > 0) box.dataset['level'] = String(base.level)
    if (label) box.dataset['label'] = label
    return box
  }

/** The label a block had in the base, struck; the new one is drawn by the block itself. */
export const oldLabel =
  (before: string): (() => HTMLElement) =>
  () =>
    element('del', 'old-label', before)

/** A paragraph mark that Enter has added. */
export const paragraphMark = (): HTMLElement => element('ins', 'paragraph-mark', '¶')
