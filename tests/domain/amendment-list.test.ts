import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyNotes, listAmendments, type Sheet } from '@travaux/shared/amendment'
import type { Entry } from '@travaux/shared/diff'
import { amend } from '@travaux/shared/instruct'
import { blocks, build } from '@travaux/shared/model'
import { arbitraryDocument } from '../support/documents.ts'
import { applyEdits, arbitraryEdit } from '../support/edits.ts'

const { article, doc, p, title } = build

const BASE = doc(
  title('Convention on testing'),
  article('1', 'Purposes', p('1', 'States Parties shall test.'), p('2', 'They may rest.'), p('3', 'They report.')),
  article('2', 'Reports', p('1', 'Reports are public.')),
)
const DRAFT = doc(
  title('Convention on testing'),
  article('1', 'Purposes', p('1', 'States Parties shall always test.'), p('2', 'They may not rest.'), p('3', 'They report.')),
  article('2', 'Reports', p('1', 'Reports are public and free.')),
)

const claims = (entries: Record<string, readonly string[]>): Sheet =>
  new Map(Object.entries(entries).map(([key, units]) => [key, { ...emptyNotes(key), units }]))
const list = (sheet: Sheet, base = BASE, draft = DRAFT) => listAmendments(base, draft, amend(base, draft), sheet, amend)
const brief = (sheet: Sheet) =>
  list(sheet).amendments.map(({ id, name, instructions }) => [id, name, ...instructions.map(({ text }) => text)])

const FIRST = 'In article 1, paragraph 1, after “shall”, insert “always”.'
const SECOND = 'In article 1, paragraph 2, after “may”, insert “not”.'
const THIRD = 'In article 2, paragraph 1, after “public”, insert “and free”.'

describe('the list of amendments', () => {
  it('has one for each unit', () => {
    expect(brief(new Map())).toEqual([
      ['art_1', 'article 1', FIRST, SECOND],
      ['art_2', 'article 2', THIRD],
    ])
  })

  it('states the parts of a divided unit each for itself', () => {
    expect(brief(claims({ art_1__para_2: ['art_1__para_2'] }))).toEqual([
      ['art_1', 'article 1', FIRST],
      ['art_1__para_2', 'article 1', SECOND],
      ['art_2', 'article 2', THIRD],
    ])
  })

  it('puts units together that one entry claims', () => {
    expect(brief(claims({ art_1: ['art_1', 'art_2'] }))).toEqual([['art_1', 'article 1 and article 2', FIRST, SECOND, THIRD]])
  })

  it('keeps notes whose changes are gone', () => {
    const sheet: Sheet = new Map([['art_9', { ...emptyNotes('art_9'), proposer: 'Somebody' }]])
    expect(list(sheet).left.map(({ key }) => key)).toEqual(['art_9'])
    expect(list(claims({ art_9: ['art_9'] })).left).toEqual([])
  })

  it('gives every change to exactly one amendment, whatever is claimed', () => {
    const name = ({ bases, drafts }: Entry) => `${bases.map(({ eId }) => eId).join()} ${drafts.map(({ eId }) => eId).join()}`
    fc.assert(
      fc.property(
        arbitraryDocument(),
        fc.array(arbitraryEdit, { maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(3), fc.nat(30)), { maxLength: 6 }),
        (base, edits, wanted) => {
          const draft = applyEdits(base, edits)
          const ids = [...blocks(base), ...blocks(draft)].map(({ eId }) => eId)
          const byKey = Map.groupBy(wanted, ([key]) => `key${key}`)
          const sheet = claims(
            Object.fromEntries(Array.from(byKey, ([key, list]) => [key, list.map(([, at]) => ids[at % ids.length]!)])),
          )
          const all = amend(base, draft).flatMap(({ changes }) => changes.map(name))
          const given = list(sheet, base, draft).amendments.flatMap(({ changes }) => changes.map(name))
          expect(given.toSorted()).toEqual(all.toSorted())
        },
      ),
      { numRuns: 40 },
    )
  })
})
