import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { plainLines } from '@travaux/shared/amendment'
import { readNumbering, readSheet, sheetEditor } from '@travaux/shared/crdt'
import { AMENDMENTS_ROOT } from '@travaux/shared/protocol'
import { RawClient, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'

const start = syncServers()

const inTheName =
  (change: (editor: ReturnType<typeof sheetEditor>) => void) =>
  (doc: Y.Doc): void =>
    change(sheetEditor(doc))

function typeInto(doc: Y.Doc, words: string): void {
  const [text] = sheetEditor(doc).texts('art_24', 'justification')
  const paragraph = text!.get(0) as Y.XmlElement
  if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()])
  ;(paragraph.get(0) as Y.XmlText).insert(0, words)
}

describe('what is noted about amendments', () => {
  it('is edited by several drafters at once, stored, and there for who comes later', async () => {
    const server = await start()
    const anna = await RawClient.joined(server.url, { user: 'anna' })
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    const made = anna.edit(
      inTheName((editor) => {
        editor.setProposer('art_24', 'Coalition')
        editor.makeText('art_24', 'justification')
      }),
    )
    expect(await anna.decided(made)).toBeNull()
    await until('the other has it', () => readSheet(bela.doc).has('art_24'))
    const written = [
      [anna, anna.edit((doc) => typeInto(doc, 'Proportionality. '))],
      [
        bela,
        bela.edit(
          inTheName((editor) => editor.addSupporter('art_24', { kind: 'state', name: 'Costa Rica', document: 'A/AC.291/1' })),
        ),
      ],
      [bela, bela.edit(inTheName((editor) => editor.setStatus('art_24', 'agreed')))],
      [bela, bela.edit(inTheName((editor) => editor.setNumbering('counted')))],
    ] as const
    for (const [who, index] of written) expect(await who.decided(index)).toBeNull()
    const later = await RawClient.joined(server.url, { user: 'cora', role: 'observer' })
    const entry = readSheet(later.doc).get('art_24')!
    expect(entry).toMatchObject({
      proposer: 'Coalition',
      status: 'agreed',
      supporters: [{ kind: 'state', name: 'Costa Rica', document: 'A/AC.291/1' }],
    })
    expect(plainLines(entry.justification)).toEqual(['Proportionality. '])
    expect(readNumbering(later.doc)).toBe('counted')
  })

  it.each(['reviewer', 'observer'])('is closed to a %s', async (role) => {
    const server = await start()
    const writer = await RawClient.joined(server.url, { user: 'rita', role })
    const change = inTheName((editor) => editor.setStatus('art_24', 'adopted'))
    expect(await writer.decided(writer.edit(change))).toBe(role === 'reviewer' ? 'not-a-suggestion' : 'role')
    const later = await RawClient.joined(server.url)
    expect(readSheet(later.doc).size).toBe(0)
  })

  it.each<[string, (root: Y.XmlFragment) => void]>([
    ['a provision', (root) => root.push([new Y.XmlElement('provision')])],
    ['words', (root) => root.push([new Y.XmlText('loose')])],
    ['an unknown element', (root) => root.push([new Y.XmlElement('script')])],
    ['an unknown attribute', (root) => root.push([withAttribute('amendment', 'onclick', 'x')])],
    ['an endless attribute', (root) => root.push([withAttribute('amendment', 'proposer', 'x'.repeat(5000))])],
    ['an attribute that is no text', (root) => root.push([withAttribute('amendment', 'proposer', { a: 1 })])],
  ])('holds no %s', async (_what, change) => {
    const server = await start()
    const writer = await RawClient.joined(server.url)
    expect(await writer.decided(writer.edit((doc) => change(doc.getXmlFragment(AMENDMENTS_ROOT))))).toBe('invalid')
  })

  it('is no place of the text, nor the text of it', async () => {
    const server = await start()
    const writer = await RawClient.joined(server.url)
    const before = textOf(writer.doc)
    expect(await writer.decided(writer.edit((doc) => doc.getXmlFragment('text').push([new Y.XmlElement('amendment')])))).toBe(
      'invalid',
    )
    const later = await RawClient.joined(server.url)
    expect(textOf(later.doc)).toBe(before)
  })
})

function withAttribute(name: string, key: string, value: unknown): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.setAttribute(key, value as string)
  return element
}
