import type { Node } from 'prosemirror-model'
import { describe, expect, test } from 'vitest'
import { build, type Block } from '@travaux/shared/model'
import { nodeLabel } from '@travaux/shared/number'
import { structureOfPart, textLines } from '@travaux/shared/parse/structure'
import { plainSpaces, wordsOnly } from '@travaux/shared/parse/html'
import { isTooLarge, MAX_CHARACTERS } from '../../client/src/editor/paste/size.ts'
import { Fragment, Slice } from 'prosemirror-model'

const { p } = build

/** "2 (a) words": level, label and words of each block; articles with their content. */
const told = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) =>
    node.isTextblock
      ? [
          `${(node.attrs as Partial<Block>).level ?? node.type.name} ${nodeLabel(node, 'en')} ${node.textContent}`
            .replace(/ +/g, ' ')
            .trim(),
        ]
      : [`${node.type.name} ${nodeLabel(node, 'en')}`, ...told(node.children)],
  )

describe('the structure of a part, by what stands before it', () => {
  const before = [p('1', 'x'), p('a', 'x', 2)]
  const rows: [name: string, before: Node[], text: string, told: string[]][] = [
    ['nothing before: the first label makes its own level', [], '(a) one\n(b) two', ['2 (a) one', '2 (b) two']],
    ['a paragraph of its own', [], '1. one\n(a) two', ['1 1. one', '2 (a) two']],
    ['a series goes on', before, '(b) two\n(i) below', ['2 (b) two', '3 (i) below']],
    ['(i) below (a) is a numeral', before, '(i) one\n(ii) two', ['3 (i) one', '3 (ii) two']],
    [
      '(i) after (h) is a letter',
      'abcdefgh'.split('').map((letter) => p(letter, 'x', 2)),
      '(i) nine\n(j) ten',
      ['2 (i) nine', '2 (j) ten'],
    ],
    ['the next paragraph', before, '2. two', ['1 2. two']],
    ['a number between others', [p('3', 'x')], '3 bis. between', ['1 3 bis. between']],
    ['no label', before, 'Only words.', ['1 Only words.']],
    [
      'an article ends what stands before it',
      before,
      'Article 5\nName\n1. one\n(a) two',
      ['article Article 5', 'heading Name', '1 1. one', '2 (a) two'],
    ],
    [
      'words before an article',
      before,
      '(b) two\n\nArticle 5\nName\n\nWords.',
      ['2 (b) two', 'article Article 5', 'heading Name', '1 Words.'],
    ],
    ['nothing', before, '', []],
  ]
  test.each(rows)('%s', (_name, before, text, expected) => {
    expect(told(structureOfPart(textLines(text), 'en', before))).toEqual(expected)
  })

  test('the label of the language is house style', () => {
    const [first] = structureOfPart(textLines('a) un\nb) deux'), 'fr')
    expect(first!.attrs).toMatchObject({ number: 'a', form: null })
  })
})

describe('characters', () => {
  const rows: [source: string, kept: string][] = [
    ['a\u0000b\u0007c\u009Fd', 'abcd'],
    ['co\u00ADoperation\u200B', 'cooperation'],
    ['\uF0B7 \uE000x\uFEFF\uFFFC', ' x'],
    ['abc\u202Edef\u202C\u2066g\u2069', 'abcdefg'],
    ['می\u200Cخواهم\u200F', 'می\u200Cخواهم\u200F'],
    ['a\u2028b', 'a\nb'],
    ['half \uD83D pair', 'half \uFFFD pair'],
    ['“curly” ‘quotes’ – —…', '“curly” ‘quotes’ – —…'],
    ['tab\tand\r\nline', 'tab\tand\r\nline'],
  ]
  test.each(rows)('%j', (source, kept) => {
    expect(wordsOnly(source)).toBe(kept)
  })
})

describe('no-break spaces', () => {
  const rows: [source: string, kept: string][] = [
    ['article\u00A012', 'article\u00A012'],
    ['chapter\u00A0IV', 'chapter\u00A0IV'],
    ['6\u00A0bis', '6\u00A0bis'],
    ['«\u00A0mot\u00A0»\u202F;', '«\u00A0mot\u00A0»\u202F;'],
    ['10\u202F000', '10\u202F000'],
    ['two\u00A0words', 'two words'],
    ['end.\u00A0 Next', 'end.  Next'],
    ['\u00A0\u00A0indented', '  indented'],
    ['last\u00A0', 'last '],
  ]
  test.each(rows)('%j', (source, kept) => {
    expect(plainSpaces([{ text: source }])[0]!.text).toBe(kept)
  })

  test('across runs', () => {
    expect(
      plainSpaces([{ text: 'article', strong: true }, { text: '\u00A012 and\u00A0' }, { text: 'more' }]).map((run) => run.text),
    ).toEqual(['article', '\u00A012 and ', 'more'])
  })
})

test('what is more than one update may hold is too large', () => {
  const slice = (...nodes: Node[]) => new Slice(Fragment.fromArray(nodes), 0, 0)
  expect(isTooLarge(slice(p('1', 'a'.repeat(MAX_CHARACTERS))))).toBe(false)
  expect(isTooLarge(slice(p('1', 'a'.repeat(MAX_CHARACTERS)), p('2', 'b')))).toBe(true)
  expect(isTooLarge(slice(...Array.from({ length: 2000 }, () => p('a', 'b'))))).toBe(false)
  expect(isTooLarge(slice(...Array.from({ length: 2001 }, () => p('a', 'b'))))).toBe(true)
})
