import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocks, build } from '@travaux/shared/model'
import {
  blockLabel,
  compareNumbers,
  fromRoman,
  label,
  location,
  nodeLabel,
  numberAfter,
  parseNumber,
  printNumber,
  toRoman,
} from '@travaux/shared/number'

const { annex, article, chapter, closing, division, doc, note, p, preamble, recital, title } = build

describe('labels', () => {
  it.each([
    [{ kind: 'paragraph', level: 1, number: '1' }, 'en', '1.'],
    [{ kind: 'paragraph', level: 1, number: '3 bis' }, 'en', '3 bis.'],
    [{ kind: 'paragraph', level: 1, number: '1 ante' }, 'en', '1 ante.'],
    [{ kind: 'subparagraph', level: 2, number: 'a' }, 'en', '(a)'],
    [{ kind: 'subparagraph', level: 2, number: 'a ante' }, 'en', '(a ante)'],
    [{ kind: 'subparagraph', level: 3, number: 'iv' }, 'en', '(iv)'],
    [{ kind: 'subparagraph', level: 4, number: 'A' }, 'en', '(A)'],
    [{ kind: 'subparagraph', level: 2, number: 'a' }, 'fr', 'a)'],
    [{ kind: 'subparagraph', level: 2, number: 'б' }, 'ru', 'б)'],
    [{ kind: 'paragraph', level: 1, number: '1' }, 'de', '(1)'],
    [{ kind: 'article', number: '24' }, 'en', 'Article 24'],
    [{ kind: 'article', number: '6 bis' }, 'fr', 'Article 6 bis'],
    [{ kind: 'article', number: '24' }, 'es', 'Artículo 24'],
    [{ kind: 'article', number: '24' }, 'ru', 'Статья 24'],
    [{ kind: 'article', number: '24' }, 'ar', 'المادة 24'],
    [{ kind: 'article', number: '24' }, 'zh-Hans', '第24条'],
    [{ kind: 'article', number: '24' }, 'de', 'Artikel 24'],
    [{ kind: 'article', number: '24' }, 'it', 'Articolo 24'],
    [{ kind: 'article', number: '24' }, 'pt', 'Artigo 24'],
    [{ kind: 'article', number: '24' }, 'tlh', 'Article 24'],
    [{ kind: 'chapter', rank: 'chapter', number: 'II' }, 'en', 'CHAPTER II'],
    [{ kind: 'chapter', rank: 'chapter', number: 'II' }, 'es', 'CAPÍTULO II'],
    [{ kind: 'section', rank: 'subsection', number: '1' }, 'en', 'Subsection 1'],
    [{ kind: 'part', rank: 'part', number: 'I' }, 'fr', 'PARTIE I'],
    [{ kind: 'annex', number: 'I' }, 'ru', 'Приложение I'],
    [{ kind: 'recital', number: '3' }, 'en', '(3)'],
    [{ kind: 'note', number: '4' }, 'en', '4'],
    [{ kind: 'title', number: null }, 'en', ''],
    [{ kind: 'paragraph', level: 1, number: null, form: '#.' }, 'en', ''],
    [{ kind: 'paragraph', level: 1, number: '1', form: '# –' }, 'en', '1 –'],
    [{ kind: 'article', number: '五', form: '第#条' }, 'en', '第五条'],
    [{ kind: 'note', number: '$&', form: '#)' }, 'en', '$&)'],
  ] as const)('%j in %s is “%s”', (labelled, language, printed) => {
    expect(label(labelled, language)).toBe(printed)
  })

  it('are the same for a block and for its node', () => {
    const text = doc(
      chapter('II', 'Scope'),
      division('subsection', '1', 'Sub'),
      article('24', 'Conditions', p('1', 'A:'), p('a', 'b', 2)),
      recital('r', { number: '1' }),
    )
    const labels = blocks(text).map((block) => blockLabel(block, 'en'))
    expect(labels).toEqual(['CHAPTER II', 'Subsection 1', 'Article 24', '1.', '(a)', '(1)'])
    const nodes: string[] = []
    text.descendants((node) => {
      if ('number' in node.attrs) nodes.push(nodeLabel(node, 'en'))
    })
    expect(nodes).toEqual(labels)
  })
})

