import { describe, expect, it } from 'vitest'
import { characters, codes, outline, printed, read } from '../support/parse-reading.ts'

/** Treaties of the kinds of the world, each by the signs in which it differs from the others: words of our own, forms of theirs. */
const KINDS: [kind: string, source: string, expected: string[]][] = [
  [
    'a trade agreement: articles numbered by chapter, annexes by what they belong to',
    `AGREEMENT ON TIDES

CHAPTER 1
INITIAL PROVISIONS

Section A: General

Article 1.1: Establishment

The Parties establish an area.

Article 1.2: Other agreements

1. Each Party confirms:

(a) its rights; and

(b) its duties:

(i) old;

(ii) new.

CHAPTER 2
GOODS

Article 2.1: Definitions

Words mean what they say.

Annex 2-A
Schedules

Section A: Elimination

1. Categories apply.`,
    [
      'title AGREEMENT ON TIDES',
      'chapter CHAPTER 1 INITIAL PROVISIONS',
      'section Section A: General',
      'article Article 1.1: Establishment',
      '1 The Parties establish an area.',
      'article Article 1.2: Other agreements',
      '1 1. Each Party confirms:',
      '2 (a) its rights; and',
      '2 (b) its duties:',
      '3 (i) old;',
      '3 (ii) new.',
      'chapter CHAPTER 2 GOODS',
      'article Article 2.1: Definitions',
      '1 Words mean what they say.',
      'annex Annex 2-A Schedules',
      'section Section A: Elimination',
      '1 1. Categories apply.',
    ],
  ],
  [
    'a maritime convention: regulations, rules, parts of chapters, points with a dot before them',
    `CONVENTION ON RAFTS

CHAPTER II-1
CONSTRUCTION

PART A
GENERAL

Regulation 1
Application

1.1 This chapter shall apply.

1.2 For this chapter:

.1 a raft floats;

.2 a tug draws.

CHAPTER III
SIGNALS

Regulation 1
Lamps

(a) (i) Lamps shall burn.

(ii) Bells shall ring.

(b) Horns shall blow.

Rule 2
Whistles

Words.`,
    [
      'title CONVENTION ON RAFTS',
      'chapter CHAPTER II-1 CONSTRUCTION',
      'section PART A GENERAL',
      'article Regulation 1 Application',
      '1 1.1 This chapter shall apply.',
      '1 1.2 For this chapter:',
      '2 .1 a raft floats;',
      '2 .2 a tug draws.',
      'chapter CHAPTER III SIGNALS',
      'article Regulation 1 Lamps',
      '2 (a)',
      '3 (i) Lamps shall burn.',
      '3 (ii) Bells shall ring.',
      '2 (b) Horns shall blow.',
      'article Rule 2 Whistles',
      '1 Words.',
    ],
  ],
  [
    'a Council of Europe treaty: letters without signs, its series and its day',
    `Council of Europe Treaty Series - No. 999

Convention on Quiet

Strasbourg, 1.II.2030

Preamble

The member States of the Council,

Recognising the value of quiet;

Have agreed as follows:

Article 1 – Definitions

For the purposes of this Convention:

a    "quiet" is the absence of noise;

b    "noise" is a sound:

     i    that is loud;

     ii   that is long;

c    "listener" is any person.

Article 2 – Scope

1    This Convention applies to noise.

2    A Party may exclude:
     a.   bells;
     b.   birds.`,
    [
      'title Convention on Quiet',
      'preamble Strasbourg, 1.II.2030',
      'preamble Preamble',
      'preamble The member States of the Council,',
      'recital Recognising the value of quiet;',
      'preamble Have agreed as follows:',
      'article Article 1 – Definitions',
      '1 For the purposes of this Convention:',
      '2 a "quiet" is the absence of noise;',
      '2 b "noise" is a sound:',
      '3 i that is loud;',
      '3 ii that is long;',
      '2 c "listener" is any person.',
      'article Article 2 – Scope',
      '1 1 This Convention applies to noise.',
      '1 2 A Party may exclude:',
      '2 a. bells;',
      '2 b. birds.',
    ],
  ],
  [
    'a European regulation: a title of several lines, who adopts it, numbered recitals, an annex with parts',
    `REGULATION (EU) 2031/100 OF THE COUNCIL
of 5 May 2031
on wetlands

THE COUNCIL OF THE EUROPEAN UNION,

Having regard to the Treaty,

Whereas:

(1) Wetlands are wet.

(2) Rules are needed (1).

HAS ADOPTED THIS REGULATION:

CHAPTER I

GENERAL PROVISIONS

Article 1

Scope

1.   It applies to bogs:

(a) large;

(b) small.

ANNEX I

LIST

Part A

1. The Fen.`,
    [
      'title REGULATION (EU) 2031/100 OF THE COUNCIL of 5 May 2031 on wetlands',
      'preamble THE COUNCIL OF THE EUROPEAN UNION,',
      'recital Having regard to the Treaty,',
      'preamble Whereas:',
      'recital (1) Wetlands are wet.',
      'recital (2) Rules are needed (1).',
      'preamble HAS ADOPTED THIS REGULATION:',
      'chapter CHAPTER I GENERAL PROVISIONS',
      'article Article 1 Scope',
      '1 1. It applies to bogs:',
      '2 (a) large;',
      '2 (b) small.',
      'annex ANNEX I LIST',
      'part Part A',
      '1 1. The Fen.',
    ],
  ],
  [
    'a statute: headings of two lines, articles bis, two labels on a line',
    `STATUTE OF THE TRIBUNAL

PART 2. JURISDICTION, ADMISSIBILITY
AND APPLICABLE LAW

Article 8 bis
Crime of haste
(State referral, proprio motu)

1.      For this Statute, haste is speed.

2.      It shall be found by:

(a)     (i)     Any State;

        (ii)    The judges;

(b)     The Prosecutor.

Such findings bind.

Subsection B. Remedies

Article 9
Remedies

None.`,
    [
      'title STATUTE OF THE TRIBUNAL',
      'part PART 2. JURISDICTION, ADMISSIBILITY AND APPLICABLE LAW',
      'article Article 8 bis Crime of haste (State referral, proprio motu)',
      '1 1. For this Statute, haste is speed.',
      '1 2. It shall be found by:',
      '2 (a)',
      '3 (i) Any State;',
      '3 (ii) The judges;',
      '2 (b) The Prosecutor.',
      '1 Such findings bind.',
      'subsection Subsection B. Remedies',
      'article Article 9 Remedies',
      '1 None.',
    ],
  ],
  [
    'Spanish and French ordinals and dashes',
    `TRATADO SOBRE LOS HUMEDALES

Artículo 1.º Objeto

El presente Tratado protege los humedales.

Artículo 2.- Definiciones

1° Por humedal se entiende una tierra;

2° Por Parte se entiende un Estado.`,
    [
      'title TRATADO SOBRE LOS HUMEDALES',
      'article Artículo 1.º Objeto',
      '1 El presente Tratado protege los humedales.',
      'article Artículo 2.- Definiciones',
      '1 1° Por humedal se entiende una tierra;',
      '1 2° Por Parte se entiende un Estado.',
    ],
  ],
  [
    'Russian: inserted articles with a figure',
    `КОНВЕНЦИЯ О БОЛОТАХ

Статья 2. Термины

а) «болото» означает землю;

б) «Сторона» означает:

i) государство;

ii) организацию.

Статья 2-1
Толкование

1) Ничто не препятствует.

2) Всё разрешено.`,
    [
      'title КОНВЕНЦИЯ О БОЛОТАХ',
      'article Статья 2. Термины',
      '2 а) «болото» означает землю;',
      '2 б) «Сторона» означает:',
      '3 i) государство;',
      '3 ii) организацию.',
      'article Статья 2-1 Толкование',
      '1 1) Ничто не препятствует.',
      '1 2) Всё разрешено.',
    ],
  ],
  [
    'Chinese: items below a chapeau, figures in one sign',
    `保护湿地公约

本公约缔约国，

认识到湿地的重要性，

议定如下：

第一条 宗旨

本公约的宗旨是：

（一）保护湿地；

（二）恢复湿地。

第二条 术语

一、为本公约的目的：

㈠ 湿地是土地；

㈡ 缔约方是：

① 国家；

② 组织。`,
    [
      'title 保护湿地公约',
      'preamble 本公约缔约国，',
      'recital 认识到湿地的重要性，',
      'preamble 议定如下：',
      'article 第一条 宗旨',
      '1 本公约的宗旨是：',
      '2 （一） 保护湿地；',
      '2 （二） 恢复湿地。',
      'article 第二条 术语',
      '1 一、 为本公约的目的：',
      '2 ㈠ 湿地是土地；',
      '2 ㈡ 缔约方是：',
      '3 ① 国家；',
      '3 ② 组织。',
    ],
  ],
  [
    'Arabic: figures in quotation marks below letters',
    `اتفاقية الأراضي

المادة ٢
المصطلحات

١ - لأغراض هذه الاتفاقية:

(أ) الأرض؛

(ب) الطرف:

'١' دولة؛

'٢' منظمة.

المادة ٢ مكررا
التفسير

لا شيء يمنع ذلك.`,
    [
      'title اتفاقية الأراضي',
      'article المادة ٢ المصطلحات',
      '1 ١- لأغراض هذه الاتفاقية:',
      '2 (أ) الأرض؛',
      '2 (ب) الطرف:',
      "3 '١' دولة؛",
      "3 '٢' منظمة.",
      'article المادة ٢ مكررا التفسير',
      '1 لا شيء يمنع ذلك.',
    ],
  ],
  [
    'Korean and Hungarian',
    `습지 협약

제1조 목적

이 협약은 습지를 보호한다.

2. cikk

A felek megállapodnak.`,
    ['title 습지 협약', 'article 제1조 목적', '1 이 협약은 습지를 보호한다.', 'article 2. cikk', '1 A felek megállapodnak.'],
  ],
  [
    'a protocol that amends: what it quotes is no article of its own',
    `PROTOCOL TO AMEND

ARTICLE I

Article 3 of the Convention shall be replaced by the following:

"Article 3
Residence

1. The term means any person.

2. It includes:

a) a company;

b) a club."

ARTICLE II

Paragraph 2 shall be deleted.`,
    [
      'title PROTOCOL TO AMEND',
      'article ARTICLE I',
      '1 Article 3 of the Convention shall be replaced by the following:',
      '1 "Article 3',
      '1 Residence',
      '1 1. The term means any person.',
      '1 2. It includes:',
      '2 a) a company;',
      '2 b) a club."',
      'article ARTICLE II',
      '1 Paragraph 2 shall be deleted.',
    ],
  ],
]

