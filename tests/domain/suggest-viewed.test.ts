import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { build } from '@travaux/shared/model'
import { accept, reject, settled, suggestions, tidied, viewed, withChanges, type SuggestedDraft } from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { withoutComments } from '../support/hands.ts'
import { arbitraryTurns, ids, session, started, suggestEdit } from '../support/suggesting.ts'

const { article, doc, p, title } = build
const words = (node: Node): string => node.textBetween(0, node.content.size, '|')
const json = (node: Node): string => JSON.stringify(node.toJSON())

const BASE = doc(
  title('Convention'),
  article('1', 'Scope', p('1', 'First words.'), p('2', 'Second words.'), p('3', 'Third words.')),
)

/** The base with the paragraphs of its article in this order, by index. */
const reordered = (order: readonly number[]): Node => {
  const one = BASE.child(1)
  const [heading, ...paragraphs] = one.children
  return BASE.copy(
    BASE.content.replaceChild(1, one.type.create(one.attrs, [heading!, ...order.map((index) => paragraphs[index]!)])),
  )
}

describe('a view of a draft', () => {
  it('shows nothing that is proposed in the views that take it for decided, whoever’s it is', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(), (base, turns) => {
        const draft = session(base, turns)
        expect(json(withoutComments(viewed(draft, { shown: 'rejected', author: null }).doc))).toBe(json(settled(draft.doc)))
        for (const author of [null, 'rita', 'raul']) {
          const { doc: accepted, records } = viewed(draft, { shown: 'accepted', author })
          accepted.check()
          expect(suggestions({ doc: accepted, records })).toEqual([])
          const marked = viewed(draft, { shown: 'marked', author: author ?? 'rita' })
          for (const { user } of suggestions(marked)) expect(user).toBe(author ?? 'rita')
        }
      }),
      { numRuns: 100 },
    )
  })

  it('as if accepted carries out joins, splits, moves, numbers and deleted blocks, the same way each time', () => {
    const made = ids()
    const draft = suggestEdit(started(BASE), 'rita', reordered([2, 0]), made)
    const shown = viewed(draft, { shown: 'accepted', author: 'rita' })
    expect(words(shown.doc)).toBe('Convention|Scope|Third words.|First words.')
    expect(json(viewed(draft, { shown: 'accepted', author: 'rita' }).doc)).toBe(json(shown.doc))
    expect(words(viewed(draft, { shown: 'accepted', author: 'raul' }).doc)).toBe(words(BASE))
    expect(words(viewed(draft, { shown: 'rejected', author: 'raul' }).doc)).toContain('Third words.|First words.')
  })
})

/** Rita proposes to move the last paragraph to the front, and the drafter deletes it. */
function moveOfGone(): SuggestedDraft {
  const draft = suggestEdit(started(BASE), 'rita', reordered([2, 0, 1]), ids())
  const [target] = [...draft.records.values()].map((record) => record.target)
  let place: [number, number] | null = null
  draft.doc.descendants((node, pos) => {
    if (node.attrs['eId'] === target) place = [pos, pos + node.nodeSize]
  })
  return { ...draft, doc: draft.doc.replace(...(place as unknown as [number, number]), BASE.slice(0, 0)) }
}

describe('what is proposed about a block that is gone', () => {
  it('a move is a new paragraph then: it is listed as one, and can be accepted and rejected', () => {
    const draft = moveOfGone()
    const [one] = suggestions(draft)
    expect(one).toMatchObject({ kind: 'newBlock', user: 'rita' })
    const [yes, no] = [accept(draft, [one!.id]), reject(draft, [one!.id])]
    if (!yes.ok || !no.ok) throw new Error('It could not be decided.')
    expect(words(yes.transform.doc)).toBe('Convention|Scope|Third words.|First words.|Second words.')
    expect(words(no.transform.doc)).toBe('Convention|Scope|First words.|Second words.')
    expect(withChanges(draft.records, yes.records).size).toBe(0)
  })

  it('is cleared away with a drafter’s next decision, and never with a reviewer’s', () => {
    const stamp = { id: 'raul:1', user: 'raul', at: 1 }
    const orphan = { ...stamp, op: 'delete' as const, target: 'art_99' }
    const draft = suggestEdit(started(BASE), 'rita', reordered([1, 2]), ids())
    const records = new Map([...draft.records, ['raul:1 delete art_99', orphan]])
    const all = { ...draft, records }
    const own = suggestions(all).map(({ id }) => id)
    const withdrawn = reject(all, own)
    const decided = tidied(all, reject(all, own))
    if (!withdrawn.ok || !decided.ok) throw new Error('It could not be decided.')
    expect([...withChanges(records, withdrawn.records).keys()]).toEqual(['raul:1 delete art_99'])
    expect(withChanges(records, decided.records).size).toBe(0)
  })
})
