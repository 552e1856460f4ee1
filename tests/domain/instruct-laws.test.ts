import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amend, AmendCache, readPlace, type Amendment } from '@travaux/shared/instruct'
import { build } from '@travaux/shared/model'
import { arbitraryDocument } from '../support/documents.ts'
import { arbitraryDraft } from '../support/drafting.ts'
import { applyEdits, arbitraryEdit } from '../support/edits.ts'
import { leavesOut, asRead, replayed } from '../support/replayed.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

describe('replay(instructions(base, draft), base) = draft', { timeout: PATIENCE }, () => {
  it('for drafts as delegations make them, nothing left unstated', () => {
    fc.assert(
      fc.property(arbitraryDraft, ({ base, draft }) => {
        const amendments = amend(base, draft)
        expect(leavesOut(amendments, 'words')).toBe(false)
        expect(asRead(replayed(base, amendments))).toEqual(asRead(draft))
      }),
      seeds(300),
    )
  })

  it('for any edits of any document, or what is left out is reported', () => {
    let [left, all] = [0, 0]
    fc.assert(
      fc.property(arbitraryDocument(), fc.array(arbitraryEdit, { minLength: 1, maxLength: 5 }), (base, edits) => {
        const draft = applyEdits(base, edits)
        const amendments = amend(base, draft)
        all++
        if (leavesOut(amendments, 'words')) left++
        else expect(asRead(replayed(base, amendments))).toEqual(asRead(draft))
      }),
      seeds(300),
    )
    expect(left / all).toBeLessThan(1 / 3)
  })

  it('with the cache of all earlier keystrokes the sentences are the same as without', () => {
    fc.assert(
      fc.property(arbitraryDocument(), fc.array(arbitraryEdit, { minLength: 1, maxLength: 6 }), (base, edits) => {
        const cache = new AmendCache()
        let draft = base
        for (const edit of edits) {
          draft = applyEdits(draft, [edit])
          const texts = (list: readonly Amendment[]) =>
            list.map(({ id, kind, instructions }) => [id, kind, instructions.map(({ text }) => text)])
          expect(texts(amend(base, draft, { cache }))).toEqual(texts(amend(base, draft)))
        }
      }),
      seeds(100),
    )
  })

  it('an article that is written anew under another number is stated as both', () => {
    const { article, doc, p, title } = build
    const base = doc(title('Convention'), article('1', 'Aims', p('1', 'To test.')), article('2', 'Means', p('1', 'By hand.')))
    const anew = article('1 bis', 'Care', p('1', 'First, with care:'), p('a', 'of course;', 2), p('2', 'Done.'))
    const draft = base.copy(base.content.replaceChild(2, anew.type.create({ ...anew.attrs, eId: 'art_2' }, anew.content)))
    const amendments = amend(base, draft)
    expect(amendments.flatMap(({ instructions, unstated }) => [...unstated, ...instructions.map(({ text }) => text)])).toEqual([
      expect.stringMatching(/^Renumber article 2 as article 1 bis\.$/),
      expect.stringMatching(/^Replace article 2 with the following: “Article 2\. Care/),
    ])
    expect(asRead(replayed(base, amendments))).toEqual(asRead(draft))
  })

  it('a text against itself needs no instruction', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (base) => {
        expect(amend(base, base)).toEqual([])
      }),
    )
  })
})

describe('places', () => {
  it.each([
    ['Art. 24 (1)', 'article 24, paragraph 1'],
    ['Article 24(1)(a)', 'article 24, paragraph 1, subparagraph (a)'],
    ['article 24, para. 1, sub-paragraph (a) (ii)', 'article 24, paragraph 1, subparagraph (a)(ii)'],
    ['paragraph 2 of article 6 bis', 'article 6 bis, paragraph 2'],
    ['the chapeau of paragraph 1 of article 35', 'article 35, paragraph 1, chapeau'],
    ['the heading of chapter II', 'the heading of chapter II'],
    ['third preambular paragraph', 'the third preambular paragraph'],
    ['preambular paragraph 3', 'the third preambular paragraph'],
    ['Title', 'the title'],
  ])('%s is %s', (words, place) => {
    expect(readPlace(words)).toBe(place)
  })
})
