import { createHash } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Append, LoggedUpdate } from './draft-log.ts'

/** Rows as one run of bytes: between threads a hundred small objects cost more than what is in them. */
export const packRows = (rows: readonly LoggedUpdate[]): Uint8Array<ArrayBuffer> =>
  encoding.encode((to) => {
    encoding.writeVarUint(to, rows.length)
    for (const row of rows) writeRow(to, row)
  })

/** The updates lie in the bytes that were given. */
export function unpackRows(bytes: Uint8Array): LoggedUpdate[] {
  const from = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(from) }, () => readRow(from))
}

export const packBatch = (batch: readonly Append[]): Uint8Array<ArrayBuffer> =>
  encoding.encode((to) => {
    encoding.writeVarUint(to, batch.length)
    for (const { draftId, after, onlyNext, rows } of batch) {
      encoding.writeVarString(to, draftId)
      encoding.writeVarUint(to, after)
      encoding.writeUint8(to, onlyNext ? 1 : 0)
      encoding.writeVarUint(to, rows.length)
      for (const row of rows) {
        writeRow(to, { ...row, seq: 0 })
        encoding.writeVarUint(to, row.newClients.length)
        for (const client of row.newClients) encoding.writeVarUint(to, client)
      }
    }
  })

export function unpackBatch(bytes: Uint8Array): Append[] {
  const from = decoding.createDecoder(bytes)
  const times = <T>(read: () => T): T[] => Array.from({ length: decoding.readVarUint(from) }, read)
  return times(() => ({
    draftId: decoding.readVarString(from),
    after: decoding.readVarUint(from),
    onlyNext: decoding.readUint8(from) === 1,
    rows: times(() => ({ ...readRow(from), newClients: times(() => decoding.readVarUint(from)) })),
  }))
}

/** Tells whether two readers have seen the same rows. */
export const rowsDigest = (rows: readonly LoggedUpdate[]): Uint8Array => createHash('sha256').update(packRows(rows)).digest()

function writeRow(to: encoding.Encoder, { seq, userId, at, update }: LoggedUpdate): void {
  encoding.writeVarUint(to, seq)
  encoding.writeVarString(to, userId)
  encoding.writeVarUint(to, at)
  encoding.writeVarUint8Array(to, update)
}

const readRow = (from: decoding.Decoder): LoggedUpdate => ({
  seq: decoding.readVarUint(from),
  userId: decoding.readVarString(from),
  at: decoding.readVarUint(from),
  update: decoding.readVarUint8Array(from),
})
