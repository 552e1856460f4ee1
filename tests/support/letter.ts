import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Node } from 'prosemirror-model'
import type { Revision } from '@travaux/shared/instruct'
import { parseFile } from '@travaux/shared/parse'

const sample = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../server/sample', name), 'utf8')
export const FINAL_DRAFT = sample('final-draft.txt')
export const THIRD_REVISION = sample('third-revision.txt')

const article = (text: string, number: number) =>
  new RegExp(`\nArticle ${number}\n[^]*?(?=\n(?:Article ${number + 1}|CHAPTER [IVX]+)\n)`).exec(text)![0]

/** What the coalition's open letter asks for, carried out on the sample's final draft. */
const REQUESTS: readonly (readonly [from: string, to: string])[] = [
  [
    ': Strengthening International Cooperation for the Suppression of Crimes Carried Out through Information and Communications Technology Systems and for the Exchange of Electronic Evidence of Serious Crimes of Every Kind',
    '',
  ],
  // The preamble.
  ['are to be weighed against that protection,', 'are to be weighed against that protection and may never set it aside,'],
  [
    'Noting the right of every person',
    'Recognizing the contribution of security researchers, journalists and human rights defenders to the security of information and communications technologies,\n\nNoting the right of every person',
  ],
  // Scope.
  [
    'for the purposes of criminal investigations and proceedings, as set out in articles 23 and 35.',
    'for the purposes of specific criminal investigations and proceedings concerning those offences, as set out in articles 23 and 35.',
  ],
  [article(FINAL_DRAFT, 6), article(THIRD_REVISION, 6)],
  [
    '\nCHAPTER II\n',
    '\nArticle 6 bis\nProtection of security research, journalism and the reporting of wrongdoing\n\n1. Nothing in this Convention shall be used to prosecute a person who, in good faith:\n\n(a) Tests, investigates or reports on the security of an information and communications technology system;\n\n(b) Gathers or publishes information of public interest; or\n\n(c) Reports wrongdoing.\n\n2. Each State Party shall provide in its domestic law for a defence in the cases described in paragraph 1 of this article.\n\nCHAPTER II\n',
  ],
  // Offences only with dishonest intent; good-faith testing is none.
  [
    'the intentional act of gaining access, without right, to',
    'the intentional act of gaining access, without right and with dishonest intent, to',
  ],
  [
    'A State Party may provide that the act is punishable only where it was done by overcoming a security measure, with the aim of obtaining electronic data, with some other dishonest intent, or in relation to a system that is connected to another such system.\n\nArticle 8',
    'The act is punishable only where it was done by overcoming a security measure.\n\nArticle 8',
  ],
  [
    'A State Party may provide that the act described in paragraph 1 of this article is punishable only where serious harm has resulted from it.',
    'The act described in paragraph 1 of this article is punishable only where serious harm has resulted from it.',
  ],
  [
    'for instance where a system is tested or protected with the permission of its owner.',
    'for instance where a system is tested or protected, with or without the permission of its owner, in good faith.',
  ],
  // Safeguards.
  ['provided for in this chapter are established', 'provided for in this Convention are established'],
  ['provided for in this chapter, both where', 'provided for in this Convention, both where'],
  ['the principle of proportionality.', 'the principles of legality, necessity, non-discrimination and proportionality.'],
  [
    'include, as appropriate, review by a court or another independent body, the right to an effective remedy,',
    'include prior authorization by a court or another independent body, the right to an effective remedy, the notification of the persons concerned,',
  ],
  ['3. In so far as the public interest allows, and in particular the sound administration of justice, each', '3. Each'],
  [
    '5. Where paragraph 2 of this article speaks of review by a court or another independent body, it refers to review at the domestic level.\n\n',
    '',
  ],
  // No forced help, no interception.
  [
    /\n4\. Each State Party shall take the legislative and other steps required to empower its competent authorities to order, in accordance with its domestic law, any person who has knowledge[^\n]*\n/.exec(
      FINAL_DRAFT,
    )![0],
    '',
  ],
  [article(FINAL_DRAFT, 30), ''],
  // Cooperation for offences of the Convention only, with dual criminality, and not for political offences.
  [
    '; and\n\n(c) Collecting, obtaining, preserving and sharing electronic evidence of any serious crime, including a serious crime established in accordance with another United Nations convention or protocol in force when this Convention is adopted.',
    '.',
  ],
  [
    'adjudicating the offences established in accordance with this Convention, including the freezing, seizure, confiscation and return of proceeds, whichever of the predicate offences dealt with in article 17, paragraph 2, they may come from;',
    'adjudicating the offences established in accordance with this Convention, including the freezing, seizure, confiscation and return of proceeds, whichever of the predicate offences dealt with in article 17, paragraph 2, they may come from; and',
  ],
  [
    '\n6. Where it is practicable and in keeping',
    '\n5 bis. Assistance under this Convention shall be given only where the conduct to which the request relates is an offence under the domestic law of both States Parties.\n\n5 ter. A State Party shall refuse a request where it has substantial grounds for believing that the offence is of a political nature or that the request was made in order to prosecute or punish a person for a political opinion.\n\n6. Where it is practicable and in keeping',
  ],
  [
    '4. Personal data received in accordance with this Convention shall be covered, within the legal framework of each State Party, by effective and suitable safeguards.',
    '4. Personal data received in accordance with this Convention shall be covered by effective and suitable safeguards and shall be erased when they are no longer needed.',
  ],
  ['because of sex, race, language,', 'because of sex, sexual orientation, gender identity, political opinion, race, language,'],
  [
    '\n2. If its law so permits, a State Party may also extradite where an offence established in accordance with this Convention is not punishable under its own domestic law.\n',
    '',
  ],
  [
    '8. A State Party may decline to give assistance under this article on the ground that the conduct concerned is not an offence under its domestic law. It may nevertheless give assistance to such extent as it thinks fit, whether or not the conduct would be an offence under that law. Assistance',
    '8. A State Party shall decline to give assistance under this article where the conduct concerned is not an offence under its domestic law. Assistance',
  ],
  [
    'investigation, prosecution or judicial proceedings in its own jurisdiction; or\n\n(d) The legal system of the requested State Party in matters of mutual legal assistance does not allow the request to be granted.',
    'investigation, prosecution or judicial proceedings in its own jurisdiction;\n\n(d) The legal system of the requested State Party in matters of mutual legal assistance does not allow the request to be granted; or\n\n(e) The requested State Party considers that the offence is of a political nature.',
  ],
]

/** A file's text as the import reads it. */
export async function readText(bytes: string | Uint8Array, name = 'text.txt'): Promise<Node> {
  const parsed = await parseFile(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, {
    name,
    trackedChanges: 'accept',
  })
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.doc
}

/** The sample, the draft that grants every request of the letter, and the revision that article 6 is retained from. */
export async function letter(): Promise<{ base: Node; draft: Node; revisions: readonly Revision[] }> {
  const text = REQUESTS.reduce((draft, [from, to]) => {
    if (!draft.includes(from)) throw new Error(`The sample no longer says: ${from}`)
    return draft.replace(from, () => to)
  }, FINAL_DRAFT)
  const [base, draft, third] = await Promise.all([FINAL_DRAFT, text, THIRD_REVISION].map((one) => readText(one)))
  return { base: base!, draft: draft!, revisions: [{ name: 'third revision', doc: third! }] }
}
