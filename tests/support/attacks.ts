import * as Y from 'yjs'
import { RECORDS_ROOT, TEXT_ROOT } from '@travaux/shared/protocol'
import { encode, noDeletes, rawItem, rawText, section, sections, type RawId } from './raw-update.ts'

/** The draft's blocks, for hands that know Yjs and no editor. */
export const textRoot = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(TEXT_ROOT)
export const articleAt = (doc: Y.Doc, index: number): Y.XmlElement => textRoot(doc).get(index) as Y.XmlElement
/** The words of child `child` of article `index`. */
export const wordsAt = (doc: Y.Doc, index: number, child: number): Y.XmlText =>
  (articleAt(doc, index).get(child) as Y.XmlElement).get(0) as Y.XmlText
export const recordsIn = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(RECORDS_ROOT)

const AT = 1_700_000_000_000
export const inserts = (user: string, id = `${user}:1`): Record<string, unknown> => ({ [`insertion--${id}`]: AT })
export const strikes = (user: string, id = `${user}:1`): Record<string, unknown> => ({ [`deletion--${id}`]: AT })
const stamp = (user: string, id = `${user}:2`): string => `${AT} ${id}`

export function proposed(user: string, name: string, ...content: Y.XmlElement[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.setAttribute('sug', stamp(user))
  element.insert(0, content)
  return element
}

export const deletionOf = (target: string, user: string, id = `${user}:3`): [string, object] => [
  `${id} delete ${target}`,
  { op: 'delete', id, user, at: AT, target },
]

/** What the others have proposed before the attack, in the document of `sync-server.ts`: Raul's words in article 24. */
export function prepared(doc: Y.Doc): void {
  const words = wordsAt(doc, 1, 1)
  words.insert(3, 'OTHER', inserts('raul'))
  words.format(12, 4, strikes('raul'))
  const [key, record] = deletionOf('art_35', 'raul')
  recordsIn(doc).set(key, record)
  wordsAt(doc, 2, 1).insert(OWL, '🦉', inserts('raul', 'raul:5'))
  textRoot(doc).insert(RAULS_ARTICLE, [proposed('raul', 'article', provision('art_raul__para_1', 'Of Raul.'))])
}

/** Where Raul proposes a character of two halves. */
const OWL = 'Requests may be refused.'.length
const RAULS_ARTICLE = 3
const RITAS_ARTICLE = 4

function provision(eId: string, words: string): Y.XmlElement {
  const element = new Y.XmlElement('provision')
  element.setAttribute('eId', eId)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** What the reviewer Rita has proposed. One article she has withdrawn, so that its words are gone for good; the last she wrote is a heading. */
export function ownProposal(doc: Y.Doc): void {
  wordsAt(doc, 1, 2).insert(3, 'MINE', inserts('rita'))
  textRoot(doc).insert(RITAS_ARTICLE, [proposed('rita', 'article', provision('art_rita__para_1', 'Withdrawn.'))])
  textRoot(doc).delete(RITAS_ARTICLE, 1)
  textRoot(doc).insert(RITAS_ARTICLE, [proposed('rita', 'article', provision('art_rita__para_1', 'Of Rita.'))])
  articleAt(doc, RITAS_ARTICLE).insert(1, [new Y.XmlElement('heading')])
}

/** Deletes where a format ends, so that it runs on over the words behind it. */
function runOn(doc: Y.Doc, text: Y.XmlText, key: string): void {
  doc.transact((transaction) => {
    // oxlint-disable-next-line no-underscore-dangle -- no public way leads to a format's end
    for (let item = text._start; item !== null; item = item.right)
      if (item.content instanceof Y.ContentFormat && item.content.key === key && item.content.value === null)
        item.delete(transaction)
  })
}

/** Hands on a copy of the draft, or the bytes that they write. */
type Attack = readonly [name: string, hands: (doc: Y.Doc) => void | Uint8Array]

/** What a reviewer may do. */
export const ALLOWED: readonly Attack[] = [
  ['propose words', (doc) => wordsAt(doc, 1, 2).insert(1, 'new', inserts('rita'))],
  ['propose to strike words', (doc) => wordsAt(doc, 2, 1).format(0, 3, strikes('rita'))],
  ['propose to strike what another proposes', (doc) => wordsAt(doc, 1, 1).format(2, 6, strikes('rita', 'rita:9'))],
  ['withdraw own words', (doc) => wordsAt(doc, 1, 2).delete(3, 4)],
  ['propose an article', (doc) => textRoot(doc).insert(1, [proposed('rita', 'article', new Y.XmlElement('heading'))])],
  ['propose a provision', (doc) => articleAt(doc, 1).insert(1, [proposed('rita', 'provision')])],
  ['propose that a block goes', (doc) => void recordsIn(doc).set(...deletionOf('art_24', 'rita'))],
  ['comment', (doc) => wordsAt(doc, 1, 1).format(0, 4, { 'comment--rita:7': true })],
  [
    'type in own words, in the middle of what another strikes',
    (doc) => wordsAt(doc, 1, 1).insert(14, 'x', { ...inserts('rita', 'rita:8'), 'deletion--raul:1': null }),
  ],
]

/** What a reviewer with raw Yjs might try. */
export const ATTACKS: readonly Attack[] = [
  ['plain words', (doc) => wordsAt(doc, 1, 1).insert(0, 'x')],
  ['delete words', (doc) => wordsAt(doc, 1, 1).delete(0, 1)],
  ['words signed as another', (doc) => wordsAt(doc, 1, 2).insert(6, 'x', inserts('raul'))],
  [
    'words of own, signed by another as well',
    (doc) => wordsAt(doc, 1, 2).insert(6, 'x', { ...inserts('rita'), ...inserts('raul') }),
  ],
  ['own words struck in another’s name', (doc) => wordsAt(doc, 1, 2).format(3, 4, strikes('raul', 'raul:77'))],
  ['strike half a character', (doc) => wordsAt(doc, 2, 1).format(OWL + 1, 1, strikes('rita'))],
  ['own words between two halves of a character', (doc) => wordsAt(doc, 2, 1).insert(OWL + 1, 'x', inserts('rita', 'rita:12'))],
  ['strike as another', (doc) => wordsAt(doc, 2, 1).format(0, 3, strikes('raul'))],
  ['strike as nobody', (doc) => wordsAt(doc, 2, 1).format(0, 3, { deletion: AT })],
  ['strike with an object for a value', (doc) => wordsAt(doc, 2, 1).format(0, 3, { 'deletion--rita:1': { at: AT } })],
  ['take back what another strikes', (doc) => wordsAt(doc, 1, 1).format(0, 20, { 'deletion--raul:1': null })],
  ['delete what another proposes', (doc) => wordsAt(doc, 1, 1).delete(3, 5)],
  ['accept another’s words', (doc) => wordsAt(doc, 1, 1).format(0, 20, { 'insertion--raul:1': null })],
  ['accept own words', (doc) => wordsAt(doc, 1, 2).format(0, 10, { 'insertion--rita:1': null })],
  ['claim words of the draft as own proposal', (doc) => wordsAt(doc, 1, 1).format(0, 3, inserts('rita'))],
  ['claim another’s proposal', (doc) => wordsAt(doc, 1, 1).format(3, 5, inserts('rita'))],
  ['bold', (doc) => wordsAt(doc, 1, 1).format(0, 3, { strong: true })],
  ['a comment as another', (doc) => wordsAt(doc, 1, 1).format(0, 3, { 'comment--raul:4': true })],
  ['a number', (doc) => articleAt(doc, 1).setAttribute('number', '99')],
  ['an eId', (doc) => (articleAt(doc, 1).get(1) as Y.XmlElement).setAttribute('eId', 'zzz')],
  ['remove an attribute', (doc) => articleAt(doc, 1).removeAttribute('number')],
  ['claim an article as own proposal', (doc) => articleAt(doc, 1).setAttribute('sug', stamp('rita'))],
  ['an attribute nobody knows', (doc) => articleAt(doc, 1).setAttribute('onclick', 'x')],
  ['attributes on words', (doc) => wordsAt(doc, 1, 2).setAttribute('x', 'y')],
  ['delete an article', (doc) => textRoot(doc).delete(1, 1)],
  ['empty the draft', (doc) => textRoot(doc).delete(0, textRoot(doc).length)],
  ['delete a paragraph', (doc) => articleAt(doc, 1).delete(1, 1)],
  [
    'move an article by a copy',
    (doc) => {
      const copy = articleAt(doc, 2).clone()
      textRoot(doc).delete(2, 1)
      textRoot(doc).insert(0, [copy])
    },
  ],
  [
    'delete words and type the same again',
    (doc) => {
      const words = wordsAt(doc, 2, 1)
      const first = (words.toDelta()[0] as { insert: string }).insert.slice(0, 2)
      words.delete(0, 2)
      words.insert(0, first)
    },
  ],
  ['a plain paragraph', (doc) => articleAt(doc, 1).insert(1, [new Y.XmlElement('provision')])],
  ['an article proposed by another', (doc) => textRoot(doc).insert(1, [proposed('raul', 'article')])],
  [
    'in an own article, a paragraph proposed by another',
    (doc) => textRoot(doc).insert(1, [proposed('rita', 'article', proposed('raul', 'provision'))]),
  ],
  ['write in another map', (doc) => void doc.getMap('meta').set('k', 1)],
  ['write another root', (doc) => doc.getText('evil').insert(0, 'x')],
  ['write another fragment', (doc) => doc.getXmlFragment('other').insert(0, [new Y.XmlElement('article')])],
  ['a record as another', (doc) => void recordsIn(doc).set(...deletionOf('art_24', 'raul', 'raul:77'))],
  ['delete another’s record', (doc) => recordsIn(doc).delete(deletionOf('art_35', 'raul')[0])],
  ['overwrite another’s record', (doc) => void recordsIn(doc).set(...deletionOf('art_35', 'raul'))],
  [
    'an own key with another’s name in it',
    (doc) => void recordsIn(doc).set(deletionOf('art_24', 'rita')[0], deletionOf('art_24', 'raul')[1]),
  ],
  [
    'a record that says more',
    (doc) => void recordsIn(doc).set(deletionOf('art_24', 'rita')[0], { ...deletionOf('art_24', 'rita')[1], x: 1 }),
  ],
  ['a shared type as a record', (doc) => void recordsIn(doc).set(deletionOf('art_24', 'rita')[0], new Y.Map())],
  ['a subdocument as a record', (doc) => void recordsIn(doc).set(deletionOf('art_24', 'rita')[0], new Y.Doc())],
  ['an embed under an own insertion', (doc) => wordsAt(doc, 1, 2).insertEmbed(4, { image: 1 }, inserts('rita'))],
  ['an unknown kind of node', (doc) => articleAt(doc, 1).insert(1, [proposed('rita', 'script')])],
  ['an article in a paragraph', (doc) => (articleAt(doc, 1).get(1) as Y.XmlElement).insert(0, [proposed('rita', 'article')])],
  [
    'own words directly in an article',
    (doc) => {
      const words = new Y.XmlText()
      words.insert(0, 'zz', inserts('rita'))
      articleAt(doc, 1).insert(1, [words])
    },
  ],
  ['a proposal without an author', (doc) => textRoot(doc).insert(1, [withSug('nobody')])],
  ['a proposal with an object for a stamp', (doc) => textRoot(doc).insert(1, [withSug({ id: 'rita:1', user: 'rita' })])],
  ['let own words run on over the draft’s', (doc) => runOn(doc, wordsAt(doc, 1, 2), 'insertion--rita:1')],
  ['let another’s deletion run on', (doc) => runOn(doc, wordsAt(doc, 1, 1), 'deletion--raul:1')],
  ['accept an own article', (doc) => articleAt(doc, RITAS_ARTICLE).removeAttribute('sug')],
  ['give an own article to another', (doc) => articleAt(doc, RITAS_ARTICLE).setAttribute('sug', stamp('raul'))],
  ['take another’s article for own', (doc) => articleAt(doc, RAULS_ARTICLE).setAttribute('sug', stamp('rita'))],
  ['accept another’s article', (doc) => articleAt(doc, RAULS_ARTICLE).removeAttribute('sug')],
  ['delete another’s article', (doc) => textRoot(doc).delete(RAULS_ARTICLE, 1)],
  ['plain words in another’s article', (doc) => wordsAt(doc, RAULS_ARTICLE, 0).insert(0, 'x')],
  [
    'plain words of the draft, after own words deleted',
    (doc) => {
      wordsAt(doc, 1, 2).delete(3, 4)
      wordsAt(doc, 1, 2).insert(3, 'mine')
    },
  ],
  [
    'an own article with the eId of one of the draft',
    (doc) => textRoot(doc).insert(1, [named(proposed('rita', 'article'), 'art_24')]),
  ],
  [
    'an own paragraph with the eId of one of the draft',
    (doc) => articleAt(doc, RITAS_ARTICLE).insert(1, [named(new Y.XmlElement('provision'), 'art_24__para_1')]),
  ],
  [
    'two own paragraphs with one eId',
    (doc) =>
      articleAt(doc, RITAS_ARTICLE).insert(
        1,
        ['z', 'z'].map((eId) => named(new Y.XmlElement('provision'), eId)),
      ),
  ],
  ['rename an own article as one of the draft', (doc) => void named(articleAt(doc, RITAS_ARTICLE), 'art_35')],
  ['a time to come', (doc) => wordsAt(doc, 1, 2).insert(1, 'new', { 'insertion--rita:13': Date.now() + 3 * 86_400_000 })],
  [
    'cut another’s character in two, from a text of own',
    (doc) => beside(doc, lastOf(wordsAt(doc, RITAS_ARTICLE, 0)), secondHalf(wordsAt(doc, 2, 1))),
  ],
  [
    'cut another’s character in two, with words that are thrown away because a neighbour is gone',
    (doc) => beside(doc, firstHalf(wordsAt(doc, 2, 1)), gone(doc)),
  ],
  ['words between the provisions of an own article, as the rest of what is known', unknownRest],
  ['a hook', (doc) => articleAt(doc, 1).insert(1, [new Y.XmlHook('x') as never])],
]

/** Words between two neighbours, in whatever list they are. */
function beside({ store, clientID }: Y.Doc, left: RawId, right: RawId): Uint8Array {
  const words = rawItem({ left, right }, rawText('x'))
  return encode(sections(section(clientID, Y.getState(store, clientID), 1, words)), noDeletes)
}

/** The heading that Rita wrote last, told again as the first of some words that stand elsewhere. */
function unknownRest(doc: Y.Doc): Uint8Array {
  const heading = idAt(articleAt(doc, RITAS_ARTICLE), 1)
  const words = rawItem({ left: lastOf(wordsAt(doc, 1, 1)) }, rawText('hxx'))
  return encode(sections(section(heading.client, heading.clock, 1, words)), noDeletes)
}

const idAt = (parent: Y.XmlText | Y.XmlElement, index: number): RawId =>
  Y.createRelativePositionFromTypeIndex(parent, index).item!
const lastOf = (text: Y.XmlText): RawId => idAt(text, text.length - 1)
const firstHalf = (text: Y.XmlText): RawId => idAt(text, OWL)
const secondHalf = (text: Y.XmlText): RawId => idAt(text, OWL + 1)

function gone(doc: Y.Doc): RawId {
  for (const structs of doc.store.clients.values()) for (const struct of structs) if (struct instanceof Y.GC) return struct.id
  throw new Error('Nothing is gone.')
}

function named(element: Y.XmlElement, eId: string): Y.XmlElement {
  element.setAttribute('eId', eId)
  return element
}

function withSug(value: unknown): Y.XmlElement {
  const element = new Y.XmlElement('article')
  element.setAttribute('sug', value as string)
  return element
}
