import { Worker } from 'node:worker_threads'
import { program } from '../places.ts'
import { DirectLog } from './direct-log.ts'
import type { DraftLog, LoggedUpdate } from './draft-log.ts'
import type { RawDraft } from './draft-log-sqlite.ts'
import type { LogAnswer, LogRequests, PackedDraft } from './log-messages.ts'
import { packBatch, unpackRows } from './packed-rows.ts'

const WORKER = program('store/draft-log-worker.ts')
/** The journal is made long soon after the first draft was opened: who opens it is not kept waiting, nor is who types in it then. */
const LENGTHEN_AFTER_MS = 1000

/** The log has gone wrong or away. `errcode` is SQLite's (https://sqlite.org/rescode.html), where it said one. */
export class LogFailure extends Error {
  readonly errcode: number | null

  constructor(message: string, errcode: number | null) {
    super(message)
    this.errcode = errcode
  }
}

/** The log in the SQLite file, in a thread of its own that starts with the first question; what takes less time here is done here. `clock` in milliseconds. */
export function createThreadedDraftLog(file: string, clock?: () => number): DraftLog & { close: () => Promise<void> } {
  const thread = new LogThread(file)
  const direct = new DirectLog(file, () => thread.tell('checkpoint'), clock)
  let lengthening: NodeJS.Timeout | null = null
  const page = async (draftId: string, after: number): Promise<LoggedUpdate[]> =>
    unpackRows(await thread.ask('page', { draftId, after }))
  return {
    seed: (draftId, update, userId, at) => thread.ask('seed', { draftId, update, userId, at }),
    async load(draftId) {
      lengthening ??= setTimeout(() => thread.tell('lengthen'), LENGTHEN_AFTER_MS).unref()
      const draft = direct.quick ? direct.load(draftId) : unpacked(await thread.ask('load', { draftId }))
      return draft && { ...draft, clientOwners: new Map(draft.owners) }
    },
    append: async (batch) => direct.append(batch) ?? thread.ask('append', { batch: packBatch(batch) }),
    fold: (draftId, fold) => thread.ask('fold', { draftId, fold }),
    async *history(draftId, after = 0) {
      for (let rows = await page(draftId, after); rows.length > 0; rows = await page(draftId, rows.at(-1)!.seq)) yield* rows
    },
    lastChange: async (draftId) => (direct.quick ? direct.lastChange(draftId) : thread.ask('lastChange', { draftId })),
    checkWritable: (at) => thread.ask('checkWritable', { at }),
    async close() {
      if (lengthening) clearTimeout(lengthening)
      direct.close()
      await thread.close()
    },
  }
}

const unpacked = (draft: PackedDraft | null): RawDraft | null => draft && { ...draft, tail: unpackRows(draft.tail) }

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/** Questions and answers. A thread that dies fails what it was asked; the next question starts another. */
class LogThread {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #asked = 0
  #closed = false

  constructor(file: string) {
    this.#file = file
  }

  ask<K extends keyof LogRequests>(kind: K, question: LogRequests[K]['ask']): Promise<LogRequests[K]['answer']> {
    if (this.#closed) return Promise.reject(new LogFailure('The log is closed.', null))
    return new Promise((resolve, reject) => {
      const id = ++this.#asked
      this.#waiting.set(id, { resolve, reject })
      this.#running().postMessage({ id, kind, ...question })
    })
  }

  /** Something that may be left undone. */
  tell(kind: 'checkpoint' | 'lengthen'): void {
    this.ask(kind, {}).catch(() => {})
  }

  async close(): Promise<void> {
    if (this.#worker && !this.#closed) await this.ask('close', {}).catch(() => this.#worker?.terminate())
    this.#closed = true
  }

  #running(): Worker {
    if (this.#worker) {
      this.#worker.ref()
      return this.#worker
    }
    const worker = new Worker(WORKER, { workerData: this.#file, name: 'draft log' })
    worker.on('message', (answer: LogAnswer) => this.#settle(answer))
    worker.on('error', (error) => this.#lost(worker, error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => this.#lost(worker, 'The thread of the draft log has ended.'))
    this.#worker = worker
    return worker
  }

  #settle(answer: LogAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    // Nothing asked, nothing awaited: a command may end.
    if (this.#waiting.size === 0) this.#worker?.unref()
    if (answer.ok) waiting?.resolve(answer.value as never)
    else waiting?.reject(new LogFailure(answer.message, answer.errcode))
  }

  #lost(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(new LogFailure(reason, null))
    this.#waiting.clear()
  }
}
