import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { build } from '@travaux/shared/model'
import { fold } from '../../client/src/editor/find/fold.ts'
import { occurrences, searchFor } from '../../client/src/editor/find/search.ts'

const found = (text: string, words: string, options: { matchCase?: boolean; wholeWords?: boolean } = {}) => {
  const { matchCase = false, wholeWords = false } = options
  return occurrences(text, fold(words, matchCase).text, { matchCase, wholeWords }).map(([from, to]) => text.slice(from, to))
}

describe('what is found', () => {
  const rows: [text: string, words: string, matches: string[], options?: { matchCase?: boolean; wholeWords?: boolean }][] = [
    ['Each State, each state', 'state', ['State', 'state']],
    ['Each State, each state', 'State', ['State'], { matchCase: true }],
    ['State, Statement, interstate', 'state', ['State'], { wholeWords: true }],
    ['articles 6, 16 and 6 bis', '6', ['6', '6'], { wholeWords: true }],
    ['État et état, e\u0301tat', 'etat', ['État', 'état', 'e\u0301tat']],
    ['Etat', 'état', ['Etat']],
    ['the “data” and "data"', '"data"', ['“data”', '"data"']],
    ['the State’s duty', "state's", ['State’s']],
    ['article\u00A012, article 12', 'article 12', ['article\u00A012', 'article 12']],
    ['1990–1995', '1990-1995', ['1990–1995']],
    ['ﬁrst oﬃce', 'office', ['oﬃce']],
    ['oﬃce', 'of', []],
    ['soft\u00ADware', 'software', ['soft\u00ADware']],
    ['المادَّة الأولى', 'المادة الاولى', ['المادَّة الأولى']],
    ['第一条 各缔约国', '缔约', ['缔约']],
    ['각 나라', '가', []],
    ['İstanbul', 'istanbul', ['İstanbul']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['a.b*c', '.b*', ['.b*']],
    ['𝒜bc 😀 x', '😀', ['😀']],
  ]
  test.each(rows)('%s | %s', (text, words, matches, options) => {
    expect(found(text, words, options)).toEqual(matches)
  })

  test('an empty query finds nothing', () => {
    expect(searchFor({ words: '', matchCase: false, wholeWords: false })(build.doc(build.title('x')))).toEqual([])
  })

  test('positions lie within one block and hold the words', () => {
    const doc = build.doc(
      build.title('On data'),
      build.article('1', 'Data', build.p('1', 'no match'), build.p('2', 'dat')),
      build.closing('a'),
    )
    const matches = searchFor({ words: 'data', matchCase: false, wholeWords: false })(doc)
    expect(matches.map(({ from, to }) => doc.textBetween(from, to))).toEqual(['data', 'Data'])
  })
})

const characters = fc
  .array(fc.constantFrom(...Array.from('aAéÉe\u0301ﬁß“"’\' \u00A0–-İ第条َ\u00AD😀عأ')), { maxLength: 30 })
  .map((list) => list.join(''))

test('matches read like the query, in order, none over another; and a text finds itself', () => {
  fc.assert(
    fc.property(characters, characters, fc.boolean(), (text, words, matchCase) => {
      const wanted = fold(words, matchCase).text
      fc.pre(wanted !== '')
      let end = 0
      for (const [from, to] of occurrences(text, wanted, { matchCase, wholeWords: false })) {
        expect(from).toBeGreaterThanOrEqual(end)
        expect(fold(text.slice(from, to), matchCase).text).toBe(wanted)
        end = to
      }
      expect(occurrences(words, wanted, { matchCase, wholeWords: false })).toHaveLength(1)
    }),
    { numRuns: 1000 },
  )
})
