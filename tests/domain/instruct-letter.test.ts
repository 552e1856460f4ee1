import { describe, expect, it } from 'vitest'
import { amend, parseInstructions, printInstructions, replay, staleReferences } from '@travaux/shared/instruct'
import { identify, provisions } from '@travaux/shared/model'
import { letter } from '../support/letter.ts'

/** Every request of the coalition's letter carried out on the sample, as a delegate would read the list out. */
const HOUSE = `Proposed amendments to “Draft Convention on Cybercrime” (final draft)

1. In the title, delete “: Strengthening International Cooperation for the Suppression of Crimes Carried Out through Information and Communications Technology Systems and for the Exchange of Electronic Evidence of Serious Crimes of Every Kind”.
2. In the twelfth preambular paragraph, after “that protection”, insert “and may never set it aside”.
3. After the twelfth preambular paragraph, insert a new preambular paragraph reading as follows: “Recognizing the contribution of security researchers, journalists and human rights defenders to the security of information and communications technologies,”.
4. In article 3, subparagraph (b), after “purposes of”, insert “specific”.
5. In article 3, subparagraph (b), after “proceedings”, insert “concerning those offences”.
6. Retain article 6 as it appears in the third revision.
7. After article 6, insert a new article 6 bis reading as follows: “Article 6 bis. Protection of security research, journalism and the reporting of wrongdoing
    1. Nothing in this Convention shall be used to prosecute a person who, in good faith:
        (a) Tests, investigates or reports on the security of an information and communications technology system;
        (b) Gathers or publishes information of public interest; or
        (c) Reports wrongdoing.
    2. Each State Party shall provide in its domestic law for a defence in the cases described in paragraph 1 of this article.”.
8. In article 7, paragraph 1, after “right”, insert “and with dishonest intent”.
9. Replace article 7, paragraph 2, with the following: “2. The act is punishable only where it was done by overcoming a security measure.”.
10. In article 9, paragraph 2, replace “A State Party may provide that the” with “The”.
11. In article 11, paragraph 2, replace “protected with the” with “protected, with or without the”.
12. In article 11, paragraph 2, after “owner”, insert “, in good faith”.
13. In article 24, paragraphs 1 and 4, replace “this chapter” with “this Convention”.
14. In article 24, paragraph 1, replace “principle of” with “principles of legality, necessity, non-discrimination and”.
15. In article 24, paragraph 2, replace “include, as appropriate, review” with “include prior authorization”.
16. In article 24, paragraph 2, after “remedy,”, insert “the notification of the persons concerned,”.
17. In article 24, paragraph 3, replace “In so far as the public interest allows, and in particular the sound administration of justice, each” with “Each”.
18. Delete article 24, paragraph 5.
19. Delete article 28, paragraph 4.
20. Delete article 30.
21. In article 35, paragraph 1, subparagraph (a), at the end, add “and”.
22. In article 35, paragraph 1, subparagraph (b), replace “; and” with “.”.
23. Delete article 35, paragraph 1, subparagraph (c).
24. After article 35, paragraph 5, insert a new paragraph 5 bis reading as follows: “5 bis. Assistance under this Convention shall be given only where the conduct to which the request relates is an offence under the domestic law of both States Parties.”.
25. After article 35, new paragraph 5 bis, insert a new paragraph 5 ter reading as follows: “5 ter. A State Party shall refuse a request where it has substantial grounds for believing that the offence is of a political nature or that the request was made in order to prosecute or punish a person for a political opinion.”.
26. In article 36, paragraph 4, delete “, within the legal framework of each State Party,”.
27. In article 36, paragraph 4, after “safeguards”, insert “and shall be erased when they are no longer needed”.
28. Delete article 37, paragraph 2.
29. In article 37, paragraph 15, after “sex,”, insert “sexual orientation, gender identity, political opinion,”.
30. Replace article 40, paragraph 8, with the following: “8. A State Party shall decline to give assistance under this article where the conduct concerned is not an offence under its domestic law. Assistance may also be refused where the matters concerned are trifling or where the assistance sought can be had under other provisions of this Convention.”.
31. In article 40, paragraph 24, subparagraph (c), replace “; or” with “;”.
32. In article 40, paragraph 24, subparagraph (d), replace “granted.” with “granted; or”.
33. After article 40, paragraph 24, subparagraph (d), insert a new subparagraph (e) reading as follows: “(e) The requested State Party considers that the offence is of a political nature.”.
`

