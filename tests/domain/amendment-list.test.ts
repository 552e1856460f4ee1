import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { emptyNotes, listAmendments, type Sheet } from '@travaux/shared/amendment'
import { redline, type Entry } from '@travaux/shared/diff'
import { amend, parseInstructions, replay } from '@travaux/shared/instruct'
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

  it('states a part of a unit so that carrying it out makes the changes of that part and no other', () => {
    const isWorded = ({ bases, drafts, pieces }: Entry) =>
      bases.length !== 1 || drafts.length !== 1 || pieces.some(({ op }) => op !== 'keep')
    /** New numbers alone follow from an instruction about other units. */
    const changesOf = (entries: readonly Entry[]) =>
      entries
        .filter((entry) => entry.changed && isWorded(entry))
        .map(({ bases, drafts, pieces }) => [
          bases.map(({ eId, number }) => [eId, number]),
          drafts.map(({ level, number }) => [level, number]),
          pieces.map((piece) => ('paragraph' in piece ? [piece.op, '¶'] : [piece.op, piece.text])),
        ])
        .map((change) => JSON.stringify(change))
        .toSorted()
    fc.assert(
      fc.property(arbitraryDraft, arbitraryClaims, ({ base, draft }, wanted) => {
        for (const { arranged, changes, instructions, unstated } of list(claimed(base, draft, wanted), base, draft).amendments) {
          if (!arranged || unstated.length > 0) continue
          const { items, problems } = parseInstructions(instructions.map(({ text }, at) => `${at + 1}. ${text}`).join('\n'))
          expect(problems).toEqual([])
          const made = replay(
            base,
            items.map(({ instruction }) => instruction),
          )
          expect(made.ok && changesOf(redline(base, made.draft)), instructions.map(({ text }) => text).join('\n')).toEqual(
            changesOf(changes),
          )
        }
      }),
      seeds(100),
    )
  })
})
