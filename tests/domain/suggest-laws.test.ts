import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import {
  accept,
  proposal,
  reject,
  rejected,
  settled,
  withChanges,
  type Decided,
  type SuggestedDraft,
} from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { applyEdits } from '../support/edits.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { arbitraryTurns, ids, REVIEWERS, session, started, suggestEdit, takeTurn } from '../support/suggesting.ts'

/**
 * The laws of suggesting, and where each is held to. `laws` is this file (people who take turns), `sessions` suggest-sessions (people
 * who write at once), `binding` editor-binding (the page's own editors), `gate` suggest-gate, `server` tests/sync/suggest-sessions
 * (through sockets, checks and log), `raw` tests/sync/raw-structs and tests/sync/reviewer-gate (what no Yjs client would write).
 *
 *  1 all copies, a fresh load and the server read the same           sessions, binding, gate, server
 *  2 a reviewer changes nothing of the draft                          laws, sessions, gate, server
 *  3 rejecting everything leaves the draft and no suggestion          laws, sessions, server, format-ends
 *  4 accept one, reject the rest: in either order                     laws, server
 *  5 rejecting is idempotent and commutes                             laws, server
 *  6 every view is valid; nobody answers what they merely hear        laws, sessions, raw, server; binding
 *  7 a suggestion has one author for good                             laws, sessions, server
 *  8 eIds are unique; who is left alone keeps theirs                  sessions, server, editor-commands
 *  9 withdrawing everything is never having suggested                 laws, server
 * 10 who is refused goes on; nothing of it is anywhere                sessions, suggest-again, server, reviewer-gate
 * 11 out of order, twice, cut short: nothing goes unchecked           server, raw, tests/sync/gate, tests/sync/knowledge
 * 12 authorship covers the text; Enter and Backspace change none      authorship-laws, authorship
 * 13 base + redline = draft; cached is cold                           diff
 * 14 Word: accepting all is the draft, rejecting all the base         export, export-oracles, reimport
 * 15 comments keep their words                                        sessions, binding (also through undo)
 * 16 no raw Yjs in a reviewer's name changes the draft                gate, server, raw
 */
const RUNS = seeds(400)

function decided(draft: SuggestedDraft, result: Decided): SuggestedDraft {
  if (!result.ok) throw new Error(result.reason)
  return { doc: result.transform.doc, records: withChanges(draft.records, result.records) }
}

/** Everything proposed in a draft: ids with their authors. */
function proposals({ doc, records }: SuggestedDraft): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (id: string, user: string) => found.set(id, (found.get(id) ?? new Set()).add(user))
  doc.descendants((node) => {
    const stamp = node.isText ? null : proposal(node)
    if (stamp) add(stamp.id, stamp.user)
    for (const mark of node.marks)
      if (mark.type.name === 'insertion' || mark.type.name === 'deletion')
        add(mark.attrs['id'] as string, mark.attrs['user'] as string)
  })
  for (const { id, user } of records.values()) add(id, user)
  return found
}

const json = (doc: Node): string => JSON.stringify(doc.toJSON())
const rejectAll = (draft: SuggestedDraft): SuggestedDraft => {
  const all = [...proposals(draft).keys()]
  return all.length === 0 ? draft : decided(draft, reject(draft, all))
}

const eIdsOf = (doc: Node): Set<string> => {
  const found = new Set<string>()
  doc.descendants((node) => void found.add(node.attrs['eId'] as string))
  return found
}
const movesFrom = ({ records }: SuggestedDraft, id: string): string[] =>
  [...records.values()].flatMap((record) => (record.id === id && record.op === 'move' ? [record.target] : []))

