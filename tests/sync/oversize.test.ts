import { afterEach, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { providerFor } from '../../client/src/sync/connection.ts'
import { account, everythingDurable, NOTHING_SENT, type DeliveryEvent } from '../../client/src/sync/delivery.ts'
import { MAX_FRAME_BYTES, MAX_UPDATE_STRUCTS, TEXT_ROOT } from '@travaux/shared/protocol'
import { stockClient, textAt, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT, type SyncServer } from '../support/sync-server.ts'

const start = syncServers()
const pages: { leave: () => void }[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.leave()
  vi.unstubAllGlobals()
})

/** The page's own connection, with the account that “Saved” is read from. */
function page(server: SyncServer, doc: Y.Doc) {
  vi.stubGlobal('location', { origin: server.url.replace(/^ws/, 'http') })
  const awareness = new Awareness(doc)
  const events: DeliveryEvent[] = []
  let lost = 0
  const provider = providerFor(DRAFT, 'anna', doc, awareness, {
    opened: () => {},
    delivery: (event) => events.push(event),
    news: () => {},
    lost: () => lost++,
    stopped: () => {},
  })
  provider.connect()
  const leave = () => {
    provider.destroy()
    awareness.destroy()
  }
  pages.push({ leave })
  return { provider, events, lost: () => lost, saved: () => everythingDurable(events.reduce(account, NOTHING_SENT)) }
}

function paragraph(words: string, number: string): Y.XmlElement {
  const element = new Y.XmlElement('provision')
  element.setAttribute('eId', `para_${number}`)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

describe('what was written without a connection', () => {
  it('arrives though it is longer than one message may be', async () => {
    const server = await start()
    const doc = new Y.Doc()
    doc.getXmlFragment(TEXT_ROOT).insert(0, [paragraph('a long word '.repeat(MAX_FRAME_BYTES / 11), '1')])
    for (let at = 2; at < 40; at++) doc.getXmlFragment(TEXT_ROOT).insert(at - 1, [paragraph('words '.repeat(at * 50), `${at}`)])
    doc.getXmlFragment(TEXT_ROOT).delete(5, 3)
    const anna = page(server, doc)
    await until('it is saved', anna.saved, 40_000)
    expect(anna.events.filter(({ kind }) => kind === 'refused')).toEqual([])
    expect(anna.lost()).toBe(0)
    // A text of more than 4 MB reaches stock clients whole, and they go on from there.
    const bela = stockClient(server.url, { user: 'bela' })
    await bela.synced()
    expect(textOf(bela.doc) === textOf(doc)).toBe(true)
    textAt(bela.doc, 3).insert(0, 'after all ')
    await until('the page has it', () => textOf(doc).includes('after all '))
    bela.leave()
  })

  it('arrives though it has more parts than one update may have', async () => {
    const server = await start()
    const doc = new Y.Doc()
    const root = doc.getXmlFragment(TEXT_ROOT)
    root.insert(
      0,
      Array.from({ length: MAX_UPDATE_STRUCTS / 3 }, (_, at) => paragraph(`${at}`, `${at}`)),
    )
    const anna = page(server, doc)
    await until('it is saved', anna.saved, 40_000)
    expect(anna.events.filter(({ kind }) => kind === 'refused')).toEqual([])
    await until('it is stored', async () => (await server.rooms.read(DRAFT))!.seq > 2)
  })

  it('counts as refused where it cannot be cut, and is not sent again and again', async () => {
    const server = await start()
    const doc = new Y.Doc()
    doc.getXmlFragment(TEXT_ROOT).insert(0, [paragraph('words', 'a'.repeat(MAX_FRAME_BYTES))])
    const anna = page(server, doc)
    await until('refused', () => anna.events.some(({ kind }) => kind === 'refused'))
    await until('synced', () => anna.provider.synced)
    expect(anna.events).toContainEqual({ kind: 'refused', reason: 'too-large' })
    expect([anna.lost(), anna.saved()]).toEqual([0, false])
  })
})

it('a long paste is not called saved before it has gone out, and what is typed behind it stays behind it', async () => {
  const server = await start()
  const doc = new Y.Doc()
  const anna = page(server, doc)
  await until('saved', anna.saved)
  textAt(doc, 1).insert(0, 'pasted '.repeat(100_000))
  expect(anna.saved()).toBe(false)
  for (let turn = 0; turn < 20; turn++) textAt(doc, 1).insert(0, `typed${turn} `)
  await until('saved', anna.saved)
  expect(anna.events.filter(({ kind }) => kind === 'refused')).toEqual([])
  const bela = stockClient(server.url, { user: 'bela' })
  await bela.synced()
  expect(textOf(bela.doc) === textOf(doc)).toBe(true)
  bela.leave()
})
