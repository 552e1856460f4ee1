import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { RawClient, textAt } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT } from '../support/sync-server.ts'

const start = syncServers()

const article = (doc: Y.Doc, index: number) => doc.getXmlFragment(TEXT_ROOT).get(index) as Y.XmlElement

function provision(eId: string, words: string): Y.XmlElement {
  const element = new Y.XmlElement('provision')
  element.setAttribute('eId', eId)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** What a change counts as a change of. The base is an article 24 with two paragraphs and an article 35 with one. */
const CHANGES: [name: string, edit: (doc: Y.Doc) => void, blocks: string[]][] = [
  ['a word typed in a paragraph', (doc) => textAt(doc, 2).insert(0, 'x'), ['art_24__para_1']],
  ['a word deleted from it', (doc) => textAt(doc, 2).delete(0, 3), ['art_24__para_1']],
  ['a word made bold', (doc) => textAt(doc, 2).format(0, 3, { strong: {} }), ['art_24__para_1']],
  ['a word typed in the heading of an article', (doc) => textAt(doc, 1).insert(0, 'x'), ['art_24']],
  [
    'a paragraph that changes its level',
    (doc) => (article(doc, 1).get(2) as Y.XmlElement<{ level: number }>).setAttribute('level', 2),
    ['art_24__para_2'],
  ],
  ['an article that changes its number', (doc) => article(doc, 1).setAttribute('number', '25'), ['art_24']],
  ['a paragraph that goes', (doc) => article(doc, 1).delete(2, 1), ['art_24__para_2']],
  ['an article that goes, with all in it', (doc) => doc.getXmlFragment(TEXT_ROOT).delete(2, 1), ['art_35', 'art_35__para_1']],
  ['two blocks changed at once', (doc) => [0, 5].forEach((at) => textAt(doc, at).insert(0, 'x')), ['art_35__para_1', 'title']],
]

describe('authorship', () => {
  it.each(CHANGES)('%s', async (_, edit, blocks) => {
    const server = await start()
    expect(await server.rooms.authorship(DRAFT)).toEqual(new Map())
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    await anna.decided(anna.edit(edit))
    const authors = await server.rooms.authorship(DRAFT)
    expect([...authors.keys()].sort()).toEqual(blocks)
    const last = await server.rooms.lastChange(DRAFT)
    for (const author of authors.values()) expect(author).toEqual(last)
    expect(last!.userId).toBe('anna')
  })

  it('of a new paragraph is its author’s, and the article’s stays', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    await anna.decided(anna.edit((doc) => article(doc, 1).insert(1, [provision('art_24__para_new', 'New.')])))
    const authors = await server.rooms.authorship(DRAFT)
    expect([...authors].map(([eId, { userId }]) => [eId, userId])).toEqual([['art_24__para_new', 'anna']])
  })

  it('is the last one’s, and goes on from where it was asked last', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    await anna.decided(anna.edit((doc) => textAt(doc, 2).insert(0, 'a')))
    await anna.decided(anna.edit((doc) => textAt(doc, 3).insert(0, 'a')))
    const first = await server.rooms.authorship(DRAFT)
    await bela.decided(bela.edit((doc) => textAt(doc, 3).insert(0, 'b')))
    const second = await server.rooms.authorship(DRAFT)
    const who = (authors: typeof first) => Object.fromEntries([...authors].map(([eId, { userId }]) => [eId, userId]))
    expect(who(first)).toEqual({ art_24__para_1: 'anna', art_24__para_2: 'anna' })
    expect(who(second)).toEqual({ art_24__para_1: 'anna', art_24__para_2: 'bela' })
  })

  it('is the same when it is asked for twice at once, and after snapshots', async () => {
    const server = await start({ limits: { tailRows: 1 } })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    for (let turn = 0; turn < 6; turn++) await anna.decided(anna.edit((doc) => textAt(doc, turn).insert(0, 'x')))
    const [one, two] = await Promise.all([server.rooms.authorship(DRAFT), server.rooms.authorship(DRAFT)])
    expect(one).toEqual(two)
    expect(one.size).toBe(6)
  })
})