/** The same, as a delegate might have typed it into a mail. */
const BY_HAND = `Comments of the coalition on the final draft

Title
Delete ": Strengthening International Cooperation for the Suppression of Crimes Carried Out through Information and Communications Technology Systems and for the Exchange of Electronic Evidence of Serious Crimes of Every Kind".

Preamble
- PP 12: after "that protection", add "and may never set it aside".
- In the preamble, after the twelfth paragraph, insert a new preambular paragraph: "Recognizing the contribution of security researchers, journalists and human rights defenders to the security of information and communications technologies,".

Article 3
- In subparagraph (b), after "purposes of", insert "specific" and, after "proceedings", insert "concerning those offences".

Article 6: retain the text of the third revision.
Insert a new article 6 bis, reading: "Article 6 bis
Protection of security research, journalism and the reporting of wrongdoing
1. Nothing in this Convention shall be used to prosecute a person who, in good faith:
(a) Tests, investigates or reports on the security of an information and communications technology system;
(b) Gathers or publishes information of public interest; or
(c) Reports wrongdoing.
2. Each State Party shall provide in its domestic law for a defence in the cases described in paragraph 1 of this article."

Article 7
- Para. 1: insert "and with dishonest intent" after "right".
- Paragraph 2 should read: "2. The act is punishable only where it was done by overcoming a security measure."
Art. 9(2): "A State Party may provide that the" should read "The".
In art. 11 (2), "protected with the" becomes "protected, with or without the", and after "owner" insert ", in good faith"

Article 24 (Conditions and safeguards)
- In paras. 1 and 4, replace 'this chapter' by 'this Convention'.
- In paragraph 1, for "principle of" read "principles of legality, necessity, non-discrimination and".
- In paragraph 2, delete "include, as appropriate, review" and insert "include prior authorization".
- In the second paragraph, after "remedy," add "the notification of the persons concerned,".
- In paragraph 3, substitute "Each" for "In so far as the public interest allows, and in particular the sound administration of justice, each".
- Delete paragraph 5.

Articles 28 and 30
DELETE PARAGRAPH 4 OF ARTICLE 28.
Delete article 30 in its entirety.

Article 35
- In paragraph 1 (a), add "and" at the end.
- In paragraph 1 (b), replace "; and" with ".".
- Delete paragraph 1 (c).
- After paragraph 5, insert a new paragraph 5 bis: "5 bis. Assistance under this Convention shall be given only where the conduct to which the request relates is an offence under the domestic law of both States Parties."
- Insert a new paragraph 5 ter: "5 ter. A State Party shall refuse a request where it has substantial grounds for believing that the offence is of a political nature or that the request was made in order to prosecute or punish a person for a political opinion."

Article 36
- In paragraph 4, delete ", within the legal framework of each State Party,", and after "safeguards" insert "and shall be erased when they are no longer needed"

Article 37
- Delete paragraph 2.
- In para 15, after the word "sex,", insert "sexual orientation, gender identity, political opinion,".

Article 40
- Paragraph 8 shall be replaced by the following: "8. A State Party shall decline to give assistance under this article where the conduct concerned is not an offence under its domestic law. Assistance may also be refused where the matters concerned are trifling or where the assistance sought can be had under other provisions of this Convention."
- In paragraph 24, subparagraph (c), replace "; or" with ";".
- In paragraph 24 (d), replace "granted." with "granted; or".
- After paragraph 24 (d), insert a new subparagraph (e): "(e) The requested State Party considers that the offence is of a political nature."
`

const HEADER = { title: 'Draft Convention on Cybercrime', symbol: null, revision: 'final draft', date: null }
const { base, draft, revisions } = await letter()

describe('the letter', () => {
  it('reads as a delegate would read it out', () => {
    const amendments = amend(base, draft, { revisions })
    expect(printInstructions(HEADER, amendments)).toBe(HOUSE)
    expect(amendments.flatMap(({ unstated }) => unstated)).toEqual([])
    expect(amendments.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'MOD the title',
      'MOD the twelfth preambular paragraph',
      'ADD preambular paragraph',
      'MOD article 3',
      'RETAIN article 6',
      'ADD article 6 bis',
      ...[7, 9, 11, 24, 28].map((number) => `MOD article ${number}`),
      'DEL article 30',
      ...[35, 36, 37, 40].map((number) => `MOD article ${number}`),
    ])
  })

  it.each([
    ['as the house prints it', HOUSE],
    ['as people write it', BY_HAND],
  ])('makes the draft again, %s', (_name, text) => {
    const { items, problems } = parseInstructions(text)
    expect(problems).toEqual([])
    const made = replay(
      base,
      items.map(({ instruction }) => instruction),
      { revisions, lines: items.map(({ line }) => line) },
    )
    expect(made.ok ? [] : made.problems).toEqual([])
    expect(made.ok && provisions(identify(made.draft))).toEqual(provisions(draft))
  })

  it('finds the references that it makes stale, each with its repair', () => {
    expect(staleReferences(base, draft).map(({ place, text, proposal }) => [place, text, proposal])).toEqual([
      ['article 23, paragraph 3, subparagraph (a)', 'article 30', null],
      ['article 23, paragraph 3, subparagraph (b)', 'articles 29 and 30', 'article 29'],
      ['article 23, paragraph 4', 'articles 29 and 30', 'article 29'],
      ['article 35, paragraph 2', 'paragraph 1 (b) and (c) of this article', 'paragraph 1 (b) of this article'],
    ])
  })
})
