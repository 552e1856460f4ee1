import { describe, expect, it } from 'vitest'
import { accounted, codes, outline, read, sorted } from '../support/parse-reading.ts'

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
  [
    'a labour convention: chapters with a Roman number and no word, a recital that ends with “and”',
    `C999 - Quiet at Work Convention, 2031 (No. 999)

Preamble

The General Conference,

Having met in its 108th Session on 10 June 2031, and

Having decided upon certain proposals,

adopts this day the following Convention:

I. DEFINITIONS

Article 1

1. For this Convention:

(a) noise is loud; and

(b) work is long.

II. SCOPE

Article 2

It protects workers.

A. Exceptions

Article 3

None.`,
    [
      'title C999 - Quiet at Work Convention, 2031 (No. 999)',
      'preamble Preamble',
      'preamble The General Conference,',
      'recital Having met in its 108th Session on 10 June 2031, and',
      'recital Having decided upon certain proposals,',
      'preamble adopts this day the following Convention:',
      'chapter I. DEFINITIONS',
      'article Article 1',
      '1 1. For this Convention:',
      '2 (a) noise is loud; and',
      '2 (b) work is long.',
      'chapter II. SCOPE',
      'article Article 2',
      '1 It protects workers.',
      'section A. Exceptions',
      'article Article 3',
      '1 None.',
    ],
  ],
  [
    'a European treaty: the journal above it, what an article was before, dashes, a protocol behind it',
    `26.10.2031    EN    Official Journal of the European Union    C 999/1

TREATY ON TIDES

HIS MAJESTY THE KING,

RESOLVED to ensure progress,

HAVE AGREED as follows.

PART ONE
PRINCIPLES

TITLE I
CATEGORIES

Article 1
(ex Article 1 TEC)

1. This Treaty organises the Union.

2. It may be declared inapplicable in the case of:

— any agreement,

— any decision,

which improves production.

PROTOCOL (No 1)
ON THE ROLE OF PARLIAMENTS

THE HIGH CONTRACTING PARTIES,

TITLE I
INFORMATION

Article 1

Documents shall be forwarded.`,
    [
      'title TREATY ON TIDES',
      'preamble HIS MAJESTY THE KING,',
      'recital RESOLVED to ensure progress,',
      'preamble HAVE AGREED as follows.',
      'part PART ONE PRINCIPLES',
      'chapter TITLE I CATEGORIES',
      'article Article 1 (ex Article 1 TEC)',
      '1 1. This Treaty organises the Union.',
      '1 2. It may be declared inapplicable in the case of:',
      '1 — any agreement,',
      '1 — any decision,',
      '1 which improves production.',
      'annex PROTOCOL (No 1) ON THE ROLE OF PARLIAMENTS',
      '1 THE HIGH CONTRACTING PARTIES,',
      'chapter TITLE I INFORMATION',
      'article Article 1',
      '1 Documents shall be forwarded.',
    ],
  ],
  [
    'a treaty in a register: when and where it was adopted below its title',
    `Convention against Haste
Adopted and opened for signature by General Assembly resolution 39/999 of 10 December 1984
entry into force 26 June 1987

The States Parties to this Convention,

Have agreed as follows:

PART I

Article 1

1. Haste is speed.`,
    [
      'title Convention against Haste',
      'preamble Adopted and opened for signature by General Assembly resolution 39/999 of 10 December 1984 entry into force 26 June 1987',
      'preamble The States Parties to this Convention,',
      'preamble Have agreed as follows:',
      'part PART I',
      'article Article 1',
      '1 1. Haste is speed.',
    ],
  ],
  [
    'Portuguese: ordinals, articles with a letter, § and Roman items',
    `CONVENÇÃO SOBRE AS MARÉS

Os Estados Partes na presente Convenção,

Considerando que as marés são comuns;

Acordaram no seguinte:

Título I
Disposições gerais

Artigo 1.º
Definições

1 - Para efeitos da presente Convenção:

a) «Maré» significa a água;

b) «Parte» significa um Estado.

Artigo 2.º-A
Âmbito

A presente Convenção aplica-se às marés.

Art. 3º É criado o Comité.

§ 1º O Comité reúne-se.

§ 2º O Comité decide:

I - por maioria;

II - por consenso.`,
    [
      'title CONVENÇÃO SOBRE AS MARÉS',
      'preamble Os Estados Partes na presente Convenção,',
      'recital Considerando que as marés são comuns;',
      'preamble Acordaram no seguinte:',
      'chapter Título I Disposições gerais',
      'article Artigo 1.º Definições',
      '1 1- Para efeitos da presente Convenção:',
      '2 a) «Maré» significa a água;',
      '2 b) «Parte» significa um Estado.',
      'article Artigo 2.º-A Âmbito',
      '1 A presente Convenção aplica-se às marés.',
      'article Art. 3º É criado o Comité.',
      '1 §1º O Comité reúne-se.',
      '1 §2º O Comité decide:',
      '2 I- por maioria;',
      '2 II- por consenso.',
    ],
  ],
  [
    'Chinese: each contracting State, an article between two others',
    `保护潮汐公约

本公约缔约各国，

认识到有必要保护潮汐，

兹协议如下：

第一部分

第1条

1.　为本公约的目的，潮汐是：

(a)　涨潮；

㈠　高；

(b)　落潮。

第二条之二

补充规定。`,
    [
      'title 保护潮汐公约',
      'preamble 本公约缔约各国，',
      'recital 认识到有必要保护潮汐，',
      'preamble 兹协议如下：',
      'part 第一部分',
      'article 第1条',
      '1 1. 为本公约的目的，潮汐是：',
      '2 (a) 涨潮；',
      '3 ㈠ 高；',
      '2 (b) 落潮。',
      'article 第二条之二',
      '1 补充规定。',
    ],
  ],
]

