import type { Node } from 'prosemirror-model'
import { blocks, blockText } from '../model/index.ts'
import { blockLabel } from '../number/index.ts'
import { keyOf, placesIn } from './alike.ts'
import type { BlockEdit, BlockEdits } from './edits.ts'
import { textOfLine } from './new-blocks.ts'
import type { Tally } from './tally.ts'

/**
 * When it is not known how the draft stood at its export, what differs without being tracked may as well be the draft's own change
 * since. So only such words count as deleted in Word that the base has too, and none as written in Word that stand in the base.
 */
export function withoutDoubt(list: readonly BlockEdits[], base: Node, language: string, tally: Tally): BlockEdits[] {
  const all = blocks(base)
  const texts = new Map(all.map((block) => [block.eId, blockText(block)]))
  const lines = new Set(
    all.flatMap((block) => [blockText(block), `${blockLabel(block, language)} ${blockText(block)}`].map(keyOf)),
  )
  const certain = list.flatMap((one): BlockEdits[] => {
    const text = texts.get(one.hub.eId)
    if (one.deleted === null && text === undefined) return []
    const kept = placesIn(one.hub.block.node?.textContent ?? '', text ?? '')
    const edits = one.edits.filter((edit) => isCertain(edit, text ?? '', kept, lines))
    const deleted = one.deleted === null && edits.length < one.edits.length ? undefined : one.deleted
    return [{ ...one, edits, deleted }]
  })
  if (certain.length < list.length || certain.some(({ edits }, at) => edits.length < list[at]!.edits.length))
    tally.warn(
      'draft-changed',
      'How the draft stood when this file was made is not known. What the draft has and the file has not was taken for the draft’s later changes.',
    )
  return certain
}

function isCertain(edit: BlockEdit, base: string, kept: Int32Array, lines: ReadonlySet<string>): boolean {
  switch (edit.op) {
    case 'strike':
      return edit.by !== null || kept.slice(edit.from, edit.to).every((place) => place >= 0)
    case 'write':
      return edit.words.by !== null || !keyOf(base).includes(keyOf(edit.words.text))
    case 'lines':
      return edit.lines.some((line) => line.by !== null || !lines.has(keyOf(textOfLine(line))))
    default:
      return true
  }
}
