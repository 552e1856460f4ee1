import { describe, expect, it } from 'vitest'
import { decodeDocument, encodeDocument, provisions } from '@travaux/shared/model'
import { characters, codes, outline, printed, read } from '../support/parse-reading.ts'

/** A layout, its source and what it is read as. Every row also keeps every character of the source. */
const LAYOUTS: [name: string, source: string, expected: string[]][] = [
  [
    'headings on one line or on two',
    `A Convention

CHAPTER I
General provisions

Article 1 Scope
1. One.
2. Two.

CHAPTER II: Measures

Article 2
Definitions
Text.`,
    [
      'title A Convention',
      'chapter CHAPTER I General provisions',
      'article Article 1 Scope',
      '1 1. One.',
      '1 2. Two.',
      'chapter CHAPTER II: Measures',
      'article Article 2 Definitions',
      '1 Text.',
    ],
  ],
  [
    'articles without headings',
    'Treaty\n\nArticle 1\nEach Party shall act.\n\nArticle 2\nNo Party shall refrain.\nIt may report.\n\nArticle 3.\nThe end.',
    [
      'title Treaty',
      'article Article 1',
      '1 Each Party shall act.',
      'article Article 2',
      '1 No Party shall refrain.',
      '1 It may report.',
      'article Article 3.',
      '1 The end.',
    ],
  ],
  [
    'headings from which the space in front is lost',
    'Treaty\n\nArticle 1Purpose\n\nIt is this.\n\nArticle 2Use of terms\n1. One.\n\nArticle 2bis\n1. Two.',
    [
      'title Treaty',
      'article Article 1 Purpose',
      '1 It is this.',
      'article Article 2 Use of terms',
      '1 1. One.',
      'article Article 2bis',
      '1 1. Two.',
    ],
  ],
  [
    'text and headings behind the article’s number',
    'Pact\n\nArticle 1. All human beings are born free.\nArticle 2 – Equality\nEveryone is equal.\nArt. 3: Life. \n1. Everyone lives.\n2. Long.',
    [
      'title Pact',
      'article Article 1.',
      '1 All human beings are born free.',
      'article Article 2 – Equality',
      '1 Everyone is equal.',
      'article Art. 3: Life.',
      '1 1. Everyone lives.',
      '1 2. Long.',
    ],
  ],
  [
    'two labels on one line, and one without words',
    'T\n\nArticle 3\n1. One.\n2. (a) First;\n(b) Second.\n3.\n(a) (i) deep;\n(ii) deeper;\n(b) Last.',
    [
      'title T',
      'article Article 3',
      '1 1. One.',
      '1 2.',
      '2 (a) First;',
      '2 (b) Second.',
      '1 3.',
      '2 (a)',
      '3 (i) deep;',
      '3 (ii) deeper;',
      '2 (b) Last.',
    ],
  ],
  [
    'a label alone on its line',
    'T\n\nArticle 3\n\n1.\n\nThe words.\n\n2.\n\nMore words.',
    ['title T', 'article Article 3', '1 1. The words.', '1 2. More words.'],
  ],
  [
    '(i) after (h) as a letter',
    `T\n\nArticle 2\nTerms:\n${'abcdefghij'.replace(/./g, '($&) a term;\n')}`,
    ['title T', 'article Article 2', '1 Terms:', ...Array.from('abcdefghij', (letter) => `2 (${letter}) a term;`)],
  ],
  [
    '(i) after (h) as a numeral',
    `T\n\nArticle 2\nTerms:\n${'abcdefgh'.replace(/./g, '($&) a term:\n')}(i) one;\n(ii) two;\n(i) odd.`,
    [
      'title T',
      'article Article 2',
      '1 Terms:',
      ...Array.from('abcdefgh', (letter) => `2 (${letter}) a term:`),
      '3 (i) one;',
      '3 (ii) two;',
      '2 (i) odd.',
    ],
  ],
  [
    'letter (i) with numerals below it',
    `T\n\nArticle 2\nTerms:\n${'abcdefgh'.replace(/./g, '($&) a term;\n')}(i) ninth:\n(i) one;\n(ii) two;\n(j) tenth.`,
    [
      'title T',
      'article Article 2',
      '1 Terms:',
      ...Array.from('abcdefgh', (letter) => `2 (${letter}) a term;`),
      '2 (i) ninth:',
      '3 (i) one;',
      '3 (ii) two;',
      '2 (j) tenth.',
    ],
  ],
  [
    'four levels and back',
    'T\n\nArticle 1\n1. One:\na) point:\ni) sub-point:\nA) item;\nB) item;\nii) sub-point;\nb) point.\n2. Two.',
    [
      'title T',
      'article Article 1',
      '1 1. One:',
      '2 a) point:',
      '3 i) sub-point:',
      '4 A) item;',
      '4 B) item;',
      '3 ii) sub-point;',
      '2 b) point.',
      '1 2. Two.',
    ],
  ],
  [
    'what was put before the first',
    'T\n\nArticle 1 ante\nText.\n\nArticle 1\n1 ante. Before.\n1 ante bis. Before too.\n1. One:\n(a ante) first;\n(a) a;\n(b) b.\n2. Two.\n\nArticle 2\nText.',
    [
      'title T',
      'article Article 1 ante',
      '1 Text.',
      'article Article 1',
      '1 1 ante. Before.',
      '1 1 ante bis. Before too.',
      '1 1. One:',
      '2 (a ante) first;',
      '2 (a) a;',
      '2 (b) b.',
      '1 2. Two.',
      'article Article 2',
      '1 Text.',
    ],
  ],
  [
    'inserted numbers',
    'T\n\nArticle 6\n1. One.\n1 bis. One and a half.\n2. Two:\n(a) a;\n(a bis) more;\n(b) b.\n\nArticle 6 bis\nText.\n\nArticle 6 ter – Third\nText.\n\nArticle 7\nText.',
    [
      'title T',
      'article Article 6',
      '1 1. One.',
      '1 1 bis. One and a half.',
      '1 2. Two:',
      '2 (a) a;',
      '2 (a bis) more;',
      '2 (b) b.',
      'article Article 6 bis',
      '1 Text.',
      'article Article 6 ter – Third',
      '1 Text.',
      'article Article 7',
      '1 Text.',
    ],
  ],
  [
    'paragraphs numbered in brackets, without a stop, or with decimals',
    'T\n\nArticle 1\n(1) One.\n(2) Two:\n(a) a;\n(b) b.\n\nArticle 2\n1 Each Party acts.\n2 No Party waits.\n\nArticle 3\n3.1 Members act.\n3.2 Members wait.',
    [
      'title T',
      'article Article 1',
      '1 (1) One.',
      '1 (2) Two:',
      '2 (a) a;',
      '2 (b) b.',
      'article Article 2',
      '1 1 Each Party acts.',
      '1 2 No Party waits.',
      'article Article 3',
      '1 3.1 Members act.',
      '1 3.2 Members wait.',
    ],
  ],
  [
    'words behind the points, and points behind them',
    'T\n\nArticle 1\n1. Offences are:\n(a) one;\n(b) two,\nwhen committed intentionally.\n2. Also:\n(a) three.',
    [
      'title T',
      'article Article 1',
      '1 1. Offences are:',
      '2 (a) one;',
      '2 (b) two,',
      '1 when committed intentionally.',
      '1 2. Also:',
      '2 (a) three.',
    ],
  ],
  [
    'square brackets around what is not agreed',
    'T\n\nArticle 1\nTerms\n1. [Each] Party:\n(a) [acts;]\n[(b) waits.]\n[2. Or not.]\n[2 bis. Never.]\n\n[Article 2\nEffect\n[agreed ad referendum] Text.]',
    [
      'title T',
      'article Article 1 Terms',
      '1 1. [Each] Party:',
      '2 (a) [acts;]',
      '2 [(b) waits.]',
      '1 [2. Or not.]',
      '1 [2 bis. Never.]',
      'article [Article 2 Effect',
      '1 [agreed ad referendum] Text.]',
    ],
  ],
  [
    'definitions in quotation marks',
    'T\n\nArticle 1\nIn this Treaty:\n“Data” means facts.\n“System” means:\n(a) a device; or\n(b) a set of devices.',
    [
      'title T',
      'article Article 1',
      '1 In this Treaty:',
      '1 “Data” means facts.',
      '1 “System” means:',
      '2 (a) a device; or',
      '2 (b) a set of devices.',
    ],
  ],
  [
    'a sentence that begins like a heading',
    'T\n\nArticle 1\nScope\n\nArticle 2 of this Treaty applies.\n\nArticle 3, paragraph 1, does not.\n\nArticle 2\nEffect\n\nPart II shall prevail.',
    [
      'title T',
      'article Article 1 Scope',
      '1 Article 2 of this Treaty applies.',
      '1 Article 3, paragraph 1, does not.',
      'article Article 2 Effect',
      '1 Part II shall prevail.',
    ],
  ],
  [
    'parts, chapters, sections and titles',
    'T\n\nPART ONE\nPRINCIPLES\nTITLE I\nGENERAL\nCHAPTER 1\nSCOPE\nSECTION 1\nFIRST\nArticle 1\nText one.\nArticle 2\nText two.',
    [
      'title T',
      'part PART ONE PRINCIPLES',
      'chapter TITLE I GENERAL',
      'section CHAPTER 1 SCOPE',
      'subsection SECTION 1 FIRST',
      'article Article 1',
      '1 Text one.',
      'article Article 2',
      '1 Text two.',
    ],
  ],
  [
    'a preamble, a closing formula and an annex',
    `A Convention

Preamble

The States Parties to this Convention,

Recalling the Charter,

Convinced of the need to act,

Have agreed as follows:

Article 1
Purpose
To act.

IN WITNESS WHEREOF, the undersigned have signed.

DONE at Vienna, this first day of May.

Annex I
List of offences
1. One.
2. Two.

Annex II
Forms

Article 1
Use
Text.`,
    [
      'title A Convention',
      'preamble Preamble',
      'preamble The States Parties to this Convention,',
      'recital Recalling the Charter,',
      'recital Convinced of the need to act,',
      'preamble Have agreed as follows:',
      'article Article 1 Purpose',
      '1 To act.',
      'closing IN WITNESS WHEREOF, the undersigned have signed.',
      'closing DONE at Vienna, this first day of May.',
      'annex Annex I List of offences',
      '1 1. One.',
      '1 2. Two.',
      'annex Annex II Forms',
      'article Article 1 Use',
      '1 Text.',
    ],
  ],
  [
    'an annex without number',
    'T\n\nArticle 1\nText.\n\nDONE at Vienna.\n\nAnnex to the Treaty\n\n1. One.\n\n2. Two.',
    ['title T', 'article Article 1', '1 Text.', 'closing DONE at Vienna.', 'annex Annex to the Treaty', '1 1. One.', '1 2. Two.'],
  ],
  [
    'text wrapped to a width',
    `A Convention

Article 1
Purpose

1. The purposes of this Convention are to promote and to
strengthen measures that prevent crime, as set forth in
Article 2 and in Chapter II, and to help States that act on
them:

(a) in time of peace, and in time of war, by all measures
that are available;

(b) otherwise.`,
    [
      'title A Convention',
      'article Article 1 Purpose',
      '1 1. The purposes of this Convention are to promote and to strengthen measures that prevent crime, as set forth in Article 2 and in Chapter II, and to help States that act on them:',
      '2 (a) in time of peace, and in time of war, by all measures that are available;',
      '2 (b) otherwise.',
    ],
  ],
  [
    'Spanish',
    'Convención\n\nCAPÍTULO I\nDisposiciones generales\n\nArtículo 1\nFinalidad\n\nLa finalidad de la presente Convención es:\n\na) Promover;\n\nb) Facilitar.\n\nEN FE DE LO CUAL, los infrascritos han firmado la presente.',
    [
      'title Convención',
      'chapter CAPÍTULO I Disposiciones generales',
      'article Artículo 1 Finalidad',
      '1 La finalidad de la presente Convención es:',
      '2 a) Promover;',
      '2 b) Facilitar.',
      'closing EN FE DE LO CUAL, los infrascritos han firmado la presente.',
    ],
  ],
  [
    'French with an ordinal',
    'Convention\n\nArticle premier\nObjet\n\n1. La présente Convention a pour objet la paix et les droits.\n\nArticle 2\nDéfinitions\n\n1. Aux fins de la présente Convention, les mots comptent.',
    [
      'title Convention',
      'article Article premier Objet',
      '1 1. La présente Convention a pour objet la paix et les droits.',
      'article Article 2 Définitions',
      '1 1. Aux fins de la présente Convention, les mots comptent.',
    ],
  ],
  [
    'Russian',
    'Конвенция\n\nГлава I. Общие положения\n\nСтатья 1. Цели\n\n1. Цели настоящей Конвенции:\n\nа) содействие;\n\nб) поощрение.\n\nСтатья 2. Термины\n\n1. Для целей настоящей Конвенции.',
    [
      'title Конвенция',
      'chapter Глава I. Общие положения',
      'article Статья 1. Цели',
      '1 1. Цели настоящей Конвенции:',
      '2 а) содействие;',
      '2 б) поощрение.',
      'article Статья 2. Термины',
      '1 1. Для целей настоящей Конвенции.',
    ],
  ],
  [
    'Arabic with stretched letters and Arabic digits',
    'الاتفاقية\n\nالفصل الثامـن: أحكام عامة\n\nالمادة ١\n\nمقاصد هذه الاتفاقية هي:\n\n(أ) التعاون؛\n\n(ب) المساعدة.\n\nالمادة ٢\n\n١- تعمل الدول.\n\n٢- تلتزم الدول.',
    [
      'title الاتفاقية',
      'chapter الفصل الثامـن: أحكام عامة',
      'article المادة ١',
      '1 مقاصد هذه الاتفاقية هي:',
      '2 (أ) التعاون؛',
      '2 (ب) المساعدة.',
      'article المادة ٢',
      '1 ١- تعمل الدول.',
      '1 ٢- تلتزم الدول.',
    ],
  ],
  [
    'Chinese',
    '公约\n\n第一章 总则\n\n第一条 宗旨\n\n一、本公约的宗旨是：\n\n（一）促进合作；\n\n（二）加强措施。\n\n二、缔约国应当遵守。\n\n第二条 术语\n\n在本公约中，术语如下。',
    [
      'title 公约',
      'chapter 第一章 总则',
      'article 第一条 宗旨',
      '1 一、 本公约的宗旨是：',
      '2 （一） 促进合作；',
      '2 （二） 加强措施。',
      '1 二、 缔约国应当遵守。',
      'article 第二条 术语',
      '1 在本公约中，术语如下。',
    ],
  ],
]