describe('treaties of other kinds', () => {
  it.each(KINDS)('%s', async (_kind, source, expected) => {
    const parsed = await read(source)
    expect(outline(parsed)).toEqual(expected)
    expect(accounted(parsed)).toBe(sorted(source))
  })

  it('a treaty that a resolution adopts is read without the resolution, which gives symbol and day', async () => {
    const source = `United Nations A/RES/99/243
General Assembly Distr.: General
31 December 2031
Resolution adopted by the General Assembly on 24 December 2031
99/243. Convention against Tidal Crime
The General Assembly,
Recalling its resolution 74/247,
1. Adopts the Convention against Tidal Crime, annexed to the present resolution;
2. Requests the Secretary-General to report.
Annex
Convention against Tidal Crime
Preamble
The States Parties to this Convention,
Noting that tides have potential,
Have agreed as follows:
Article 1
Purpose
The purposes of this Convention are to act.`
    const parsed = await read(source)
    expect(outline(parsed)).toEqual([
      'title Convention against Tidal Crime',
      'preamble Preamble',
      'preamble The States Parties to this Convention,',
      'recital Noting that tides have potential,',
      'preamble Have agreed as follows:',
      'article Article 1 Purpose',
      '1 The purposes of this Convention are to act.',
    ])
    expect(parsed.metadata).toMatchObject({ symbol: 'A/RES/99/243', date: '2031-12-31' })
    expect(accounted(parsed)).toBe(sorted(source))
  })

  it('a Council of Europe masthead gives symbol and date', async () => {
    const { metadata } = await read(KINDS[2]![1])
    expect(metadata).toMatchObject({ title: 'Convention on Quiet', symbol: 'CETS No. 999', date: '2030-02-01' })
  })

  it.each([
    [
      'French',
      'Nations Unies\tA/C.9/77/L.1\nAssemblée générale\n\nSoixante-dix-septième session\nSixième Commission\nPoint 44 de l’ordre du jour',
      'Convention sur la nuit',
      'Les États parties,',
      'Article premier',
    ],
    [
      'Spanish',
      'Naciones Unidas\tA/C.9/77/L.1\nAsamblea General\n\nSeptuagésimo séptimo período de sesiones\nSexta Comisión\nTema 44 del programa',
      'Convención sobre la noche',
      'Los Estados partes,',
      'Artículo 1',
    ],
    [
      'Russian',
      'Организация Объединенных Наций\tA/C.9/77/L.1\nГенеральная Ассамблея\n\nСемьдесят седьмая сессия\nШестой комитет\nПункт 44 повестки дня',
      'Конвенция о ночи',
      'Государства-участники,',
      'Статья 1',
    ],
    [
      'Arabic',
      'الأمم المتحدة\tA/C.9/77/L.1\nالجمعية العامة\n\nالدورة السابعة والسبعون\nاللجنة السادسة\nالبند 44 من جدول الأعمال',
      'اتفاقية الليل',
      'إن الدول الأطراف،',
      'المادة 1',
    ],
    ['Chinese', '联合国\tA/C.9/77/L.1\n大会\n\n第七十七届会议\n第六委员会\n议程项目44', '夜空公约', '本公约缔约国，', '第一条'],
  ])('a masthead of the United Nations in %s is none of the title', async (_language, mast, title, parties, article) => {
    const { metadata } = await read([mast, title, parties, article, '1. A.'].join('\n\n'))
    expect(metadata).toMatchObject({ title, symbol: 'A/C.9/77/L.1' })
  })

  it('Spanish points count ñ between n and o', async () => {
    const points = Array.from('abcdefghijklmnñop', (letter) => `${letter}) punto;`)
    const parsed = await read(
      ['T', 'Artículo 1', 'Términos', '1. Los términos del presente artículo son:', ...points].join('\n\n'),
    )
    expect(outline(parsed).slice(3)).toEqual(points.map((point) => `2 ${point}`))
    expect(parsed.warnings).toEqual([])
  })

  it('what ends a regulation of the European Union is its closing', async () => {
    const end = 'This Regulation shall be binding in its entirety and directly applicable in all Member States.'
    expect(
      outline(await read(['T', 'Article 1', 'It enters into force.', end, 'Done at Strasbourg.'].join('\n\n'))).slice(-2),
    ).toEqual([`closing ${end}`, 'closing Done at Strasbourg.'])
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
    expect(accounted(parsed)).toBe(sorted(SOURCE))
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
    expect(accounted(parsed)).toBe(sorted(source))
    expect(parsed.warnings[0]).toMatchObject({ code: 'line-numbers', text: lines.map((_, index) => index + 1).join('\n') })
  })
})
