import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { seedUpdate } from '@travaux/shared/crdt'
import { breaksDraft } from '../../server/src/sync/draft-structure.ts'
import { frame } from '../../server/src/sync/frame.ts'
import { IdRanges } from '../../server/src/sync/id-ranges.ts'
import { Knowledge } from '../../server/src/sync/knowledge.ts'
import { readShape, type UpdateShape } from '../../server/src/sync/update-shape.ts'
import { textAt, until } from '../support/sync-client.ts'
import { baseDocument } from '../support/sync-server.ts'

const base = seedUpdate(baseDocument, TEXT_ROOT)

function shapeOf(update: Uint8Array): UpdateShape {
  const read = readShape(update, Infinity)
  if (!read.ok) throw new Error(read.detail)
  return read.shape
}

/** Whether Yjs itself could use all of the update. */
function fits(doc: Y.Doc, update: Uint8Array): boolean {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(copy, update)
  return copy.store.pendingStructs === null && copy.store.pendingDs === null
}

const act = fc.record({
  who: fc.nat({ max: 2 }),
  does: fc.constantFrom('insert', 'insert', 'delete', 'format', 'element', 'attribute', 'read', 'everything'),
  where: fc.nat({ max: 30 }),
})

/** Updates of three people who now and then read each other. */
function updatesOf(acts: readonly { who: number; does: string; where: number }[]): Uint8Array[] {
  const updates: Uint8Array[] = []
  const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
  for (const doc of docs) {
    Y.applyUpdate(doc, base)
    doc.on('update', (update: Uint8Array, origin: unknown) => origin === null && updates.push(update))
  }
  for (const { who, does, where } of acts) {
    const doc = docs[who]!
    const text = textAt(doc, where)
    const at = where % (text.length + 1)
    const root = doc.getXmlFragment(TEXT_ROOT)
    if (does === 'insert') text.insert(at, 'a🙂b')
    else if (does === 'delete' && at < text.length) text.delete(at, Math.min(4, text.length - at))
    else if (does === 'format' && at < text.length) text.format(at, 1, { strong: {} })
    else if (does === 'element') root.insert(where % (root.length + 1), [element(where)])
    else if (does === 'attribute') (root.get(0) as Y.XmlElement).setAttribute('number', String(where))
    else if (does === 'read') Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[(who + 1) % 3]!), 'peer')
    else if (does === 'everything') updates.push(Y.encodeStateAsUpdate(doc))
  }
  return updates
}

function element(where: number): Y.XmlElement {
  const made = new Y.XmlElement('provision')
  made.insert(0, [new Y.XmlText(`new ${where}`)])
  return made
}

describe('what the server knows without a document', () => {
  it('fits exactly when Yjs could use the whole update, in any order and with any loss', () => {
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 3, maxLength: 25 }),
        fc.array(fc.nat({ max: 99 }), { maxLength: 40 }),
        (acts, order) => {
          const updates = updatesOf(acts)
          const knowledge = new Knowledge()
          const doc = new Y.Doc()
          for (const update of [base, ...order.flatMap((at) => updates[at % Math.max(1, updates.length)] ?? [])]) {
            const assessment = knowledge.assess(shapeOf(update), Infinity)
            expect(assessment.ok).toBe(fits(doc, update))
            if (!assessment.ok) continue
            const before = Y.encodeStateVector(doc)
            Y.applyUpdate(doc, update)
            if (!assessment.news) expect(Y.encodeStateVector(doc)).toEqual(before)
            assessment.learn()
            expect(knowledge.assess(shapeOf(update), Infinity)).toMatchObject({ news: false })
          }
          expect(knowledge.stateVector()).toEqual(Y.encodeStateVector(doc))
          const again = Knowledge.decode(knowledge.encode())!
          for (const update of updates) {
            const [one, other] = [knowledge, again].map((each) =>
              each.assess(shapeOf(update), 6, (place, struct) => breaksDraft(place, struct, 0)),
            )
            expect(JSON.stringify(other)).toBe(JSON.stringify(one))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('reads the length of every struct as Yjs does', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        for (const update of updatesOf(acts)) {
          const read = [...shapeOf(update).structs.values()].flat().map(({ client, clock, length }) => [client, clock, length])
          expect(read).toEqual(Y.decodeUpdate(update).structs.map(({ id, length }) => [id.client, id.clock, length]))
        }
      }),
    )
  })

  it('never lets Yjs throw on what it lets through, nor a bad byte through as an exception', () => {
    const whole = Y.mergeUpdates([base, ...updatesOf([1, 2, 3, 4].map((where) => ({ who: where % 3, does: 'insert', where })))])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const bad = Uint8Array.from(whole)
        for (const [at, byte] of changes) bad[at] = byte
        const read = readShape(bad, 20_000)
        const assessment = read.ok ? new Knowledge().assess(read.shape, 64) : { ok: false }
        if (!assessment.ok) return
        const doc = new Y.Doc()
        Y.applyUpdate(doc, bad)
        expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a set of ranges', () => {
  it('holds what was added and nothing else', () => {
    const range = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(fc.array(range), range, (added, [clock, length]) => {
        const ranges = new IdRanges()
        const plain = new Set<number>()
        for (const [start, size] of added) {
          ranges.add(1, start, size)
          for (let at = start; at < start + size; at++) plain.add(at)
        }
        const wanted = Array.from({ length }, (_, at) => clock + at)
        expect(ranges.has(1, clock, length)).toBe(wanted.every((at) => plain.has(at)))
        expect(ranges.has(2, clock, length)).toBe(false)
      }),
    )
  })
})

describe('a frame', () => {
  it('of any length is what a WebSocket client reads', async () => {
    const lengths = [0, 1, 125, 126, 65_535, 65_536, 200_000]
    const server = createServer()
    const sockets = new WebSocketServer({ noServer: true })
    server.on('upgrade', (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, () => {
        for (const length of lengths) socket.write(frame(Buffer.alloc(length, 7)))
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const heard: Buffer[] = []
    client.on('message', (bytes: Buffer) => heard.push(bytes))
    await until('all are read', () => heard.length === lengths.length)
    expect(heard.map((bytes) => bytes.length)).toEqual(lengths)
    expect(heard.every((bytes) => bytes.every((byte) => byte === 7))).toBe(true)
    client.terminate()
    server.close()
  })
})