describe('plain text', () => {
  it.each(LAYOUTS)('%s', async (_name, source, expected) => {
    const parsed = await read(source)
    expect(outline(parsed)).toEqual(expected)
    expect(printed(parsed.doc)).toBe(characters(source))
    expect(codes(parsed)).toEqual([])
    expect(decodeDocument(encodeDocument(parsed.doc)).ok).toBe(true)
  })

  it('keeps the number bare and the form only where it isn’t the house style', async () => {
    const attrs: [unknown, unknown][] = []
    const parsed = await read('T\n\nArticle 1\n1. One:\n(a) a;\n2. Two:\na) b.\n\nART. 2\n(1) Text.')
    parsed.doc.descendants((node) => {
      if ('form' in node.attrs && node.attrs['number']) attrs.push([node.attrs['number'], node.attrs['form']])
    })
    expect(attrs).toEqual([
      ['1', null],
      ['1', null],
      ['a', null],
      ['2', null],
      ['a', '#)'],
      ['2', 'ART. #'],
      ['1', '(#)'],
    ])
  })

  it('gives eIds by number and place', async () => {
    const list = provisions((await read('T\n\nArticle 24\n1. One:\n(a) a;\n(i) deep.')).doc)
    expect(list.at(-1)!.eId).toBe('art_24__para_1__point_a__subpoint_i')
  })
})
