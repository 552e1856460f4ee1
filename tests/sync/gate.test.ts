import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seedUpdate } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import {
  all,
  bytes,
  encode,
  noDeletes,
  rawFormat,
  rawItem,
  section,
  sections,
  string,
  uint,
  type Part,
  type RawContent,
} from '../support/raw-update.ts'
import { RawClient, stockClient, textAt, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { baseDocument, DRAFT, type SyncServer } from '../support/sync-server.ts'

const start = syncServers()

const rowsOf = async (server: SyncServer) => (await server.log.load(DRAFT))!.seq
const type =
  (words: string, where = 1) =>
  (doc: Y.Doc) =>
    textAt(doc, where).insert(0, words)

describe('roles', () => {
  it.each([
    ['coordinator', null],
    ['drafter', null],
    ['reviewer', 'not-a-suggestion'],
    ['observer', 'role'],
  ])('%s who writes: refused for %s', async (role, reason) => {
    const server = await start()
    const writer = await RawClient.joined(server.url, { user: 'anna', role })
    const peer = await RawClient.joined(server.url, { user: 'bela' })
    expect(await writer.decided(writer.edit(type('written')))).toBe(reason)
    if (reason === null) await until('seen by the peer', () => textOf(peer.doc).includes('written'))
    else expect(await peer.decided(peer.edit(type('other', 2)))).toBeNull()
    expect(textOf(peer.doc).includes('written')).toBe(reason === null)
    expect(await rowsOf(server)).toBe(2)
  })

  it('an observer may not delete either', async () => {
    const server = await start()
    const observer = await RawClient.joined(server.url, { role: 'observer' })
    expect(await observer.decided(observer.edit((doc) => textAt(doc, 1).delete(0, 3)))).toBe('role')
    expect(await rowsOf(server)).toBe(1)
  })

  it('an observer who writes in a step 2 is refused as well', async () => {
    const server = await start()
    const observer = await RawClient.joined(server.url, { role: 'observer' })
    expect(await observer.decided(observer.write(observer.change(type('x')), 1))).toBe('role')
    expect(await rowsOf(server)).toBe(1)
  })

  it('an observer who comes back and tells what all know is not refused, not even for what Yjs deleted by itself', async () => {
    const server = await start()
    const observer = await RawClient.joined(server.url, { user: 'olga', role: 'observer' })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    // Words that arrive in a paragraph that someone deleted at the same time.
    const article = (doc: Y.Doc) => doc.getXmlFragment(TEXT_ROOT).get(1) as Y.XmlElement
    const words = bela.change((doc) => textAt(doc, 2).insert(0, 'too late '))
    await anna.decided(anna.edit((doc) => article(doc).delete(1, 1)))
    expect(await bela.decided(bela.write(words))).toBeNull()
    await until('the observer has it', () => textOf(observer.doc) === textOf(anna.doc))
    const again = await RawClient.joined(server.url, { user: 'olga', role: 'observer' }, false, observer.doc)
    expect(await again.decided(again.write(Y.encodeStateAsUpdate(observer.doc), 1))).toBeNull()
    expect(await rowsOf(server)).toBe(3)
  })

  it('without ?ack=1 a refusal is silent: stock clients would log an error', async () => {
    const server = await start()
    const observer = stockClient(server.url, { user: 'olga', role: 'observer' })
    const drafter = stockClient(server.url, { user: 'anna' })
    await Promise.all([observer.synced(), drafter.synced()])
    type('mine')(observer.doc)
    type('theirs')(drafter.doc)
    await until('the observer reads the drafter', () => textOf(observer.doc).includes('theirs'))
    expect(textOf(drafter.doc)).not.toContain('mine')
    observer.leave()
    drafter.leave()
  })
})

describe('client ids', () => {
  it('belong to the first who wrote with them', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    await anna.decided(anna.edit(type('anna was here ')))
    const thief = await RawClient.joined(server.url, { user: 'mallory' })
    thief.doc.clientID = anna.doc.clientID
    expect(await thief.decided(thief.edit(type('forged ')))).toBe('foreign-client')
    expect(await anna.decided(anna.edit(type('still here ')))).toBeNull()
    expect(await rowsOf(server)).toBe(3)
  })

  it('stay theirs after a restart', async () => {
    const server = await start({ limits: { idleMs: 30 } })
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    await anna.decided(anna.edit(type('anna ')))
    await anna.leave()
    await until('the draft leaves memory', () => server.rooms.census().rooms === 0)
    const thief = await RawClient.joined(server.url, { user: 'mallory' })
    thief.doc.clientID = anna.doc.clientID
    expect(await thief.decided(thief.edit(type('forged ')))).toBe('foreign-client')
  })

  it('of the first update are nobody’s', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url)
    anna.doc.clientID = 0
    expect(await anna.decided(anna.edit(type('forged ')))).toBe('foreign-client')
  })

  it('of others may come along with what the server knows already', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    await anna.decided(anna.edit(type('from anna ')))
    await until('bela has it', () => textOf(bela.doc).includes('from anna'))
    bela.change(type('from bela '))
    expect(await bela.decided(bela.write(Y.encodeStateAsUpdate(bela.doc), 1))).toBeNull()
    await until('anna has it', () => textOf(anna.doc).includes('from bela'))
    const stored = (await server.log.load(DRAFT))!
    expect([...stored.clientOwners]).toEqual(
      [
        [anna.doc.clientID, 'anna'],
        [bela.doc.clientID, 'bela'],
      ].sort((a, b) => Number(a[0]) - Number(b[0])),
    )
    // What was known is not stored a second time: a forged version of it could win when updates are merged.
    expect(Y.decodeUpdate(stored.tail.at(-1)!.update).structs.map(({ id }) => id.client)).toEqual([bela.doc.clientID])
  })

  it('cannot be used to pass off other words as known ones', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    await anna.decided(anna.edit(type('honest words ')))
    const mallory = new Y.Doc()
    Y.applyUpdate(mallory, Y.encodeStateAsUpdate(anna.doc))
    const forged = update([textIn(anna.doc.clientID, 0, 'forged words ')], [textIn(mallory.clientID, 0, '!')])
    const thief = await RawClient.joined(server.url, { user: 'mallory' })
    await thief.decided(thief.write(forged))
    const late = await RawClient.joined(server.url, { user: 'late' })
    expect(textOf(late.doc)).toContain('honest words')
    expect(textOf(late.doc)).not.toContain('forged')
  })
})

