import { describe, expect, it } from 'vitest'
import { parseInstructions, sentence } from '@travaux/shared/instruct'

/** What people write, beside how the house says it: one sentence each, with the instructions that it holds. */
const SAID: readonly (readonly [written: string, ...house: string[]])[] = [
  // Marks, abbreviations, stops and capitals.
  [
    "In Article 24(1), replace 'this chapter' by 'this Convention'",
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24 (1), replace ‘this chapter’ with ‘this Convention’.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24, paragraph 1, replace « this chapter » with « this Convention ».',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In para. 1 of art. 24, replace "this chapter" with "this Convention"',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24 paragraph 1 replace the word "chapter" by the word "Convention"',
    'In article 24, paragraph 1, replace “chapter” with “Convention”.',
  ],
  ['DELETE ARTICLE 24(5)', 'Delete article 24, paragraph 5.'],
  [
    'In article 24 (Conditions and safeguards), paragraph 1, delete “as appropriate”',
    'In article 24, paragraph 1, delete “as appropriate”.',
  ],
  [
    'In article 24, sub-para. (a) of paragraph 3, delete “rights”.',
    'In article 24, paragraph 3, subparagraph (a), delete “rights”.',
  ],
  ['In article 2(a), replace “device” with “machine”.', 'In article 2, subparagraph (a), replace “device” with “machine”.'],
  [
    'Please delete article 17, para. 2, and renumber the subsequent paragraphs accordingly.',
    'Delete article 17, paragraph 2. Renumber the subsequent paragraphs accordingly.',
  ],
  ['We propose to delete article 17.', 'Delete article 17.'],
  ['a) Delete article 17', 'Delete article 17.'],
  // The place first, or last.
  [
    'Art. 24(1): replace "this chapter" with "this Convention".',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  ['Article 24, paragraph 2 – delete "as appropriate"', 'In article 24, paragraph 2, delete “as appropriate”.'],
  ['Article 17: delete.', 'Delete article 17.'],
  ['PP 3: delete.', 'Delete the third preambular paragraph.'],
  ['Preamble, paragraph 3: delete "gravely".', 'In the third preambular paragraph, delete “gravely”.'],
  ['Delete the words "as appropriate" in article 24, paragraph 2.', 'In article 24, paragraph 2, delete “as appropriate”.'],
  [
    'Replace "this chapter" with "this Convention" in article 24, paragraphs 1 and 4.',
    'In article 24, paragraphs 1 and 4, replace “this chapter” with “this Convention”.',
  ],
  ['Insert "prior" before "review" in article 24, paragraph 2.', 'In article 24, paragraph 2, before “review”, insert “prior”.'],
  ['Article 24 (2): insert "prior" before "review".', 'In article 24, paragraph 2, before “review”, insert “prior”.'],
  ['Add “So be it.” at the end of article 6, paragraph 2.', 'In article 6, paragraph 2, at the end, add “So be it.”'],
  [
    'At the end of article 6, paragraph 2, add the following: “So be it.”',
    'In article 6, paragraph 2, at the end, add “So be it.”',
  ],
  [
    'Replace “shall” by “may” in the second sentence of paragraph 1 of article 36.',
    'In article 36, paragraph 1, second sentence, replace “shall” with “may”.',
  ],
  ['In the chapeau of paragraph 1 of article 35, delete “data”', 'In article 35, paragraph 1, chapeau, delete “data”.'],
  [
    'Throughout the Convention, replace “data” with “evidence”.',
    'In the whole text, replace “data” with “evidence” wherever it occurs.',
  ],
  // Words for words.
  [
    'In article 24, paragraph 1, substitute “this Convention” for “this chapter”.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24, paragraph 1, delete “this chapter” and replace it with “this Convention”.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24, paragraph 1, “this chapter” should read “this Convention”.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24, paragraph 1, for “this chapter” read “this Convention”.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'Article 24, paragraph 1: the words “this chapter” are replaced by the words “this Convention”.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
  ],
  [
    'In article 24, paragraph 2, the words “as appropriate” shall be deleted.',
    'In article 24, paragraph 2, delete “as appropriate”.',
  ],
  [
    'In article 24, paragraph 2, between “judicial” and “review”, insert “or other prior”.',
    'In article 24, paragraph 2, replace “judicial review” with “judicial or other prior review”.',
  ],
  [
    'In article 24, paragraph 1, replace “may” with “shall” at its second occurrence.',
    'In article 24, paragraph 1, replace “may” with “shall” where it second occurs.',
  ],
  // Whole units.
  ['Delete article 17 in its entirety.', 'Delete article 17.'],
  ['In article 24, delete paragraph 5.', 'Delete article 24, paragraph 5.'],
  ['Paragraph 2 of article 17 is deleted.', 'Delete article 17, paragraph 2.'],
  ['Delete subparagraph (c) of paragraph 1 of article 35.', 'Delete article 35, paragraph 1, subparagraph (c).'],
  [
    'Article 35(1)(c) should read: “(c) Text.”',
    'Replace article 35, paragraph 1, subparagraph (c), with the following: “(c) Text.”.',
  ],
  [
    'Amend article 35, paragraph 1 (c), to read as follows: “(c) Text.”',
    'Replace article 35, paragraph 1, subparagraph (c), with the following: “(c) Text.”.',
  ],
  ['Replace article 7(2) with: "2. Text."', 'Replace article 7, paragraph 2, with the following: “2. Text.”.'],
  [
    'Article 24, paragraph 1, shall be replaced by the following: “1. Text.”',
    'Replace article 24, paragraph 1, with the following: “1. Text.”.',
  ],
  ['Move paragraph 5 of article 24 to after paragraph 1.', 'Move article 24, paragraph 5, to follow paragraph 1.'],
  // What is new.
  [
    'In article 35, after paragraph 5, insert a new paragraph 5 bis reading as follows: “5 bis. No.”.',
    'After article 35, paragraph 5, insert a new paragraph 5 bis reading as follows: “5 bis. No.”.',
  ],
  [
    'Insert new paragraph 5 bis in article 35: "5 bis. No."',
    'After article 35, paragraph 5, insert a new paragraph 5 bis reading as follows: “5 bis. No.”.',
  ],
  [
    'Add the following new paragraph 5 bis after paragraph 5 of article 35: “5 bis. No.”',
    'After article 35, paragraph 5, insert a new paragraph 5 bis reading as follows: “5 bis. No.”.',
  ],
  [
    'After paragraph 5 of article 35 add: “5 bis. No.”',
    'After article 35, paragraph 5, insert a new paragraph reading as follows: “5 bis. No.”.',
  ],
  [
    'Insert a new article 6 bis, reading: "Article 6 bis. Protection."',
    'After article 6, insert a new article 6 bis reading as follows: “Article 6 bis. Protection.”.',
  ],
  [
    'A new article 6 bis shall be inserted after article 6: “Article 6 bis. X”',
    'After article 6, insert a new article 6 bis reading as follows: “Article 6 bis. X”.',
  ],
  [
    'In the preamble, after the third paragraph, insert a new preambular paragraph reading as follows: “Noting that,”',
    'After the third preambular paragraph, insert a new preambular paragraph reading as follows: “Noting that,”.',
  ],
  // An earlier text.
  ['Article 6: retain the text of the third revision.', 'Retain article 6 as it appears in the third revision.'],
  ['Revert to article 6 of the third revision', 'Retain article 6 as it appears in the third revision.'],
  ['Reinstate article 6 as contained in the third revision.', 'Retain article 6 as it appears in the third revision.'],
  // Several at once.
  ['Delete articles 28 to 30.', 'Delete article 28.', 'Delete article 29.', 'Delete article 30.'],
  ['Delete article 24, paragraphs 3 and 5.', 'Delete article 24, paragraph 3.', 'Delete article 24, paragraph 5.'],
  ['In article 24, paragraphs 1 to 3, delete “rights”.', 'In article 24, paragraphs 1, 2 and 3, delete “rights”.'],
  [
    'In article 24, paragraph 1, and article 35, paragraph 2, delete “rights”.',
    'In article 24, paragraph 1, and article 35, paragraph 2, delete “rights”.',
  ],
  [
    'In article 24, paragraph 1, replace “principle” with “principles” and delete “as appropriate”.',
    'In article 24, paragraph 1, replace “principle” with “principles”.',
    'In article 24, paragraph 1, delete “as appropriate”.',
  ],
  [
    'In article 3, after “purposes of”, insert “specific” and, after “proceedings”, insert “concerning those offences”.',
    'In article 3, after “purposes of”, insert “specific”.',
    'In article 3, after “proceedings”, insert “concerning those offences”.',
  ],
  [
    'Article 24\n- In paragraph 1, replace "this chapter" with "this Convention".\n- Delete paragraph 5.\n\nArt. 17\nDelete.',
    'In article 24, paragraph 1, replace “this chapter” with “this Convention”.',
    'Delete article 24, paragraph 5.',
    'Delete article 17.',
  ],
]

const house = (text: string): string[] => {
  const { items, problems } = parseInstructions(text)
  expect(problems).toEqual([])
  return items.map(({ instruction }) => sentence(instruction))
}

describe('what people write is read as the house says it', () => {
  it.each(SAID)('%s', (written, ...sentences) => {
    expect(house(written)).toEqual(sentences)
    expect(house(sentences.map((text, at) => `${at + 1}. ${text}`).join('\n'))).toEqual(sentences)
  })
})

describe('a sentence that is not understood is told, with the reason', () => {
  it.each<[string, RegExp]>([
    ['In article 24, paragraph 2, delete everything after “include”.', /Quote the words that are to go/],
    ['1. In article 24, kindly improve the wording.', /After the place, say what to do/],
    ['1. Frobnicate article 24.', /begins with In, Replace/],
    ['1. Insert “prior”.', /Say where it goes/],
    ['1. In article 24, delete “this chapter.', /opened and not closed/],
  ])('%s', (text, reason) => {
    const { items, problems } = parseInstructions(text)
    expect(items).toEqual([])
    expect(problems).toMatchObject([{ line: 1, message: reason }])
  })

  it('no line of a list is left out in silence', () => {
    const list = 'Article 24\n- In paragraph 1, delete “a”.\nArticle 35\nThis must be improved.\nArticle 17\n- Delete.'
    const { items, problems } = parseInstructions(list)
    expect(items.map(({ line }) => line)).toEqual([2, 6])
    expect(problems.map(({ line, words }) => [line, words])).toEqual([[4, 'This must be improved.']])
  })
})
