import { describe, expect, it } from 'vitest'
import { outline, read, readWhole } from '../support/parse-reading.ts'

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
]

describe('treaties of other kinds', () => {
  it.each(KINDS)('%s', async (_kind, source, expected) => {
    expect(await readWhole(source)).toEqual(expected)
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