describe('an update that leaves a gap', () => {
  it('is refused, and the client is asked for what is missing', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, {}, false)
    anna.change(type('first '))
    const asked = anna.asked
    expect(await anna.decided(anna.edit(type('second ')))).toBe('gap')
    await until('asked', () => anna.asked > asked)
    expect(await anna.decided(anna.write(Y.encodeStateAsUpdate(anna.doc), 1))).toBeNull()
    const peer = await RawClient.joined(server.url, { user: 'bela' })
    expect(textOf(peer.doc)).toBe(textOf(anna.doc))
  })

  it('is healed by a stock client without anyone noticing', async () => {
    const server = await start()
    const anna = stockClient(server.url)
    await anna.synced()
    const send = anna.provider.ws!.send.bind(anna.provider.ws)
    anna.provider.ws!.send = () => {}
    type('lost on the way ')(anna.doc)
    anna.provider.ws!.send = send
    type('and after ')(anna.doc)
    const peer = await RawClient.joined(server.url, { user: 'bela' })
    await until('both are there', () => textOf(peer.doc) === textOf(anna.doc))
    expect(textOf(peer.doc)).toContain('lost on the way')
    anna.leave()
  })
})

const inRoot = (info: number, ...content: Part[]): Part => all(bytes(info), uint(1), string(TEXT_ROOT), ...content)
const after = (info: number, client: number, clock: number, ...content: Part[]): Part =>
  all(bytes(info | 128), uint(client), uint(clock), ...content)
