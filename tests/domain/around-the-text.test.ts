import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeChange } from '@travaux/client/src/review/describe-change.ts'
import { CARD, placeCards } from '@travaux/client/src/review/place-cards.ts'
import { account, everythingDurable, NOTHING_SENT, remedy, type DeliveryEvent } from '@travaux/client/src/sync/delivery.ts'
import { missingLines } from '@travaux/client/src/sync/kept-text.ts'
import type { Piece } from '@travaux/shared/diff'
import { REFUSAL_REASONS } from '@travaux/shared/protocol'

/** The pure parts of the page around the text: what may be called saved, what a change is called, where its card stands. */
describe('saved', () => {
  const step2: DeliveryEvent = { kind: 'sent', step: 'step2' }
  const update: DeliveryEvent = { kind: 'sent', step: 'update' }
  const decided = (count: number): DeliveryEvent => ({ kind: 'decided', count })
  const refused: DeliveryEvent = { kind: 'refused', reason: 'gap' }

  test.each<[string, DeliveryEvent[], boolean]>([
    ['nothing has been asked or sent', [], false],
    ['the server has not been told what this device holds', [update, decided(1)], false],
    ['step 2 is on its way', [step2], false],
    ['step 2 is durable', [step2, decided(1)], true],
    ['an update is on its way', [step2, decided(1), update], false],
    ['an acknowledgement covers several', [step2, update, update, decided(3)], true],
    ['an old acknowledgement arrives late', [step2, update, decided(2), decided(1)], true],
    ['a gap was refused', [step2, decided(1), update, refused, decided(2)], false],
    ['a gap was refused and everything sent again', [step2, decided(1), update, refused, decided(2), step2, decided(3)], true],
  ])('when %s', (_what, events, saved) => {
    expect(everythingDurable(events.reduce(account, NOTHING_SENT))).toBe(saved)
  })

  test('never before the server has decided as many messages as were sent', () => {
    const event = fc.oneof(
      fc.constantFrom(step2, update, refused),
      fc.nat(12).map((count) => decided(count)),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const sent = events.filter(({ kind }) => kind === 'sent').length
        const known = Math.max(0, ...events.map((each) => (each.kind === 'decided' ? each.count : 0)))
        if (everythingDurable(events.reduce(account, NOTHING_SENT))) expect(known).toBeGreaterThanOrEqual(sent)
      }),
    )
  })

  test('a refusal that repeating cannot cure keeps a copy', () => {
    const kept = REFUSAL_REASONS.filter((reason) => remedy(reason) === 'keep-copy')
    expect(kept).toEqual(['role', 'not-a-suggestion', 'invalid', 'too-large', 'full', 'foreign-client'])
  })

  test('the kept lines shown are those that the draft does not have in these words', () => {
    const line = (eId: string, text: string) => ({ eId, number: null, text })
    const kept = [line('a', 'same'), line('b', 'mine'), line('new', 'only here'), line('empty', '')]
    expect(missingLines(kept, [line('a', 'same'), line('b', 'theirs')])).toEqual([line('b', 'mine'), line('new', 'only here')])
  })
})

describe('a change in words', () => {
  const piece = (op: 'keep' | 'insert' | 'delete', text: string): Piece => ({ op, text, marks: [] })
  const keep = (text: string) => piece('keep', text)
  const add = (text: string) => piece('insert', text)
  const strike = (text: string) => piece('delete', text)
  const split: Piece = { op: 'insert', paragraph: true }

  test.each<[string, Parameters<typeof describeChange>[0], ReturnType<typeof describeChange>]>([
    [
      'a word replaced',
      { kind: 'changed', pieces: [keep('in this '), strike('chapter'), add('Convention'), keep(' are')] },
      [{ kind: 'replaced', before: 'chapter', after: 'Convention' }],
    ],
    [
      'two words replaced across a kept space',
      { kind: 'changed', pieces: [strike('this'), add('the'), keep(' '), strike('chapter'), add('Convention')] },
      [{ kind: 'replaced', before: 'this chapter', after: 'the Convention' }],
    ],
    [
      'two edits apart',
      { kind: 'changed', pieces: [add('prior '), keep('review by a '), strike('court')] },
      [
        { kind: 'inserted', text: 'prior' },
        { kind: 'removed', text: 'court' },
      ],
    ],
    ['a paragraph divided', { kind: 'changed', pieces: [keep('One.'), split, keep('Two.')] }, [{ kind: 'split' }]],
    ['a new number only', { kind: 'changed', pieces: [keep('Same words.')] }, [{ kind: 'renumbered' }]],
    [
      'a new paragraph',
      { kind: 'new', pieces: [add('Nothing here permits it.')] },
      [{ kind: 'newUnit', text: 'Nothing here permits it.' }],
    ],
    ['a new empty one', { kind: 'new', pieces: [] }, [{ kind: 'newEmpty' }]],
    ['a deleted one', { kind: 'deleted', pieces: [strike('Gone.')] }, [{ kind: 'deletedUnit', text: 'Gone.' }]],
    [
      'a moved one with an edit',
      { kind: 'moved', pieces: [keep('Each '), add('State ')] },
      [{ kind: 'moved' }, { kind: 'inserted', text: 'State' }],
    ],
  ])('%s', (_what, change, statements) => {
    expect(describeChange(change)).toEqual(statements)
  })

  test('quotes every changed word of a changed provision', () => {
    const arbitrary = fc.array(
      fc
        .tuple(fc.constantFrom('keep', 'insert', 'delete'), fc.constantFrom('one', ' two ', ' ', 'three'))
        .map(([op, text]) => piece(op, text)),
    )
    fc.assert(
      fc.property(arbitrary, (pieces) => {
        const said = describeChange({ kind: 'changed', pieces })
          .map((statement) => JSON.stringify(statement))
          .join(' ')
        for (const each of pieces)
          if ('text' in each && each.op !== 'keep' && each.text.trim()) expect(said).toContain(each.text.trim())
      }),
    )
  })
})

describe('the cards beside the text', () => {
  const rem = 16
  const tops = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 60 }).map((list) => list.toSorted((a, b) => a - b))

  test('never overlap, and the active one stands level with its text', () => {
    fc.assert(
      fc.property(tops, fc.integer({ min: -1, max: 59 }), (wanted, chosen) => {
        const active = Math.min(chosen, wanted.length - 1)
        const cards = placeCards(wanted, active, rem)
        for (const [index, card] of cards.entries()) {
          const height = (card.compact ? CARD.compact : CARD.full) * rem
          const next = cards[index + 1]
          if (next) expect(next.top).toBeGreaterThanOrEqual(card.top + height)
        }
        if (active >= 0) expect(cards[active]).toEqual({ top: wanted[active], compact: false })
      }),
    )
  })

  test('stand level where there is room, and shrink where there is none', () => {
    expect(placeCards([0, 500], -1, rem)).toEqual([
      { top: 0, compact: false },
      { top: 500, compact: false },
    ])
    expect(placeCards([0, 20, 900], -1, rem).map(({ compact }) => compact)).toEqual([true, false, false])
  })
})