describe('treaties of other kinds', () => {
  it.each(KINDS)('%s', async (_kind, source, expected) => {
    expect(outline(await read(source))).toEqual(expected)
  })

  it('a Council of Europe masthead gives symbol and date', async () => {
    const { metadata } = await read(KINDS[2]![1])
    expect(metadata).toMatchObject({ title: 'Convention on Quiet', symbol: 'CETS No. 999', date: '2030-02-01' })
  })

  it('articles that count anew in each division are in order', async () => {
    const source = 'T\n\nChapter I\n\nRule 1\n\nA.\n\nRule 2\n\nB.\n\nChapter II\n\nRule 1\n\nC.\n\nRule 3\n\nD.'
    expect((await read(source)).warnings.map(({ message }) => message)).toEqual([
      'An article may be missing here: article 3 follows article 1.',
    ])
  })

  it.each([
    [
      'a letter behind (a) and (i) is the next letter',
      '1. A:\n(a) b:\n(i) c.\n(c) d.',
      ['1 1. A:', '2 (a) b:', '3 (i) c.', '2 (c) d.'],
    ],
    ['a word is no letter', '1. A:\n\na party may act.\n\nSo it is.', ['1 1. A:', '1 a party may act.', '1 So it is.']],
  ])('%s', async (_name, body, expected) => {
    expect(outline(await read(`T\n\nArticle 1\n\n${body}`)).slice(2)).toEqual(expected)
  })
})

