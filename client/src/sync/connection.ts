import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { MAX_FRAME_BYTES, MESSAGE, type NewsTopic, type RefusalReason } from '@travaux/shared/protocol'
import type { DeliveryEvent } from './delivery.ts'

/** Retries start at 0.2 s and double up to this many milliseconds, each cut by up to half at random, so that a crowd does not return at once. */
const LONGEST_WAIT = 15_000
/** y-websocket counts waits in powers of two of this many milliseconds. */
const FIRST_WAIT = 100
const [STEP_1, STEP_2] = [0, 1]
/** A slow line carries this much within a few seconds, after which the server's acknowledgement is heard. */
const PIECE_BYTES = 128 << 10

export interface ConnectionEvents {
  opened: () => void
  delivery: (event: DeliveryEvent) => void
  lost: () => void
  news: (topic: NewsTopic) => void
  /** The server said that trying again is pointless: a close code from 4400 to 4499. */
  stopped: (code: number) => void
}

/**
 * The y-websocket provider that hears the server's acknowledgements (`?ack=1`) and is let in as `personId` only (`?as=`): another
 * person may have signed in on this browser since. It waits for `connect` and ends with `destroy`.
 */
export function providerFor(
  draftId: string,
  personId: string,
  doc: Y.Doc,
  awareness: Awareness,
  on: ConnectionEvents,
): WebsocketProvider {
  const url = `${location.origin.replace(/^http/, 'ws')}/sync`
  const provider = new WebsocketProvider(url, encodeURIComponent(draftId), doc, {
    awareness,
    params: { ack: '1', news: '1', as: personId },
    // Each window must learn from the server, not from its neighbour, what is saved.
    disableBc: true,
    connect: false,
    WebSocketPolyfill: countingSocket(on.delivery),
  })
  provider.messageHandlers[MESSAGE.ack] = (_encoder, decoder) =>
    on.delivery({ kind: 'decided', count: decoding.readVarUint(decoder) })
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
    decoding.readVarUint(decoder)
    on.delivery({ kind: 'refused', reason: decoding.readVarString(decoder) as RefusalReason })
  }
  provider.messageHandlers[MESSAGE.news] = (_encoder, decoder) => on.news(decoding.readVarString(decoder) as NewsTopic)
  provider.on('status', ({ status }) => {
    if (status === 'connected') on.opened()
  })
  provider.on('connection-close', () => {
    provider.maxBackoffTime = jittered(provider.wsUnsuccessfulReconnects + 1)
    on.lost()
  })
  provider.on('closed', ({ code }) => on.stopped(code))
  return provider
}

function jittered(attempt: number): number {
  const wait = Math.min(2 ** attempt * FIRST_WAIT, LONGEST_WAIT)
  return wait * (0.5 + Math.random() / 2)
}

const isWrite = (frame: Uint8Array): boolean => frame[0] === MESSAGE.sync && frame[1] !== STEP_1

/**
 * A WebSocket that reports each sync message it sends: the count must be of what left on this very connection. A long one, as after a
 * day's work without a connection, is sent in pieces, and what is sent meanwhile waits behind them. What the server would hang up on
 * though it was cut is not sent, or it would be tried again for ever: it counts as refused.
 */
function countingSocket(report: (event: DeliveryEvent) => void): typeof WebSocket {
  return class extends WebSocket {
    /** Resolves when the long message has gone out; null when there is none. */
    #cutting: Promise<void> | null = null

    override send(frame: Uint8Array<ArrayBuffer>): void {
      const long = isWrite(frame) && frame.byteLength > PIECE_BYTES
      if (this.#cutting || long) this.#queue(() => (long ? this.#sendInPieces(frame) : Promise.resolve(this.#send(frame))))
      else this.#send(frame)
    }

    #queue(send: () => Promise<unknown>): void {
      report({ kind: 'held', frames: 1 })
      const sent = (this.#cutting ?? Promise.resolve()).then(async () => {
        await send()
        if (this.#cutting === sent) this.#cutting = null
        if (this.readyState === this.OPEN) report({ kind: 'held', frames: -1 })
      })
      this.#cutting = sent
    }

    async #sendInPieces(frame: Uint8Array<ArrayBuffer>): Promise<void> {
      // A page that is older than the server may not find the module any more: then it goes out as it is.
      const pieces = await import('./pieces.ts').then(({ piecesOf }) => piecesOf(frame, PIECE_BYTES)).catch(() => [frame])
      for (const piece of pieces) if (!this.#send(piece)) return
    }

    /** False when it did not go out. */
    #send(frame: Uint8Array<ArrayBuffer>): boolean {
      // The next connection tells everything again.
      if (this.readyState !== this.OPEN) return false
      if (frame.byteLength > MAX_FRAME_BYTES) {
        report({ kind: 'refused', reason: 'too-large' })
        return false
      }
      super.send(frame)
      if (isWrite(frame)) report({ kind: 'sent', step: frame[1] === STEP_2 ? 'step2' : 'update' })
      return true
    }
  }
}
