import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { Transform } from '@tiptap/pm/transform'
import { PROPOSED_ATTRIBUTES, recordKey, type ProposedAttribute, type SuggestionRecord } from '@travaux/shared/suggest'
import { recordsOf, withRecords } from '../fragment-sync.ts'
import { suggestingKey } from './plugin.ts'

/**
 * Numbers and levels as the person who suggests has proposed them: what they change next begins there, and what they put back as it stands
 * in the draft is no longer proposed.
 */
type LabelRecord = Extract<SuggestionRecord, { op: 'set' }>

/** What this person proposes of labels, while they suggest. */
function ownLabels(state: EditorState): LabelRecord[] {
  const suggesting = suggestingKey.getState(state)
  if (suggesting?.mode !== 'suggesting') return []
  return [...suggesting.records.values()].flatMap((record) =>
    record.op === 'set' && record.user === suggesting.user ? [record] : [],
  )
}

/** The draft with the numbers and levels that this person proposes: every place in it is the same. */
export function labelled(state: EditorState): Node {
  const own = Map.groupBy(ownLabels(state), ({ target }) => target)
  if (own.size === 0) return state.doc
  const tr = new Transform(state.doc)
  state.doc.descendants((node, pos) => {
    for (const { attribute, value } of own.get(node.attrs['eId'] as string) ?? []) tr.setNodeAttribute(pos, attribute, value)
    return !node.isTextblock
  })
  return tr.doc
}

/** Gives the block at `pos` another label. */
export function relabel(
  state: EditorState,
  tr: Transaction,
  pos: number,
  label: Partial<Record<ProposedAttribute, unknown>>,
): void {
  const { attrs } = state.doc.nodeAt(pos)!
  const own = ownLabels(state).filter(({ target }) => target === attrs['eId'])
  for (const attribute of PROPOSED_ATTRIBUTES) {
    if (!(attribute in label)) continue
    const proposed = own.find((record) => record.attribute === attribute)
    if (label[attribute] !== attrs[attribute]) tr.setNodeAttribute(pos, attribute, label[attribute])
    else if (proposed) withRecords(tr, { set: [], remove: [...recordsOf(tr).remove, recordKey(proposed)] })
  }
}

/** Whether a transaction changes the text or what is proposed about it. */
export const changesDraft = (tr: Transaction): boolean => tr.docChanged || recordsOf(tr).remove.length > 0
