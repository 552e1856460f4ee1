import { parentPort, workerData } from 'node:worker_threads'
import { openDraftLog } from './draft-log-sqlite.ts'
import type { LogAnswer, LogRequest, PackedDraft } from './log-messages.ts'
import { packRows, unpackBatch } from './packed-rows.ts'
import { keepWalLong } from './sqlite-file.ts'

/** The thread of the draft log: what takes milliseconds is done here while the server does something else. */
const { db, log } = openDraftLog(workerData as string)

parentPort!.on('message', (request: LogRequest) => {
  const { id } = request
  answer(request).then(
    ({ value, bytes }) => post({ id, ok: true, value }, bytes),
    (error: unknown) => post({ id, ok: false, ...described(error) }),
  )
})

const post = (message: LogAnswer, bytes: readonly Uint8Array[] = []): void =>
  parentPort!.postMessage(message, [...new Set(bytes.filter(ownsItsBuffer).map(({ buffer }) => buffer as ArrayBuffer))])

/** Bytes that share their buffer with others are copied instead. */
const ownsItsBuffer = (bytes: Uint8Array): boolean => bytes.byteLength === bytes.buffer.byteLength

async function answer(request: LogRequest): Promise<{ value: unknown; bytes?: Uint8Array[] }> {
  switch (request.kind) {
    case 'seed':
      return { value: await log.seed(request.draftId, request.update, request.userId, request.at) }
    case 'load': {
      const draft = log.load(request.draftId)
      if (!draft) return { value: null }
      const value: PackedDraft = { ...draft, tail: packRows(draft.tail) }
      return { value, bytes: [value.tail, ...(value.snapshot ? [value.snapshot.update, value.snapshot.knowledge] : [])] }
    }
    case 'append':
      return { value: await log.append(unpackBatch(request.batch)) }
    case 'fold':
      return { value: await log.fold(request.draftId, request.fold) }
    case 'page': {
      const value = packRows(log.page(request.draftId, request.after))
      return { value, bytes: [value] }
    }
    case 'lastChange':
      return { value: log.lastChange(request.draftId) }
    case 'checkWritable':
      return { value: await log.checkWritable(request.at) }
    case 'lengthen':
      return { value: keepWalLong(db) }
    case 'checkpoint':
      return { value: log.checkpoint() }
    case 'close':
      parentPort!.close()
      return { value: db.close() }
  }
}

function described(error: unknown): { message: string; errcode: number | null } {
  if (!(error instanceof Error)) return { message: String(error), errcode: null }
  return { message: error.message, errcode: 'errcode' in error ? Number(error.errcode) : null }
}
