import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { Gate, readDocument, seedUpdate, writeChange } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { treaty } from '../support/treaty.ts'
import { median, type Bench, type Row } from './row.ts'

/** What the server's gate costs for each update of a reviewer who types, beside applying the same update and looking no further. */
const WORDS = 20_000
const KEYS = 300
/** Milliseconds that the gate may take. */
const LIMIT = 1

export default {
  name: `Gate, ${WORDS.toLocaleString('en')} words`,
  async run(): Promise<Row[]> {
    const base = treaty(WORDS)
    return [0, 1500].flatMap((open) => measured(base, open))
  },
} satisfies Bench

function measured(base: Node, open: number): Row[] {
  const author = new Y.Doc()
  Y.applyUpdate(author, seedUpdate(base, TEXT_ROOT))
  const places = textblocks(base)
  if (open > 0) proposeAll(author, places, open)
  const state = Y.encodeStateAsUpdate(author)
  const gate = new Gate(state)
  const plain = new Y.Doc()
  Y.applyUpdate(plain, state)
  const [checked, applied]: [number[], number[]] = [[], []]
  for (const update of keystrokes(author, KEYS)) {
    applied.push(timed(() => Y.applyUpdate(plain, update)))
    checked.push(
      timed(() => {
        if (!gate.check(update, 'rita').ok) throw new Error('The gate refused an honest keystroke.')
      }),
    )
  }
  const ours = { measure: `a reviewer's key with ${open} suggestions open`, ours: median(checked), unit: 'ms' } as const
  return [
    { ...ours, peer: median(applied), peerName: 'applying it', target: null },
    { ...ours, peer: LIMIT, peerName: 'the limit', target: 1 },
  ]
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function textblocks(doc: Node): number[] {
  const places: number[] = []
  doc.descendants((node, pos) => void (node.isTextblock && node.content.size > 20 && places.push(pos + 1)))
  return places
}

/** Words of three reviewers, in turns, all over the text. */
function proposeAll(copy: Y.Doc, places: readonly number[], count: number): void {
  const users = ['rita', 'raul', 'rosa']
  const read = readDocument(copy.getXmlFragment(TEXT_ROOT))
  if (!read.ok) throw new Error(read.reason)
  const { schema } = read.doc.type
  let { doc } = read
  for (let at = count - 1; at >= 0; at--) {
    const place = places[Math.floor((at / count) * places.length)]! + 5 + (at % 7)
    const user = users[at % 3]!
    const mark = schema.marks['insertion']!.create({ id: `${user}:${at}`, user, at: 1_700_000_000_000 })
    doc = doc.replace(place, place, schema.node('heading', null, [schema.text('proposed ', [mark])]).slice(0))
  }
  writeChange(copy.getXmlFragment(TEXT_ROOT), doc)
}

/** The updates that Rita's typing makes, ten keys in each of many paragraphs. */
function* keystrokes(copy: Y.Doc, count: number): Generator<Uint8Array> {
  const updates: Uint8Array[] = []
  copy.on('update', (update: Uint8Array) => void updates.push(update))
  const texts = [
    ...copy.getXmlFragment(TEXT_ROOT).createTreeWalker((type) => type instanceof Y.XmlText),
  ] as unknown as Y.XmlText[]
  for (let key = 0; key < count; key++) {
    const paragraph = Math.floor(key / 10) * 11
    texts[paragraph]!.insert(1 + (key % 10), 'x', { [`insertion--rita:key${paragraph}`]: 1_700_000_000_000 })
    yield updates.splice(0)[0]!
  }
}
