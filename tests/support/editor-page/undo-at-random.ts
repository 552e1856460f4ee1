import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { rejected } from '@travaux/shared/suggest'
import type { EditorHandle } from '../../../client/src/editor/index.ts'

interface Person {
  readonly editor: Editor
  readonly handle: EditorHandle
}

/**
 * People edit by turns, one of them with undo and redo in between. What that person's undo or redo did to the draft without their
 * suggestions, in words; nothing when all is well.
 */
export function undoAtRandom(
  id: string,
  others: readonly string[],
  person: (id: string) => Person,
  draws: readonly number[],
): string[] {
  const wrong: string[] = []
  for (const draw of draws) {
    const who = draw % 3 === 2 ? others[draw % others.length]! : id
    const { editor, handle } = person(who)
    const does = Math.floor(draw / 3) % 10
    if (who === id && does >= 6) {
      const before = rejected(editor.state.doc, id)
      const what = does < 9 ? 'undo' : 'redo'
      handle[what]()
      const after = rejected(editor.state.doc, id)
      if (!after.eq(before)) wrong.push(`${what}: ${before.toString()} became ${after.toString()}`)
    } else edit(editor, handle, does, Math.floor(draw / 30))
  }
  const [mine, theirs] = [id, others[0]!].map((one) => printed(person(one).editor.state.doc))
  if (mine !== theirs) wrong.push(`${mine} is not ${theirs}`)
  return wrong
}

/** The marks of a run have no order. */
const printed = (doc: Node): string =>
  JSON.stringify(doc.toJSON(), (key, value: unknown) =>
    key === 'marks' && Array.isArray(value) ? value.map((mark) => JSON.stringify(mark)).sort() : value,
  )

function edit(editor: Editor, handle: EditorHandle, does: number, place: number): void {
  const { state, view } = editor
  const from = TextSelection.near(state.doc.resolve(place % (state.doc.content.size + 1)))
  const to = Math.min(from.to + (place % 7), from.$to.end())
  const eId = from.$from.parent.attrs['eId'] as string | undefined
  switch (does) {
    case 0:
      return view.dispatch(state.tr.delete(from.from, to))
    case 1:
      return view.dispatch(state.tr.insertText('wort', from.from, to))
    case 2:
      return view.dispatch(state.tr.addMark(from.from, to, state.schema.marks['strong']!.create()))
    case 3:
      if (eId) handle.setNumber(eId, String(place % 5))
      return
    case 4:
      if (eId && place % 3 === 0) handle.deleteUnit(eId)
      return
    case 5:
      if (eId?.startsWith('art_')) handle.addArticleAfter('art_1')
      return
    default:
      return view.dispatch(state.tr.insertText('x', from.from))
  }
}
