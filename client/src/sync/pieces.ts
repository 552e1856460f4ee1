import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { splitUpdate } from '@travaux/shared/crdt/split-update'
import { MAX_UPDATE_STRUCTS, MESSAGE } from '@travaux/shared/protocol'

/** A message, its kind and length stand before each piece's update. */
const HEAD_BYTES = 16
const UPDATE = 2

/** A long sync message as several, the last of which is what the long one was: a step 2 says that everything has been told. */
export function piecesOf(frame: Uint8Array, bytes: number): Uint8Array<ArrayBuffer>[] {
  const from = decoding.createDecoder(frame)
  decoding.readVarUint(from)
  const step = decoding.readVarUint(from)
  const updates = splitUpdate(decoding.readVarUint8Array(from), { bytes: bytes - HEAD_BYTES, structs: MAX_UPDATE_STRUCTS })
  return updates.map((update, at) =>
    encoding.encode((to) => {
      encoding.writeVarUint(to, MESSAGE.sync)
      encoding.writeVarUint(to, at === updates.length - 1 ? step : UPDATE)
      encoding.writeVarUint8Array(to, update)
    }),
  )
}
