import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { writeChange } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { accept, rejected, settled, suggestions, type Statement } from '@travaux/shared/suggest'
import {
  arbitraryActs,
  arbitrarySession,
  ANCHORED,
  draftIn,
  looseWords,
  PEOPLE,
  THREAD,
  withoutComments,
  withWords,
  wordsByEId,
  type Act,
  type Session,
} from '../support/hands.ts'
import { Exchange } from '../support/peers.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { ids, REVIEWERS } from '../support/suggesting.ts'

/** Sessions of a drafter and three reviewers who write at once: what each has written is sent now or later. */
const json = (doc: Node): string => JSON.stringify(doc.toJSON())
const RUNS = seeds(40)
/** The client id that writes a draft's first update. */
const BASE = 0

/** Plays a session until everybody has heard everything. `after` is called after each act, `prepare` before the first. */
function play(
  { base, acts, sends }: Session,
  { after, prepare }: { after?: (exchange: Exchange, act: Act) => void; prepare?: (exchange: Exchange) => void } = {},
): Exchange {
  const exchange = new Exchange(base, PEOPLE, ids())
  prepare?.(exchange)
  acts.forEach((act, index) => {
    const peer = exchange.peer(act.who)
    peer.hands.act(peer.doc, act)
    if (sends[index]) exchange.deliver(peer)
    after?.(exchange, act)
  })
  exchange.drain()
  return exchange
}

const holds = (law: (session: Session) => void, who?: readonly Act['who'][]): void =>
  fc.assert(fc.property(arbitrarySession(who), law), RUNS)

/** Every character of a draft: the id under which Yjs knows it, and whether rejecting everything takes it. */
function characters(doc: Y.Doc): { client: number; clock: number; proposed: boolean }[] {
  const read = (text: Y.XmlText, inProposal: boolean) => {
    let index = 0
    return (text.toDelta() as { insert: string; attributes?: object }[]).flatMap(({ insert, attributes = {} }) => {
      const proposed = inProposal || Object.keys(attributes).some((key) => key.startsWith('insertion'))
      return Array.from({ length: insert.length }, () => {
        const { item } = Y.createRelativePositionFromTypeIndex(text, index++)
        return { client: item!.client, clock: item!.clock, proposed }
      })
    })
  }
  const visit = (parent: Y.XmlFragment, inProposal: boolean): ReturnType<typeof read> =>
    parent.toArray().flatMap((child) => {
      if (child instanceof Y.XmlText) return read(child, inProposal)
      return child instanceof Y.XmlElement ? visit(child, inProposal || child.getAttribute('sug') !== undefined) : []
    })
  return visit(doc.getXmlFragment(TEXT_ROOT), false)
}

const withoutSuggestionsOf = (user: string, copy: Y.Doc): string => json(withoutComments(rejected(draftIn(copy).doc, user)))

