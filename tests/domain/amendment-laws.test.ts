import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { listAmendments, plainLines, type AmendmentList, type ListedAmendment, type SheetEntry } from '@travaux/shared/amendment'
import { draftDoc, readSheet, seedUpdate, sheetEditor } from '@travaux/shared/crdt'
import { amend } from '@travaux/shared/instruct'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { settled } from '@travaux/shared/suggest'
import { arbitraryDraft } from '../support/drafting.ts'
import { arbitraryEdit, type Edit } from '../support/edits.ts'
import { draftIn, Hands } from '../support/hands.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { ids } from '../support/suggesting.ts'

/** What a drafter does while the draft moves on: mostly edits; else amendments are noted on, divided or put together, or an edit is undone. */
interface Act {
  readonly who: 0 | 1
  readonly does: 'edit' | 'note' | 'split' | 'merge' | 'undo' | 'meet'
  readonly at: number
  readonly edit: Edit
}
const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom(0, 1),
  does: fc.constantFrom('edit', 'edit', 'edit', 'note', 'note', 'split', 'merge', 'undo', 'meet'),
  at: fc.nat(20),
  edit: arbitraryEdit,
})

const listed = (base: Node, copy: Y.Doc): AmendmentList => {
  const draft = settled(draftIn(copy).doc)
  return listAmendments(base, draft, amend(base, draft), readSheet(copy), amend)
}
const noteOf = ({ proposer, justification }: SheetEntry) => [proposer, ...plainLines(justification)]

/** Two drafters, each with a copy of the draft and the notes. */
class Workspace {
  readonly base: Node
  readonly copies: Y.Doc[]
  readonly #undo: Y.UndoManager[]
  readonly #hands: Hands
  #count = 0
  /** Everything that was noted, and under which key; what a merge has put together stands under the key of both. */
  readonly noted: string[] = []

  constructor(base: Node, draft: Node) {
    this.base = base
    this.#hands = new Hands('dora', ids())
    this.copies = [0, 1].map((who) => {
      const doc = draftDoc()
      doc.clientID = who + 1
      Y.applyUpdate(doc, seedUpdate(draft, TEXT_ROOT))
      return doc
    })
    this.#undo = this.copies.map((copy) => new Y.UndoManager(copy.getXmlFragment(TEXT_ROOT), { captureTimeout: 0 }))
  }

  act({ who, does, at, edit }: Act): void {
    const copy = this.copies[who]!
    const sheet = sheetEditor(copy)
    if (does === 'edit') this.#hands.edit(copy, edit)
    if (does === 'undo') this.#undo[who]!.undo()
    if (does === 'meet') this.meet()
    if (!['note', 'split', 'merge'].includes(does)) return
    const { amendments } = listed(this.base, copy)
    const one = amendments[at % Math.max(1, amendments.length)]
    const other = amendments[(at + 1) % Math.max(1, amendments.length)]
    if (does === 'note' && one) {
      const words = `Note ${++this.#count}`
      this.noted.push(words)
      sheet.addSupporter(one.id, { kind: 'organisation', name: words, document: null })
    }
    if (does === 'split' && one && one.divisions.length > 1) {
      const [block] = [...one.divisions[1]![0]!.bases, ...one.divisions[1]![0]!.drafts]
      sheet.claim(block!.eId, [block!.eId])
    }
    if (does === 'merge' && one && other && one.id !== other.id)
      copy.transact(() => {
        sheet.merge(one.id, other.id)
        sheet.claim(other.id, [...one.units, ...one.notes.units])
      })
  }

  meet(): void {
    const all = Y.mergeUpdates(this.copies.map((copy) => Y.encodeStateAsUpdate(copy)))
    for (const copy of this.copies) Y.applyUpdate(copy, all)
  }

  undoAll(): void {
    for (const undo of this.#undo) {
      while (undo.undoStack.length > 0) undo.undo()
    }
  }
}

const supporters = ({ amendments, left }: AmendmentList): string[] =>
  [...amendments.map(({ notes }) => notes), ...left].flatMap((notes) => notes.supporters.map(({ name }) => name))

/** Which amendment makes each change of a provision in place, by the base's eId: of units that are amended from within. */
const makers = ({ amendments }: AmendmentList): Map<string, string> =>
  new Map(
    amendments
      .filter(({ kind }) => kind === 'MOD')
      .flatMap(({ id, changes }) =>
        changes.flatMap(({ bases, drafts, moved }) =>
          moved === null && bases.length === 1 && drafts.length === 1 ? [[bases[0]!.eId, id] as const] : [],
        ),
      ),
  )

describe('what is noted about an amendment', { timeout: PATIENCE }, () => {
  it('is lost by nothing that drafters do in the text or with their amendments, alone or at the same time', () => {
    fc.assert(
      fc.property(arbitraryDraft, fc.array(act, { minLength: 1, maxLength: 14 }), ({ base, draft }, acts) => {
        const workspace = new Workspace(base, draft)
        for (const one of acts) workspace.act(one)
        workspace.meet()
        const [first, second] = workspace.copies.map((copy) => listed(base, copy))
        expect(second).toEqual(first)
        // A note is there once for each time it was noted, whatever became of the amendment.
        expect(new Set(supporters(first!))).toEqual(new Set(workspace.noted))
      }),
      seeds(15),
    )
  })

  it('stays with its changes while other words change: who makes a change of a provision makes it still', () => {
    fc.assert(
      fc.property(
        arbitraryDraft,
        fc.array(act, { maxLength: 5 }),
        fc.array(arbitraryEdit, { minLength: 1, maxLength: 5 }),
        ({ base, draft }, acts, edits) => {
          const workspace = new Workspace(base, draft)
          for (const one of acts) workspace.act(one)
          workspace.meet()
          const before = makers(listed(base, workspace.copies[0]!))
          const typing = edits.filter(({ kind }) => kind === 'type' || kind === 'delete words' || kind === 'format')
          for (const edit of typing) workspace.act({ who: 0, does: 'edit', at: 0, edit })
          const after = makers(listed(base, workspace.copies[0]!))
          for (const [eId, id] of after) if (before.has(eId)) expect([eId, id]).toEqual([eId, before.get(eId)])
        },
      ),
      seeds(20),
    )
  })

  it('comes back to life with the changes that an undo brings back', () => {
    const brief = ({ id, notes, changes }: ListedAmendment) => [id, noteOf(notes), changes.length]
    fc.assert(
      fc.property(arbitraryDraft, fc.array(arbitraryEdit, { minLength: 1, maxLength: 6 }), ({ base, draft }, edits) => {
        const workspace = new Workspace(base, draft)
        const [copy] = workspace.copies as [Y.Doc]
        for (const { id } of listed(base, copy).amendments) sheetEditor(copy).setProposer(id, `Proposer of ${id}`)
        const before = listed(base, copy).amendments.map(brief)
        for (const edit of edits) workspace.act({ who: 0, does: 'edit', at: 0, edit })
        workspace.undoAll()
        const after = listed(base, copy)
        expect(after.amendments.map(brief)).toEqual(before)
        expect(after.left).toEqual([])
      }),
      seeds(15),
    )
  })
})
