import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { texts } from '../../support/sync-client.ts'

/** A person types about this many letters in one place. */
const RUN = 30

const alphabet = (stroke: number): string => String.fromCharCode(97 + ((stroke * 7) % 26))

/** What somebody types into the base text, one keystroke an update: runs of letters here and there, and now and then a slip taken back. */
export function keystrokes(base: Uint8Array, client: number, count: number, letter = alphabet): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, base)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  const all = texts(doc.getXmlFragment(TEXT_ROOT))
  for (let stroke = 0; updates.length < count; stroke++) {
    const run = Math.floor(stroke / RUN)
    const text = all[(client * 7 + run * 31) % all.length]!
    if (stroke % RUN === RUN - 1 && text.length > 1) text.delete(1, 1)
    else text.insert(Math.min(text.length, 1 + (stroke % RUN)), letter(stroke))
  }
  doc.destroy()
  return updates
}

/** The client and clock of an update's first new letter; null where it only deletes. */
export function idOf(update: Uint8Array): { client: number; clock: number } | null {
  const from = decoding.createDecoder(update)
  if (decoding.readVarUint(from) === 0) return null
  decoding.readVarUint(from)
  return { client: decoding.readVarUint(from), clock: decoding.readVarUint(from) }
}

/** Every letter that an update brings: servers may put several updates together. */
export function lettersOf(update: Uint8Array): { client: number; clock: number }[] {
  return Y.decodeUpdate(update).structs.flatMap(({ id: { client, clock }, length }) =>
    Array.from({ length }, (_, at) => ({ client, clock: clock + at })),
  )
}
