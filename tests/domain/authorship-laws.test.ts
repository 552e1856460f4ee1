import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { creditor, type Credits } from '@travaux/shared/authorship'
import { creditsBetween, restoreTrace, storeTrace, Trace, tracedText } from '@travaux/shared/crdt/trace'
import { redline } from '@travaux/shared/diff'
import { blocks, blockText } from '@travaux/shared/model'
import { arbitraryDocument } from '../support/documents.ts'
import { seeds } from '../support/seeds.ts'
import { arbitraryHands, Desk, writerOf, type HandTurn } from '../support/writers.ts'

function played(doc: Node, turns: readonly HandTurn[], lockStep: boolean): Desk {
  const desk = new Desk(doc)
  for (const turn of turns) desk.take(turn, lockStep)
  return desk
}

function creditsSince(desk: Desk, seq = 1): { credits: Credits; earlier: Node; later: Node } {
  const trace = Trace.empty()
  for (const row of desk.log.slice(0, seq)) trace.apply(row)
  const earlier = tracedText(trace)
  for (const row of desk.log.slice(seq)) trace.apply(row)
  const later = tracedText(trace)
  return { credits: creditsBetween(trace, earlier, later), earlier: earlier.doc, later: later.doc }
}

/** Letters whose author is not who typed them, as “letter: author”. */
function wrong({ credits, later }: { credits: Credits; later: Node }): string[] {
  const found: string[] = []
  for (const [index, block] of blocks(later).entries()) {
    const words = blockText(block)
    let at = 0
    for (const { length, author } of credits.later[index]!.runs)
      for (const end = at + length; at < end; at++) {
        const writer = writerOf(words[at]!)
        const by = credits.deeds[author]!.by
        if (writer !== undefined && writer !== by) found.push(`${words[at]} of ${block.eId}: ${by}`)
      }
  }
  return found
}

describe('authorship of words', () => {
  it('covers the text exactly, in lock-step and with people who write at the same time (law 12)', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryHands(), fc.boolean(), (doc, turns, lockStep) => {
        const { credits, earlier, later } = creditsSince(played(doc, turns, lockStep))
        const lengths = (list: Credits['later']) =>
          list.map(({ eId, runs }) => [eId, runs.reduce((sum, run) => sum + run.length, 0)])
        const texts = (node: Node) => blocks(node).map((block) => [block.eId, blockText(block).length])
        expect(lengths(credits.later)).toEqual(texts(later))
        expect(lengths(credits.earlier)).toEqual(texts(earlier))
      }),
      seeds(60),
    )
  })

  it('is exactly who typed them when everybody sees what the others do', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryHands(20), (doc, turns) => {
        expect(wrong(creditsSince(played(doc, turns, true)))).toEqual([])
      }),
      seeds(150),
    )
  })

  it('knows of every difference who made it', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryHands(), fc.nat(), (doc, turns, pick) => {
        const desk = played(doc, turns, true)
        const { credits, earlier, later } = creditsSince(desk, 1 + (pick % desk.log.length))
        const who = creditor(credits)
        for (const { bases, drafts, pieces, changed } of redline(earlier, later)) {
          if (!changed) continue
          let [base, draft, a, b] = [0, 0, 0, 0]
          for (const piece of pieces) {
            if ('paragraph' in piece) {
              const block = piece.op === 'insert' ? drafts[++draft]! : bases[++base]!
              if (piece.op === 'insert') b = 0
              else a = 0
              expect(who({ side: piece.op === 'insert' ? 'later' : 'earlier', eId: block.eId, at: 'end' })).not.toBeNull()
              continue
            }
            if (piece.op === 'insert') expect(who({ side: 'later', eId: drafts[draft]!.eId, at: b })).not.toBeNull()
            if (piece.op === 'delete') expect(who({ side: 'earlier', eId: bases[base]!.eId, at: a })).not.toBeNull()
            if (piece.op !== 'insert') a += piece.text.length
            if (piece.op !== 'delete') b += piece.text.length
          }
        }
      }),
      seeds(60),
    )
  })

  it('is the same from a checkpoint as from the beginning', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryHands(), fc.nat(), (doc, turns, pick) => {
        const desk = played(doc, turns, false)
        const cold = desk.trace()
        let warm = Trace.empty()
        for (const row of desk.log) {
          warm.apply(row)
          if (row.seq % (1 + (pick % 4)) === 0) warm = restoreTrace(storeTrace(warm))!
        }
        const base = () => {
          const first = Trace.empty()
          first.apply(desk.log[0]!)
          return tracedText(first)
        }
        const credits = (trace: Trace) => creditsBetween(trace, base(), tracedText(trace))
        expect(credits(warm)).toEqual(credits(cold))
        expect(warm.sessions).toEqual(cold.sessions)
      }),
      seeds(40),
    )
  })
})
