import { expect, it } from 'vitest'
import { BusyDrafts } from '../../server/src/sync/busy-drafts.ts'

it('those who write in one draft after the other count as long as others do; one draft stays one, and who has stopped is forgotten', () => {
  const drafts = new BusyDrafts(20)
  for (let now = 0; now < 20; now += 2) drafts.note(`draft ${now}`, now)
  expect(drafts.count(19)).toBe(10)
  drafts.note('draft 0', 21)
  expect(drafts.count(39)).toBe(10)
  drafts.note('draft 0', 45)
  expect(drafts.count(46)).toBe(1)
  expect(drafts.count(200)).toBe(0)
})