describe('sessions of a drafter and three reviewers at once', { timeout: PATIENCE }, () => {
  it('all copies, a fresh load and the server read the same (law 1)', () => {
    holds((session) => {
      const exchange = play(session)
      const fresh = new Y.Doc()
      Y.applyUpdate(fresh, exchange.state())
      const server = draftIn(exchange.doc)
      for (const copy of [fresh, ...exchange.peers.map(({ doc }) => doc)]) {
        expect(json(draftIn(copy).doc)).toBe(json(server.doc))
        expect([...draftIn(copy).records]).toEqual([...server.records])
      }
    })
  })

  it('each reviewer’s update that is let in leaves the draft without their suggestions as it was (law 2)', () => {
    holds((session) => {
      play(session, {
        prepare(exchange) {
          exchange.onPassed = (user, update) => {
            if (user === 'dora') return
            const before = withoutSuggestionsOf(user, exchange.doc)
            const after = new Y.Doc()
            Y.applyUpdate(after, exchange.state())
            Y.applyUpdate(after, update)
            expect(withoutSuggestionsOf(user, after)).toBe(before)
          }
        },
      })
    })
  })

  it('rejecting everything keeps every character of the base and of the drafter that no drafter deleted (law 3)', () => {
    holds((session) => {
      const typed: { from: number; to: number }[] = []
      const clock = (exchange: Exchange) => {
        const { doc } = exchange.peer('dora')
        return Y.getState(doc.store, doc.clientID)
      }
      let before = 0
      const exchange = play(session, {
        after(exchange, { who, does, edit }) {
          if (who === 'dora' && does === 'edit' && edit.kind === 'type') typed.push({ from: before, to: clock(exchange) })
          before = clock(exchange)
        },
      })
      const dora = exchange.peer('dora').doc.clientID
      for (const { client, clock, proposed } of characters(exchange.doc))
        if (client === BASE) expect(proposed).toBe(false)
        else if (client === dora && typed.some(({ from, to }) => from <= clock && clock < to)) expect(proposed).toBe(false)
    })
  })

  it('every view of a draft that was written at once is a valid document (law 6)', () => {
    holds((session) => {
      const draft = draftIn(play(session).doc)
      const accepted = accept(
        draft,
        suggestions(draft).map(({ id }) => id),
      )
      const views = [draft.doc, settled(draft.doc), ...REVIEWERS.map((user) => rejected(draft.doc, user))]
      for (const view of accepted.ok ? [...views, accepted.transform.doc] : views) view.check()
    })
  })

  it('a suggestion has one author, from its first mark to its last (law 7)', () => {
    holds((session) => {
      play(session, {
        after(exchange) {
          for (const { id, user } of suggestions(draftIn(exchange.doc))) expect(id.split(':')[0]).toBe(user)
        },
      })
    })
  })

  it('no two blocks have one eId, and what the drafter left alone keeps its eId and its words (law 8)', () => {
    holds((session) => {
      const touched = new Set<string>()
      let before = settled(session.base)
      const exchange = play(session, {
        after(exchange, { who }) {
          if (who !== 'dora') return void (before = settled(exchange.peer('dora').draft().doc))
          const [was, is] = [wordsByEId(before), wordsByEId((before = settled(exchange.peer('dora').draft().doc)))]
          for (const [eId, words] of was) if (is.get(eId) !== words) touched.add(eId)
        },
      })
      wordsByEId(draftIn(exchange.doc).doc)
      const now = wordsByEId(settled(draftIn(exchange.doc).doc))
      for (const [eId, words] of wordsByEId(session.base)) if (!touched.has(eId)) expect(now.get(eId)).toBe(words)
    })
  })

  it('who is refused reads the draft again and proposes again; nothing of what was refused is anywhere (law 10)', () => {
    let refusedOnce = false
    fc.assert(
      fc.property(arbitrarySession(), arbitraryActs(4, ['rita']), arbitraryActs(4, ['dora', 'raul']), (session, lost, others) => {
        const exchange = play(session)
        const rita = exchange.peer('rita')
        const client = rita.doc.clientID
        // What no honest hands do: words of her own among the draft's.
        writeChange(rita.doc.getXmlFragment(TEXT_ROOT), withWords(rita.draft().doc, FORBIDDEN))
        for (const act of lost) rita.hands.act(rita.doc, act)
        for (const act of others) {
          const peer = exchange.peer(act.who)
          peer.hands.act(peer.doc, act)
          exchange.deliver(peer)
        }
        exchange.deliver(rita)
        const refusal = exchange.refused.find((one) => one.client === client)
        // Words typed into a block that is gone are no change.
        if (refusal) {
          const refusals = exchange.refused.length
          rita.hands.suggestAgain(rita.doc, refusal.lost)
          exchange.drain()
          expect(exchange.refused.length).toBe(refusals)
          for (const { id } of Y.decodeUpdate(refusal.update).structs)
            expect(Y.getState(exchange.doc.store, id.client)).toBeLessThanOrEqual(id.clock)
          refusedOnce = true
        }
        exchange.drain()
        for (const { doc } of [exchange, ...exchange.peers]) {
          expect(json(draftIn(doc).doc)).toBe(json(draftIn(exchange.doc).doc))
          // Who is let in, because the block is gone that they wrote in, may have proposed to move it with these words.
          const { doc: text } = draftIn(doc)
          expect((refusal ? text : settled(text)).textContent).not.toContain(FORBIDDEN)
        }
      }),
      RUNS,
    )
    expect(refusedOnce).toBe(true)
  })

  it('accepting changes the words as the card says, whoever has typed within what is proposed meanwhile (pitfall 8)', () => {
    let checked = 0
    holds((session) => {
      const draft = draftIn(play(session).doc)
      for (const { id, statements } of suggestions(draft)) {
        if (!statements.every(isOfWords) || isAboutProposals(draft.doc, id)) continue
        const decided = accept(draft, [id])
        if (!decided.ok) throw new Error(`${id}: ${decided.reason}`)
        const [before, after] = [draft.doc, decided.transform.doc].map((doc) => bare(settled(doc).textContent))
        expect([before, statements, after, saysSo(before!, after!, statements)]).toEqual([before, statements, after, true])
        checked++
      }
    })
    expect(checked).toBeGreaterThan(0)
  })

  it('the words that a thread hangs on stay marked through split, join, move and accept (law 15)', () => {
    holds((session) => {
      const exchange = play(session, {
        prepare(exchange) {
          const dora = exchange.peer('dora')
          writeChange(dora.doc.getXmlFragment(TEXT_ROOT), withWords(dora.draft().doc, ANCHORED, THREAD))
          exchange.deliver(dora)
        },
      })
      expect(looseWords(draftIn(exchange.doc).doc)).toEqual([])
    })
  })
})

/** Whether this suggestion is about what another only proposes, words or a block: that is no part of the draft yet. */
function isAboutProposals(doc: Node, id: string): boolean {
  let found = false
  doc.descendants((node, pos) => {
    if (!node.marks.some((mark) => mark.attrs['id'] === id)) return
    const struck = node.marks.some((mark) => mark.type.name === 'insertion' && mark.attrs['id'] !== id)
    const $pos = doc.resolve(pos)
    found ||= struck || Array.from({ length: $pos.depth }, (_, up) => $pos.node(up + 1)).some((around) => around.attrs['sug'])
  })
  return found
}

type OfWords = Extract<Statement, { kind: 'replace' | 'insert' | 'delete' }>
const isOfWords = ({ kind }: Statement): boolean => kind === 'replace' || kind === 'insert' || kind === 'delete'

/** A card may name the space between two words that it strikes. */
const bare = (words: string): string => words.replaceAll(/\s/g, '')

/** Whether one text becomes the other by what these say, in order, and by nothing else. */
function saysSo(before: string, after: string, [first, ...rest]: readonly Statement[]): boolean {
  if (!first) return before === after
  const [goes, comes] = sides(first as OfWords).map(bare) as [string, string]
  for (let at = 0; at <= before.length && before.slice(0, at) === after.slice(0, at); at++)
    if (before.startsWith(goes, at) && after.startsWith(comes, at))
      if (saysSo(before.slice(at + goes.length), after.slice(at + comes.length), rest)) return true
  return false
}

function sides(statement: OfWords): [string, string] {
  switch (statement.kind) {
    case 'replace':
      return [statement.before, statement.after]
    case 'insert':
      return ['', statement.text]
    case 'delete':
      return [statement.text, '']
  }
}

const FORBIDDEN = 'Ⓕ'
