import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { describeChange, stripeOf } from '@travaux/client/src/review/describe-change.ts'
import { CARD, FARTHEST, placeCards, type Placed } from '@travaux/client/src/review/place-cards.ts'
import { account, everythingDurable, NOTHING_SENT, remedy, type DeliveryEvent } from '@travaux/client/src/sync/delivery.ts'
import { missingLines } from '@travaux/client/src/sync/kept-text.ts'
import type { Change } from '@travaux/client/src/editor/index.ts'
import { patiently } from '@travaux/client/src/ui/patiently.ts'
import { takeNotices } from '@travaux/client/src/ui/Toasts.tsx'
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

  test.each<[Change['kind'], Piece[], string]>([
    ['changed', [piece('keep', 'the '), piece('insert', 'prior ')], 'insert'],
    ['changed', [piece('keep', 'the '), piece('delete', 'prior ')], 'delete'],
    ['changed', [piece('delete', 'may'), piece('insert', 'shall')], 'both'],
    ['new', [piece('insert', 'Words')], 'insert'],
    ['deleted', [piece('delete', 'Words')], 'delete'],
    ['moved', [], 'insert'],
  ])('a provision that is %s carries the stripe of what it says', (kind, pieces, stripe) => {
    expect(stripeOf(describeChange({ kind, pieces }))).toBe(stripe)
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

describe('a part of the page that does not arrive', () => {
  test('is tried again until it does, and the person and the console hear of it', async () => {
    vi.useFakeTimers()
    const complained = vi.spyOn(console, 'error').mockImplementation(() => {})
    const tries = [1, 2, 3, 4].map((at) => new Error(`Failed ${at}`))
    const arrived = patiently(() => (tries.length > 0 ? Promise.reject(tries.shift()!) : Promise.resolve('here')))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(takeNotices()).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await arrived).toBe('here')
    expect(takeNotices()).toHaveLength(1)
    expect(complained.mock.calls.flat().map(String)).toEqual(['Error: Failed 3', 'Error: Failed 4'])
    vi.useRealTimers()
    complained.mockRestore()
  })
})

describe('the cards beside the text', () => {
  const rem = 16
  const tops = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 60 }).map((list) => list.toSorted((a, b) => a - b))

  const topOf = ({ top }: Placed) => top
  const bottomOf = (place: Placed) => place.top + (place.kind === 'fold' || place.compact ? CARD.compact : CARD.full) * rem
  const indices = (place: Placed) =>
    place.kind === 'card' ? [place.index] : Array.from({ length: place.to - place.from }, (_, at) => place.from + at)

  test('never overlap, none is lost, the active one stands level with its text and no other far from it', () => {
    fc.assert(
      fc.property(tops, fc.integer({ min: -1, max: 59 }), (wanted, chosen) => {
        const active = Math.min(chosen, wanted.length - 1)
        const places = placeCards(wanted, active, rem)
        for (const [at, place] of places.entries()) {
          const next = places[at + 1]
          if (next) expect(topOf(next)).toBeGreaterThanOrEqual(bottomOf(place))
        }
        expect(places.flatMap(indices)).toEqual(wanted.map((_, index) => index))
        for (const place of places) if (place.kind === 'fold') expect(place.to - place.from).toBeGreaterThan(1)
        if (active >= 0) expect(places).toContainEqual({ kind: 'card', index: active, top: wanted[active], compact: false })
        const line = (CARD.compact + CARD.gap) * rem
        for (const place of places)
          for (const index of indices(place).slice(0, place.kind === 'card' ? 1 : 0))
            expect(Math.abs(place.top - wanted[index]!)).toBeLessThanOrEqual(FARTHEST * rem + line)
      }),
    )
  })

  test('stand level where there is room, shrink where there is little, and fold where there is none', () => {
    const card = (index: number, top: number, compact: boolean): Placed => ({ kind: 'card', index, top, compact })
    expect(placeCards([0, 500], -1, rem)).toEqual([card(0, 0, false), card(1, 500, false)])
    expect(placeCards([0, 20, 900], -1, rem)).toEqual([card(0, 0, true), card(1, 42, false), card(2, 900, false)])
    const crowd = Array.from({ length: 30 }, () => 1000)
    expect(placeCards(crowd, -1, rem).at(-1)).toEqual({ kind: 'fold', from: 7, to: 30, top: 1294 })
    expect(placeCards(crowd, 15, rem)).toMatchObject([
      { kind: 'fold', from: 0, to: 9, top: 706 },
      ...Array.from({ length: 6 }, (_, at) => ({ kind: 'card', index: 9 + at })),
      { kind: 'card', index: 15, top: 1000, compact: false },
      ...Array.from({ length: 5 }, (_, at) => ({ kind: 'card', index: 16 + at })),
      { kind: 'fold', from: 21, to: 30 },
    ])
  })
})
