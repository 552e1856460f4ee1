import { getSchema } from '@tiptap/core'
import { EditorState } from '@tiptap/pm/state'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { blocks, blockText, build, encodeDocument } from '@travaux/shared/model'
import { schemaExtensions } from '../../client/src/editor/extensions.ts'
import { eIdRepair } from '../../client/src/editor/repair.ts'
import { retained } from '../../client/src/editor/retain.ts'

const { article, doc, p, title } = build
const schema = getSchema(schemaExtensions('en'))
const stateOf = (text: Node) => EditorState.create({ doc: schema.nodeFromJSON(encodeDocument(text)), plugins: [eIdRepair()] })

const THIRD = doc(
  title('Convention on matters of every kind'),
  article('5', 'Scope', p('1', 'This Convention applies to everything that it mentions.')),
  article(
    '6',
    'Human rights',
    p('1', 'States Parties shall respect human rights in all that they do.'),
    p('2', 'No provision shall be read to permit their suppression.'),
  ),
)

const outcome = (draft: Node, eId: string): string[] | null => {
  const state = stateOf(draft)
  const tr = retained(state, THIRD, eId)
  if (!tr) return null
  const after = state.apply(tr)
  return blocks(after.doc).map((block) => `${block.eId} ${block.number ?? ''} ${blockText(block)}`)
}

describe('restoring a unit to another revision', () => {
  it('gives an article its words there, and leaves the others alone', () => {
    const draft = doc(
      title('Convention on matters'),
      article('5', 'Scope', p('1', 'This Convention applies to little.')),
      article('6', 'Human rights', p('1', 'States Parties shall respect human rights in some of what they do.')),
    )
    expect(outcome(draft, 'art_6')).toEqual([
      'title  Convention on matters',
      'art_5 5 Scope',
      'art_5__para_1 1 This Convention applies to little.',
      'art_6 6 Human rights',
      'art_6__para_1 1 States Parties shall respect human rights in all that they do.',
      'art_6__para_2 2 No provision shall be read to permit their suppression.',
    ])
  })

  it('finds the counterpart under another number and keeps the number and ids of the draft', () => {
    const draft = doc(
      title('Convention on matters'),
      article('7', 'Human rights', p('1', 'States Parties shall respect human rights in some of all that they do.')),
    )
    expect(outcome(draft, 'art_7')).toEqual([
      'title  Convention on matters',
      'art_7 7 Human rights',
      'art_7__para_1 1 States Parties shall respect human rights in all that they do.',
      'art_7__para_2 2 No provision shall be read to permit their suppression.',
    ])
  })

  it('gives the title back', () => {
    expect(outcome(doc(title('Convention on matters')), 'title')?.[0]).toBe('title  Convention on matters of every kind')
  })

  it('does nothing where that revision has no such unit, or reads the same', () => {
    const draft = doc(title('Convention'), article('40', 'Depositary', p('1', 'The Secretary-General is the depositary of it.')))
    expect(outcome(draft, 'art_40')).toBeNull()
    expect(outcome(THIRD, 'art_6')).toBeNull()
  })
})