describe('suggesting', { timeout: PATIENCE }, () => {
  it('changes nothing of the draft: without the author’s suggestions it reads the same before and after (law 2)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(), (doc, turns) => {
        const made = ids()
        turns.reduce((draft, turn) => {
          const next = takeTurn(draft, turn, made)
          if (turn.who !== 'dora') {
            expect(json(rejected(next.doc, turn.who))).toBe(json(rejected(draft.doc, turn.who)))
            next.doc.check()
          }
          return next
        }, started(doc))
      }),
      RUNS,
    )
  })

  it('shows what the person did: a lone edit, accepted, reads as they made it', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(1, ['rita']), (doc, [turn]) => {
        const after = applyEdits(doc, [turn!.edit])
        const draft = suggestEdit(started(doc), 'rita', after, ids())
        const all = [...proposals(draft).keys()]
        const read = (node: Node) => node.textBetween(0, node.content.size, '\n')
        const result = all.length === 0 ? draft : decided(draft, accept(draft, all))
        expect(read(result.doc)).toBe(read(after))
      }),
      seeds(2000),
    )
  })

  it('rejecting everything leaves no suggestion and the draft without suggestions (law 3)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(), (doc, turns) => {
        const draft = session(doc, turns)
        const without = rejectAll(draft)
        expect(proposals(without).size).toBe(0)
        expect(json(settled(without.doc))).toBe(json(settled(draft.doc)))
      }),
      RUNS,
    )
  })

  it('a session of reviewers only leaves the base when everything is rejected', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(15, REVIEWERS), (doc, turns) => {
        expect(json(rejectAll(session(doc, turns)).doc)).toBe(json(doc))
      }),
      RUNS,
    )
  })

  it('accept one then reject the rest is reject the rest then accept one (law 4)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(8, REVIEWERS), fc.nat(), (doc, turns, pick) => {
        const draft = session(doc, turns)
        const all = [...proposals(draft).keys()]
        const one = all[pick % Math.max(1, all.length)]
        if (one === undefined) return
        const rest = all.filter((id) => id !== one)
        const options = { newEId: () => 'split_off' }
        const first = accept(draft, [one], options)
        const afterRest = rest.length > 0 ? decided(draft, reject(draft, rest)) : draft
        const second = accept(afterRest, [one], options)
        // What is proposed within another's proposal goes with it.
        if (!second.ok) return
        if (!first.ok) throw new Error(first.reason)
        const accepted = decided(draft, first)
        const left = rest.filter((id) => proposals(accepted).has(id))
        const a = left.length > 0 ? decided(accepted, reject(accepted, left)) : accepted
        // Of a proposed block that another moves only the copy is left, under its own eId: its first place is nobody's any more.
        const orphaned = movesFrom(draft, one).some((target) => !eIdsOf(afterRest.doc).has(target))
        const read = orphaned ? (node: Node) => json(node).replaceAll(/"eId":"[^"]*"/g, '') : json
        expect(read(a.doc)).toBe(read(decided(afterRest, second).doc))
      }),
      RUNS,
    )
  })

  it('rejecting is idempotent, and two authors’ rejections commute (law 5)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(), (doc, turns) => {
        const draft = session(doc, turns).doc
        const once = rejected(draft, 'rita')
        expect(rejected(once, 'rita')).toBe(once)
        expect(json(rejected(rejected(draft, 'raul'), 'rita'))).toBe(json(rejected(once, 'raul')))
      }),
      RUNS,
    )
  })

  it('every view is a valid document (law 6)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(), (doc, turns) => {
        const draft = session(doc, turns)
        const all = [...proposals(draft).keys()]
        const accepted = accept(draft, all)
        for (const view of [
          draft.doc,
          settled(draft.doc),
          rejected(draft.doc, 'rita'),
          accepted.ok ? accepted.transform.doc : doc,
        ])
          view.check()
      }),
      RUNS,
    )
  })

  it('a suggestion has one author (law 7)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(), (doc, turns) => {
        for (const [id, authors] of proposals(session(doc, turns))) expect([...authors]).toEqual([id.split(':')[0]])
      }),
      RUNS,
    )
  })

  it('withdrawing all one’s suggestions is never having suggested (law 9)', () => {
    fc.assert(
      fc.property(
        arbitraryDocument(),
        arbitraryTurns(10, ['rita', 'dora']),
        arbitraryTurns(6, ['raul']),
        (doc, before, turns) => {
          const made = ids()
          const start = session(doc, before, made)
          const draft = turns.reduce((current, turn) => takeTurn(current, turn, made), start)
          const mine = [...proposals(draft)].filter(([, users]) => users.has('raul')).map(([id]) => id)
          const withdrawn = mine.length > 0 ? decided(draft, reject(draft, mine)) : draft
          expect(json(withdrawn.doc)).toBe(json(start.doc))
          expect([...withdrawn.records]).toEqual([...start.records])
        },
      ),
      RUNS,
    )
  })
})