describe('the number of a new provision', () => {
  it.each([
    [null, null, 0, '1'],
    [null, null, 1, '1'],
    [null, null, 2, 'a'],
    [null, null, 3, 'i'],
    [null, null, 4, 'A'],
    ['1', null, 1, '2'],
    ['9', null, 1, '10'],
    ['a', null, 2, 'b'],
    ['z', null, 2, 'aa'],
    ['aa', null, 2, 'bb'],
    ['i', null, 3, 'ii'],
    ['viii', null, 3, 'ix'],
    ['A', null, 4, 'B'],
    ['IV', null, 0, 'V'],
    ['3 bis', null, 1, '4'],
    ['1.2', null, 1, '1.3'],
    ['б', null, 2, 'в'],
    ['и', null, 2, 'к'],
    ['ب', null, 2, 'ج'],
    ['٩', null, 1, '١٠'],
    ['2', '3', 1, '2 bis'],
    ['2 bis', '3', 1, '2 ter'],
    ['2 ter', '3', 1, '2 quater'],
    ['2 novodecies', '3', 1, '2 vicies'],
    ['2 vicies', '3', 1, '2 21'],
    ['2 21', '3', 1, '2 22'],
    ['6', '7', 0, '6 bis'],
    ['b', 'c', 2, 'b bis'],
    ['i', 'ii', 3, 'i bis'],
    ['h', 'i', 2, 'h bis'],
    ['2', '5', 1, '3'],
    ['2', '2 bis', 1, '2.1'],
    ['2 bis', '2 ter', 1, '2 bis.1'],
    ['2.1', '2 bis', 1, '2.2'],
    ['1.2', '1.3', 1, '1.2 bis'],
    [null, '1', 1, '1 ante'],
    [null, '5', 0, '5 ante'],
    [null, 'a', 2, 'a ante'],
    ['1 ante', '1', 1, '1 ante bis'],
    ['1 ante bis', '1', 1, '1 ante ter'],
    [null, '1 ante', 1, '1 ante ante'],
    ['1 ante ante', '1 ante', 1, '1 ante ante bis'],
    ['1 ante', '2', 1, '1'],
    ['1 ante', null, 1, '1'],
    ['a ante', 'b', 2, 'a'],
    ['–', null, 2, ''],
  ] as const)('after %s and before %s at level %i is %s', (previous, following, level, number) => {
    expect(numberAfter(previous, following, level)).toBe(number)
  })

  it.each([
    [['g', 'h', 'i'], 2, 'j'],
    [['i'], 2, 'ii'],
    [['i', 'ii', 'iii'], 2, 'iv'],
    [['a', 'b', 'c'], 3, 'd'],
    [['i', 'ii', 'ii bis'], 3, 'iii'],
    [['u', 'v'], 2, 'w'],
    [['iv', 'v'], 3, 'vi'],
    [[null, 'a'], 2, 'b'],
  ] as const)('after the siblings %j at level %i is %s', (siblings, level, number) => {
    expect(numberAfter(siblings.at(-1)!, null, level, siblings)).toBe(number)
  })

  it('stands between its neighbours, wherever there is room', () => {
    const stem = fc.integer({ min: 1, max: 60 })
    const times = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(stem, times, fc.integer({ min: 1, max: 3 }), (first, inserted, gap) => {
        const previous = printNumber({ antes: 0, stem: String(first), times: inserted, point: 0 })
        const following = String(first + gap)
        const number = numberAfter(previous, following, 1)
        expect(compareNumbers(previous, number)).toBeLessThan(0)
        expect(compareNumbers(number, following)).toBeLessThan(0)
      }),
    )
  })

  it('leaves every number different in the order of the text, however often provisions are added', () => {
    const places = fc.array(fc.nat(), { maxLength: 40 })
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 4 }), (list, level) => {
        const numbers: string[] = [numberAfter(null, null, level)]
        for (const place of list) {
          const at = place % (numbers.length + 1)
          const [previous, following] = [numbers[at - 1] ?? null, numbers[at] ?? null]
          const roomless =
            following !== null && (parseNumber(following).point > 0 || (previous !== null && parseNumber(previous).point > 0))
          if (!roomless) numbers.splice(at, 0, numberAfter(previous, following, level, numbers.slice(0, at)))
        }
        expect(new Set(numbers).size).toBe(numbers.length)
        for (const [index, number] of numbers.entries())
          if (index > 0) expect(compareNumbers(numbers[index - 1]!, number, level, [numbers[0]!])).toBeLessThan(0)
      }),
    )
  })
})

