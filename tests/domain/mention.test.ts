import { describe, expect, it } from 'vitest'
import { mentionAt, mentionsIn, withMention } from '../../client/src/review/mention.ts'

const PEOPLE = [
  { id: '1', name: 'Ann' },
  { id: '2', name: 'Ann Lee' },
  { id: '3', name: 'María José' },
]

describe('a mention', () => {
  it.each([
    ['Why, @Ra', 8, 'Ra'],
    ['@', 1, ''],
    ['@Ann and then', 4, 'Ann'],
    ['mail ann@lee.org', 16, null],
    ['nobody', 6, null],
    ['@Ann\nnext line', 10, null],
    [`@${'x'.repeat(61)}`, 62, null],
  ])('in “%s” at %i is being written as %s', (body, caret, name) => expect(mentionAt(body, caret)).toBe(name))

  it('takes the place of what was written of it', () =>
    expect(withMention('Why, @Ra though', 8, 'Raul')).toEqual({ body: 'Why, @Raul though', caret: 11 }))

  it.each([
    ['@Ann, look', ['1']],
    ['@Ann Lee, look', ['2']],
    ['@María José and @Ann and @Ann', ['3', '1']],
    ['Ann', []],
  ])('is found in “%s”', (body, ids) => expect(mentionsIn(body, PEOPLE)).toEqual(ids))
})