describe('a text that is being negotiated', () => {
  const SOURCE = `Draft text of the convention

The States Parties,

[Recalling the Charter,] [agreed ad referendum]

Chapter I
General provisions

Article 1
Purposes
[agreed ad referendum]

(a) Promote [and strengthen] measures;

[agreed ad referendum]

Option 1

1. Each Party [shall] [may] act.

Option 2

1. Each Party is encouraged to act.

[2. No Party is bound.]

Reservation of Country A: the delegation reserves its position on this article.

Article 2
Terms

Words.`

  it('keeps remarks with what they are about, alternatives apart and reservations beside the text', async () => {
    const parsed = await read(SOURCE)
    expect(outline(parsed)).toEqual([
      'title Draft text of the convention',
      'preamble The States Parties,',
      'recital [Recalling the Charter,] [agreed ad referendum]',
      'chapter Chapter I General provisions',
      'article Article 1 Purposes [agreed ad referendum]',
      '2 (a) Promote [and strengthen] measures; [agreed ad referendum]',
      '1 Option 1',
      '1 1. Each Party [shall] [may] act.',
      '1 Option 2',
      '1 1. Each Party is encouraged to act.',
      '1 [2. No Party is bound.]',
      'article Article 2 Terms',
      '1 Words.',
      'note Reservation of Country A: the delegation reserves its position on this article.',
    ])
    expect(codes(parsed)).toEqual(['reservation'])
    expect(Array.from(printed(parsed.doc)).toSorted()).toEqual(Array.from(characters(SOURCE)).toSorted())
  })

  it('an article about reservations stays an article', async () => {
    const source =
      'T\n\nArticle 1\nReservations\n\nReservations by a Party shall be made in writing.\n\nArticle 2\n\nA Party reserves nothing.'
    expect((await read(source)).warnings).toEqual([])
  })

  it('loses the numbers of its lines, and says so', async () => {
    const lines = [
      'DRAFT ARTICLES',
      '',
      'Draft article 1',
      'Scope',
      '',
      'These articles apply to persons who',
      'flee.',
      '',
      'Draft article 2',
      'Terms',
      '',
      'None.',
    ]
    const source = lines.map((line, index) => `${String(index + 1).padStart(4)}  ${line}`).join('\n')
    const parsed = await read(source)
    expect(outline(parsed)).toEqual([
      'title DRAFT ARTICLES',
      'article Draft article 1 Scope',
      '1 These articles apply to persons who flee.',
      'article Draft article 2 Terms',
      '1 None.',
    ])
    expect(parsed.warnings[0]).toMatchObject({ code: 'line-numbers', text: lines.map((_, index) => index + 1).join('\n') })
  })
})