describe('reading numbers', () => {
  it.each([
    ['6', { antes: 0, stem: '6', times: 1, point: 0 }],
    ['10', { antes: 0, stem: '10', times: 1, point: 0 }],
    ['6 bis', { antes: 0, stem: '6', times: 2, point: 0 }],
    ['6bis', { antes: 0, stem: '6', times: 2, point: 0 }],
    ['6-ter', { antes: 0, stem: '6', times: 3, point: 0 }],
    ['III QUATER', { antes: 0, stem: 'III', times: 4, point: 0 }],
    ['IIIbis', { antes: 0, stem: 'III', times: 2, point: 0 }],
    ['viii', { antes: 0, stem: 'viii', times: 1, point: 0 }],
    ['6 nonies', { antes: 0, stem: '6', times: 9, point: 0 }],
    ['6 21', { antes: 0, stem: '6', times: 21, point: 0 }],
    ['6 bis.1', { antes: 0, stem: '6', times: 2, point: 1 }],
    ['1 ante', { antes: 1, stem: '1', times: 1, point: 0 }],
    ['1ante', { antes: 1, stem: '1', times: 1, point: 0 }],
    ['a ante bis', { antes: 1, stem: 'a', times: 2, point: 0 }],
    ['II ante ante', { antes: 2, stem: 'II', times: 1, point: 0 }],
    ['01', { antes: 1, stem: '1', times: 1, point: 0 }],
    ['final clause', { antes: 0, stem: 'final clause', times: 1, point: 0 }],
  ])('%s', (number, parsed) => {
    expect(parseNumber(number)).toEqual(parsed)
  })

  it('reads what it prints', () => {
    const number = fc.record({
      antes: fc.integer({ min: 0, max: 3 }),
      stem: fc.constantFrom('1', '24', 'a', 'iv', 'XII', 'б'),
      times: fc.integer({ min: 1, max: 40 }),
      point: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(number, (value) => {
        expect(parseNumber(printNumber(value))).toEqual(value)
      }),
    )
  })

  it.each([
    ['i', 1],
    ['XIV', 14],
    ['mcmxcix', 1999],
    ['iiii', null],
    ['ic', null],
    ['h', null],
    ['', null],
  ])('the numeral %s is %s', (numeral, value) => {
    expect(fromRoman(numeral)).toBe(value)
  })

  it('reads every numeral it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3999 }), (value) => {
        expect(fromRoman(toRoman(value))).toBe(value)
      }),
    )
  })

  it.each([
    ['2', '10', 0, [], -1],
    ['6 bis', '6', 0, [], 1],
    ['6bis', '6 bis', 0, [], 0],
    ['6.1', '6 bis', 0, [], -1],
    ['1 ante', '1', 0, [], -1],
    ['1 ante', '1 ante bis', 0, [], -1],
    ['1 ante ante', '1 ante', 0, [], -1],
    ['5 ante', '4', 0, [], 1],
    ['01', '1', 0, [], -1],
    ['a ante', 'a', 2, [], -1],
    ['i', 'v', 3, [], -1],
    ['z', 'aa', 2, [], -1],
    ['h', 'i', 2, [], -1],
    ['v', 'x', 3, ['i', 'ii'], -1],
    ['1', 'a', 1, [], null],
  ] as const)('%s beside %s at level %i among %j: %s', (a, b, level, siblings, order) => {
    const found = compareNumbers(a, b, level, siblings)
    expect(found === null ? null : Math.sign(found)).toBe(order)
  })
})

describe('locations in words', () => {
  it('name every block of an instrument', () => {
    const text = doc(
      title('T'),
      preamble('The States Parties,'),
      recital('Concerned'),
      recital('Convinced'),
      recital('Numbered', { number: '3' }),
      division('part', 'I', 'General'),
      chapter('II', 'Scope'),
      division('section', '1', 'Common'),
      article(
        '24',
        'Conditions',
        p('1', 'One:'),
        p('a', 'point:', 2),
        p('i', 'sub-point', 3),
        p('b', 'point', 2),
        p('2', 'Two:'),
        p(null, 'dash', 2),
        p(null, 'dash', 2),
      ),
      article('6 bis', null, p(null, 'First.'), p(null, 'Second.')),
      article(null, 'New'),
      annex('I', 'Forms', p('1', 'One.')),
      article('2', 'Of the annex', p('3', 'Three.')),
      closing('Done'),
      note('1', 'Footnote'),
    )
    const list = blocks(text)
    expect(list.map((_, index) => location(list, index))).toEqual([
      'the title',
      'the preamble',
      'first preambular paragraph',
      'second preambular paragraph',
      'recital 3',
      'part I',
      'chapter II',
      'chapter II, section 1',
      'article 24',
      'article 24, paragraph 1',
      'article 24, paragraph 1, subparagraph (a)',
      'article 24, paragraph 1, subparagraph (a)(i)',
      'article 24, paragraph 1, subparagraph (b)',
      'article 24, paragraph 2',
      'article 24, paragraph 2, first subparagraph',
      'article 24, paragraph 2, second subparagraph',
      'article 6 bis',
      'article 6 bis, first paragraph',
      'article 6 bis, second paragraph',
      'third article',
      'annex I',
      'annex I, paragraph 1',
      'annex I, article 2',
      'annex I, article 2, paragraph 3',
      'the closing',
      'footnote 1',
    ])
  })

  it('counts siblings under the same paragraph only, and refuses an index outside', () => {
    const list = blocks(
      doc(article('1', 'A', p('1', 'x', 1), p(null, 'y', 2), p('2', 'x', 1), p(null, 'z', 2)), annex(null, 'Only')),
    )
    expect(location(list, 4)).toBe('article 1, paragraph 2, first subparagraph')
    expect(location(list, 5)).toBe('the annex')
    expect(() => location(list, 6)).toThrow(RangeError)
  })
})
