import { Worker } from 'node:worker_threads'
import { program } from '../places.ts'
import type { Fold } from '../store/draft-log.ts'
import { packRows } from '../store/packed-rows.ts'
import type { Foldable } from './fold.ts'
import type { FoldAnswer, FoldRequest } from './fold-worker.ts'

const WORKER = program('sync/fold-worker.ts')
/** A document's heap is ten times its bytes: a draft at its quota fits. */
const HEAP_LIMIT_MB = 768
/** The thread ends when nothing was folded for so long, and gives its memory back. */
const IDLE_MS = 5000

interface Waiting {
  readonly resolve: (fold: Fold) => void
  readonly reject: (error: Error) => void
}

/** Folds drafts in a thread, one after the other. */
export class Folder {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #asked = 0
  #idle: NodeJS.Timeout | null = null

  fold({ snapshot, tail }: Foldable): Promise<Fold> {
    if (this.#idle) clearTimeout(this.#idle)
    return new Promise((resolve, reject) => {
      const id = ++this.#asked
      this.#waiting.set(id, { resolve, reject })
      const packed = packRows(tail)
      const request: FoldRequest = { id, snapshot, tail: packed }
      this.#running().postMessage(request, packed.byteLength === packed.buffer.byteLength ? [packed.buffer] : [])
    })
  }

  /** What is being folded is left as it is. */
  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    this.#waiting.clear()
    await this.#worker?.terminate()
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(WORKER, { name: 'folder', resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB } })
    worker.on('message', (answer: FoldAnswer) => this.#settle(answer))
    worker.on('error', (error) => this.#lost(worker, error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => this.#lost(worker, new Error('The thread that makes snapshots has ended.')))
    worker.unref()
    this.#worker = worker
    return worker
  }

  #settle(answer: FoldAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.#worker?.terminate(), IDLE_MS).unref()
    if (answer.ok) waiting?.resolve(answer.fold)
    else waiting?.reject(new Error(answer.message))
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
