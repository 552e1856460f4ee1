import { setTimeout } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import { Fragment, Slice, type Node } from 'prosemirror-model'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { readDocument, readRecords, writeChange, writeRecords } from '@travaux/shared/crdt'
import { schema } from '@travaux/shared/model'
import { MESSAGE, TEXT_ROOT } from '@travaux/shared/protocol'
import { suggest, type SuggestedDraft } from '@travaux/shared/suggest'
import { until } from './sync-client.ts'

/** A script in a live draft: a stock y-websocket client with a token, which also listens for news. */
export interface LiveDraft {
  readonly doc: Y.Doc
  /** Topics of the news heard so far. */
  readonly news: string[]
  read(): SuggestedDraft
  /** Writes the document as it shall read, as a drafter's hands would. */
  write(after: Node): void
  /** The same, as suggestions of this person. */
  suggest(after: Node, user: string): void
  leave(): void
}

export async function joinDraft(url: string, draftId: string, token: string): Promise<LiveDraft> {
  class Authorised extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { Authorization: `Bearer ${token}` } })
    }
  }
  const doc = new Y.Doc()
  const news: string[] = []
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, draftId, doc, {
    params: { news: '1' },
    WebSocketPolyfill: Authorised as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  provider.messageHandlers[MESSAGE.news] = (_encoder, decoder) => void news.push(decoding.readVarString(decoder))
  await until('the draft is here', () => provider.synced)
  const text = doc.getXmlFragment(TEXT_ROOT)
  const read = (): SuggestedDraft => {
    const found = readDocument(text)
    if (!found.ok) throw new Error(found.reason)
    return { doc: found.doc, records: readRecords(doc) }
  }
  let count = 0
  return {
    doc,
    news,
    read,
    write: (after) => writeChange(text, after),
    suggest(after, user) {
      const author = { user, at: Date.now(), newId: () => `${user}:${doc.clientID}-${++count}` }
      const { transform, records } = suggest(read(), { after, ranges: null }, author)
      doc.transact(() => {
        writeChange(text, transform.doc)
        writeRecords(doc, records)
      })
    },
    leave() {
      provider.destroy()
      doc.destroy()
    },
  }
}

/** The document with the first place of these words reading otherwise. */
export function reworded(doc: Node, from: string, to: string): Node {
  const places: number[] = []
  doc.descendants((node, pos) => {
    const at = node.isTextblock ? node.textContent.indexOf(from) : -1
    if (at >= 0) places.push(pos + 1 + at)
  })
  const [start] = places
  if (start === undefined) throw new Error(`“${from}” is not in the draft.`)
  const words = to === '' ? Slice.empty : new Slice(Fragment.from(doc.type.schema.text(to)), 0, 0)
  return doc.replace(start, start + from.length, words)
}

/** The document without the block of this eId. */
export function withoutBlock(doc: Node, eId: string): Node {
  const places: [number, number][] = []
  doc.descendants((node, pos) => {
    if (node.attrs['eId'] === eId) places.push([pos, pos + node.nodeSize])
  })
  return doc.replace(...places[0]!, Slice.empty)
}

/** Writes words at the beginning of a draft's title, and waits until the server has them. */
export async function typeInTitle(url: string, draftId: string, token: string, words: string): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` }
  const seq = async () => ((await (await fetch(`${url}/api/drafts/${draftId}?doc=0`, { headers })).json()) as { seq: number }).seq
  const before = await seq()
  const live = await joinDraft(url, draftId, token)
  live.write(live.read().doc.replace(1, 1, new Slice(Fragment.from(schema.text(words)), 0, 0)))
  while ((await seq()) === before) await setTimeout(20)
  live.leave()
}
