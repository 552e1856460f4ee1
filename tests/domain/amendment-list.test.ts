import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { emptyNotes, listAmendments, partialDraft, type Sheet } from '@travaux/shared/amendment'
import type { Entry } from '@travaux/shared/diff'
import { amend, comparable, parseInstructions, replay } from '@travaux/shared/instruct'
import { blocks, build } from '@travaux/shared/model'
import { arbitraryDocument } from '../support/documents.ts'
import { arbitraryDraft } from '../support/drafting.ts'
import { applyEdits, arbitraryEdit } from '../support/edits.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

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

describe('the list of amendments', { timeout: PATIENCE }, () => {
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

  const arbitraryClaims = fc.array(fc.tuple(fc.nat(3), fc.nat(30)), { maxLength: 6 })
  const claimed = (base: Node, draft: Node, wanted: readonly (readonly [number, number])[]): Sheet => {
    const ids = [...blocks(base), ...blocks(draft)].map(({ eId }) => eId)
    const byKey = Map.groupBy(wanted, ([key]) => `key${key}`)
    return claims(Object.fromEntries(Array.from(byKey, ([key, some]) => [key, some.map(([, at]) => ids[at % ids.length]!)])))
  }

  it('gives every change to exactly one amendment, whatever is claimed', () => {
    const name = ({ bases, drafts }: Entry) => `${bases.map(({ eId }) => eId).join()} ${drafts.map(({ eId }) => eId).join()}`
    fc.assert(
      fc.property(arbitraryDocument(), fc.array(arbitraryEdit, { maxLength: 6 }), arbitraryClaims, (base, edits, wanted) => {
        const draft = applyEdits(base, edits)
        const all = amend(base, draft).flatMap(({ changes }) => changes.map(name))
        const given = list(claimed(base, draft, wanted), base, draft).amendments.flatMap(({ changes }) => changes.map(name))
        expect(given.toSorted()).toEqual(all.toSorted())
      }),
      seeds(40),
    )
  })

  it('keeps what comes or goes with the provision above it in one part', () => {
    const long = doc(
      title('Convention on testing'),
      article(
        '1',
        'Purposes',
        p('1', 'States Parties shall test.'),
        p('2', 'They may rest:'),
        p('a', 'at night;', 2),
        p('b', 'at noon.', 2),
        p('3', 'They report.'),
      ),
    )
    const short = doc(title('Convention on testing'), article('1', 'Purposes', p('1', 'All shall test.'), p('3', 'They report.')))
    const [whole] = list(new Map(), long, short).amendments
    expect(whole!.divisions.map((part) => part.flatMap(({ bases }) => bases.map(({ number }) => number)))).toEqual([
      ['1'],
      ['2', 'a', 'b'],
    ])
    const claimed = list(claims({ own: ['art_1__para_2'], other: ['art_1__para_2__point_a'] }), long, short)
    expect(claimed.amendments.map(({ id, instructions }) => [id, ...instructions.map(({ text }) => text)])).toEqual([
      ['art_1', 'In article 1, paragraph 1, replace “States Parties” with “All”.'],
      ['own', 'Delete article 1, paragraph 2.'],
    ])
  })

  it('states a part of a unit so that carrying it out makes the changes of that part and no other', () => {
    const read = (text: Node) =>
      blocks(text).map((block) => [block.kind, block.level, block.number, block.node?.textContent ?? null])
    fc.assert(
      fc.property(arbitraryDraft, arbitraryClaims, ({ base, draft }, wanted) => {
        const { amendments } = list(claimed(base, draft, wanted), base, draft)
        for (const { arranged, units, changes, instructions, unstated } of amendments) {
          if (!arranged || units.length > 1 || unstated.length > 0) continue
          const text = instructions.map((one, at) => `${at + 1}. ${one.text}`).join('\n')
          const { items, problems } = parseInstructions(text)
          expect(problems).toEqual([])
          const made = replay(
            base,
            items.map(({ instruction }) => instruction),
          )
          expect(made.ok && read(made.draft), text).toEqual(read(partialDraft(base, comparable(base, draft), changes)))
        }
      }),
      seeds(100),
    )
  })
})