const textIn = (client: number, clock: number, words: string): Part => section(client, clock, 1, inRoot(4, string(words)))
const update = (...lists: Part[][]): Uint8Array => encode(sections(...lists.flat()), noDeletes)
const made = (edit: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  edit(doc)
  return Y.encodeStateAsUpdate(doc)
}
const nested = (depth: number) =>
  made((doc) => {
    let inside: Y.XmlFragment = doc.getXmlFragment(TEXT_ROOT)
    for (let level = 0; level < depth; level++) {
      const element = new Y.XmlElement('provision')
      inside.insert(0, [element])
      inside = element
    }
  })
const C = 4242
/** Beside the first character of the draft. */
const inWords = (content: RawContent): Uint8Array => {
  const seed = new Y.Doc()
  Y.applyUpdate(seed, seedUpdate(baseDocument, TEXT_ROOT))
  const left = Y.createRelativePositionFromTypeIndex(textAt(seed, 0), 0).item!
  return update([section(C, 0, 1, rawItem({ left }, content))])
}

/** What no honest client sends, and what the server says to it. */
const HOSTILE: [name: string, update: Uint8Array, reason: string][] = [
  ['nothing at all', new Uint8Array(0), 'invalid'],
  ['noise', new Uint8Array([7, 7, 7, 7, 7, 7, 7]), 'invalid'],
  ['268 million structs in 15 bytes', encode(uint(1), uint(2 ** 28), uint(C), uint(0), bytes(0, 1, 0, 1), noDeletes), 'invalid'],
  ['268 million clients', encode(uint(2 ** 28), bytes(1, 1, 0, 0, 1), noDeletes), 'invalid'],
  ['268 million deletions', encode(uint(0), uint(1), uint(C), uint(2 ** 28), bytes(0, 1)), 'invalid'],
  [
    '268 million values in one item',
    encode(sections(section(C, 0, 1, inRoot(8, uint(2 ** 28), bytes(126)))), noDeletes),
    'invalid',
  ],
  ['a number beyond 2^53', encode(bytes(...Array.from({ length: 10 }, () => 0xff), 1)), 'invalid'],
  ['a number without end', new Uint8Array(64).fill(0xff), 'invalid'],
  ['a cut-off update', made((doc) => doc.getXmlFragment(TEXT_ROOT).insert(0, [new Y.XmlText('words')])).slice(0, -4), 'invalid'],
  ['something after the end', encode(sections(textIn(C, 0, 'x')), noDeletes, bytes(1)), 'invalid'],
  ['a struct without length', encode(sections(section(C, 0, 1, bytes(0), uint(0))), noDeletes), 'invalid'],
  ['an empty text', update([textIn(C, 0, '')]), 'invalid'],
  ['a length that eats the clock', encode(sections(section(C, 0, 1, bytes(0), uint(2 ** 52))), noDeletes), 'invalid'],
  ['a section without structs', encode(sections(section(C, 0, 0)), noDeletes), 'invalid'],
  ['two sections of one client', update([textIn(C, 0, 'x'), textIn(C, 1, 'y')]), 'invalid'],
  ['text that is not UTF-8', encode(sections(section(C, 0, 1, inRoot(4, uint(2), bytes(0xc3, 0x28)))), noDeletes), 'invalid'],
  ['an unknown kind of content', encode(sections(section(C, 0, 1, inRoot(12, uint(1)))), noDeletes), 'invalid'],
  ['an unknown kind of element', encode(sections(section(C, 0, 1, inRoot(7, uint(9)))), noDeletes), 'invalid'],
  ['a skip that calls itself an item', encode(sections(section(C, 0, 1, inRoot(10, uint(1)))), noDeletes), 'invalid'],
  [
    'a format that is not JSON',
    encode(sections(section(C, 0, 1, inRoot(6, string('strong'), string('{')))), noDeletes),
    'invalid',
  ],
  ...['__proto__', 'constructor', 'constructor--anna:1', 'insertion', 'insertion--', 'insertion--anna', 'link'].map(
    (key): [string, Uint8Array, string] => [`a format named ${key}`, inWords(rawFormat(key, 1)), 'invalid'],
  ),
  ...['__proto__', 'constructor--anna:1', 'link'].map((key): [string, Uint8Array, string] => [
    `the end of a format named ${key}`,
    inWords(rawFormat(key, null)),
    'invalid',
  ]),
  ['an embed that is not JSON', encode(sections(section(C, 0, 1, inRoot(5, string('nope')))), noDeletes), 'invalid'],
  ['a value of an unknown kind', encode(sections(section(C, 0, 1, inRoot(8, uint(1), bytes(3)))), noDeletes), 'invalid'],
  [
    'values nested without end',
    encode(
      sections(section(C, 0, 1, inRoot(8, uint(1), bytes(...Array.from({ length: 300 }, () => [117, 1]).flat(), 126)))),
      noDeletes,
    ),
    'invalid',
  ],
  [
    'an attribute named __proto__',
    encode(sections(section(C, 0, 1, inRoot(8 | 32, string('__proto__'), uint(1), bytes(126)))), noDeletes),
    'invalid',
  ],
  ['a subdocument', made((doc) => doc.getArray('a').insert(0, [new Y.Doc()])), 'invalid'],
  ['elements 100 deep', nested(100), 'invalid'],
  [
    '20,001 elements',
    made((doc) =>
      doc.getXmlFragment(TEXT_ROOT).insert(
        0,
        Array.from({ length: 20_001 }, () => new Y.XmlElement('provision')),
      ),
    ),
    'too-large',
  ],
  ['a clock ahead of the text', update([textIn(C, 5, 'x')]), 'gap'],
  [
    'a hole in its own writing',
    encode(sections(section(C, 0, 3, inRoot(4, string('a')), all(bytes(10), uint(5)), after(4, C, 0, string('b')))), noDeletes),
    'gap',
  ],
  ['a neighbour that nobody has seen', encode(sections(section(C, 0, 1, after(4, 999, 3, string('x')))), noDeletes), 'gap'],
  [
    'an element in itself',
    encode(sections(section(C, 0, 1, all(bytes(7), uint(0), uint(C), uint(0), uint(1)))), noDeletes),
    'gap',
  ],
  [
    'two that wait for each other',
    encode(
      sections(section(C, 0, 1, after(4, C + 1, 0, string('x'))), section(C + 1, 0, 1, after(4, C, 0, string('y')))),
      noDeletes,
    ),
    'gap',
  ],
  ['a deletion of what is yet to be written', encode(uint(0), uint(1), uint(C), uint(1), uint(0), uint(500)), 'gap'],
  ['a deletion beyond the text', encode(uint(0), uint(1), uint(0), uint(1), uint(0), uint(2 ** 31)), 'gap'],
]

describe('hostile updates', () => {
  it.each(['drafter', 'reviewer'])('of a %s are refused one by one, and everyone else goes on', async (role) => {
    const server = await start()
    const bystander = await RawClient.joined(server.url, { user: 'bela' })
    const mallory = await RawClient.joined(server.url, { user: 'mallory', role }, false)
    for (const [name, bad, reason] of HOSTILE) {
      expect(await mallory.decided(mallory.write(bad)), name).toBe(reason)
      expect(await bystander.decided(bystander.edit(type('on '))), `after ${name}`).toBeNull()
    }
    expect(await rowsOf(server)).toBe(1 + HOSTILE.length)
    expect(server.errors).toEqual([])
    const late = await RawClient.joined(server.url, { user: 'late' })
    expect(textOf(late.doc)).toBe(textOf(bystander.doc))
  })

  it('what is as large as allowed comes in', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url)
    const many = Array.from({ length: 20_000 }, () => new Y.XmlElement('provision'))
    expect(await anna.decided(anna.write(made((doc) => doc.getXmlFragment(TEXT_ROOT).insert(0, many))))).toBeNull()
    const late = await RawClient.joined(server.url, { user: 'late' })
    expect(textOf(late.doc)).toContain('<provision></provision><provision>')
  })
})
