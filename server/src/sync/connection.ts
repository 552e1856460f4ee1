import type { WebSocket } from 'ws'
import { CLOSE, type RefusalReason } from '@travaux/shared/protocol'
import type { SyncEnvironment } from './environment.ts'
import type { Joiner, Participant } from './joiner.ts'
import { messages, readMessage, type ClientMessage } from './messages.ts'
import { TokenBucket } from '../token-bucket.ts'
import type { Write } from './writer.ts'

/** Where a connection's messages go: the room, once it is there. */
export interface Receiver {
  /** Someone asks for what is not in their state vector; false when that is none. */
  sync(connection: Connection, stateVector: Uint8Array): boolean
  /** Sync message `index` of the connection. */
  write(connection: Connection, index: number, write: Write): void
  presence(connection: Connection, message: Extract<ClientMessage, { kind: 'presence' }>): boolean
  queryPresence(connection: Connection): void
  leave(connection: Connection): void
}

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]

/** One client's socket. Whatever arrives on it, and whatever goes wrong with it, ends here. */
export class Connection {
  readonly joiner: Joiner
  readonly #ws: WebSocket
  readonly #env: SyncEnvironment
  readonly #bucket: TokenBucket
  readonly #revalidation: NodeJS.Timeout
  #resume: NodeJS.Timeout | null = null
  #receiver: Receiver | null = null
  #gone = false
  #asked = false
  #received = 0
  #acknowledged = 0
  /** Indexes of sync messages that wait for a commit, in order. */
  #undecided: number[] = []
  #sentAt: number
  #heardAt: number

  constructor(ws: WebSocket, joiner: Joiner, env: SyncEnvironment) {
    this.joiner = joiner
    this.#ws = ws
    this.#env = env
    const now = env.clock()
    this.#sentAt = now
    this.#heardAt = now
    this.#bucket = new TokenBucket(env.limits.burst, env.limits.tokensPerSecond, now)
    this.#revalidation = setInterval(() => void this.#revalidate(), env.limits.revalidateMs).unref()
    ws.on('error', (error) => this.#broken(error))
    ws.on('close', () => this.#leave())
    ws.on('pong', () => (this.#heardAt = env.clock()))
    ws.on('message', (bytes, isBinary) => this.#hear(bytes as Buffer, isBinary))
    // Nothing is read before there is a room to take it.
    ws.pause()
  }

  get person(): Participant {
    return this.joiner.person
  }

  get open(): boolean {
    return !this.#gone
  }

  start(receiver: Receiver): void {
    this.#receiver = receiver
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.resume()
  }

  /** Sends whole frames, several readers may share them. A reader who does not read is cut off. */
  send(frames: Buffer): void {
    if (this.#gone || frames.length === 0 || this.#ws.readyState !== this.#ws.OPEN) return
    if (this.joiner.socket.writableLength > this.#env.limits.unreadBytes) return this.#cut()
    this.#sentAt = this.#env.clock()
    this.joiner.socket.write(frames)
  }

  /** Sends frames without putting them together first. */
  sendAll(frames: readonly Buffer[]): void {
    const { socket } = this.joiner
    socket.cork()
    for (const frame of frames) this.send(frame)
    socket.uncork()
  }

  /** Asks for everything that the state vector lacks, once until the client has answered. */
  ask(stateVector: Uint8Array): void {
    if (this.#asked) return
    this.#asked = true
    this.send(messages.step1(stateVector))
  }

  /** Message `index` waits for a commit. */
  defer(index: number): void {
    this.#undecided.push(index)
  }

  /** A deferred message, normally the oldest, has been decided. The client learns it with the next `acknowledgement`. */
  decide(index: number): void {
    const at = this.#undecided[0] === index ? 0 : this.#undecided.indexOf(index)
    if (at >= 0) this.#undecided.splice(at, 1)
  }

  withdraw(index: number): void {
    this.decide(index)
  }

  /** Message `index` will not be stored. */
  refuse(index: number, reason: RefusalReason): void {
    if (this.joiner.ack) this.send(messages.refused(index, reason))
  }

  /** The frame that tells how many messages have been decided, when there is something to tell. */
  acknowledgement(): Buffer | null {
    const decided = this.#undecided[0] ?? this.#received
    if (!this.joiner.ack || decided === this.#acknowledged) return null
    this.#acknowledged = decided
    return messages.ack(decided)
  }

  acknowledge(): void {
    const ack = this.acknowledgement()
    if (ack) this.send(ack)
  }

  /** Someone who sends too fast is read more slowly: what they wrote waits in their own socket and is not lost. */
  charge(tokens: number): void {
    const wait = this.#bucket.take(tokens, this.#env.clock())
    if (wait === 0 || this.#resume) return
    this.#ws.pause()
    this.#resume = setTimeout(() => {
      this.#resume = null
      if (this.#ws.readyState === this.#ws.OPEN) this.#ws.resume()
    }, wait)
  }

  close(code: CloseCode): void {
    if (this.#gone) return
    this.#leave()
    this.#ws.resume()
    this.#ws.close(code)
  }

  terminate(): void {
    this.#leave()
    this.#ws.terminate()
  }

  /** Says something when nothing was said for long, and hangs up on those who are no longer there. */
  keepAlive(now: number): void {
    const { keepAliveMs } = this.#env.limits
    if (now - this.#sentAt >= keepAliveMs) this.send(messages.presence([]))
    if (now - this.#heardAt >= 4 * keepAliveMs) this.terminate()
    else if (now - this.#heardAt >= keepAliveMs && this.#ws.readyState === this.#ws.OPEN) this.#ws.ping()
  }

  #hear(bytes: Buffer, isBinary: boolean): void {
    if (this.#gone || !this.#receiver) return
    this.#heardAt = this.#env.clock()
    try {
      const message = isBinary ? readMessage(bytes) : null
      if (!message || !this.#take(message, bytes.length, this.#receiver)) this.close(CLOSE.badMessage)
    } catch (error) {
      this.#env.logger.error(
        { err: error, draftId: this.joiner.draftId, userId: this.person.id },
        'a message could not be handled',
      )
      this.close(CLOSE.badMessage)
    }
  }

  /** False when the message makes no sense. */
  #take(message: ClientMessage, bytes: number, receiver: Receiver): boolean {
    this.charge(message.kind === 'step1' ? this.#env.limits.wholeTextTokens : 1 + bytes / 1024)
    switch (message.kind) {
      case 'step1':
        return receiver.sync(this, message.stateVector)
      case 'write':
        if (message.step2) this.#asked = false
        receiver.write(this, this.#received++, message)
        return true
      case 'presence':
        return receiver.presence(this, message)
      case 'queryPresence':
        receiver.queryPresence(this)
        return true
    }
  }

  async #revalidate(): Promise<void> {
    try {
      if (!(await this.joiner.stillAllowed())) this.close(CLOSE.signedOut)
    } catch (error) {
      this.#env.logger.error({ err: error, userId: this.person.id }, 'rights could not be checked again')
      this.close(CLOSE.storeFailed)
    }
  }

  #broken(error: Error): void {
    this.#env.logger.warn({ err: error.message, draftId: this.joiner.draftId, userId: this.person.id }, 'a socket broke')
    this.terminate()
  }

  #cut(): void {
    this.#env.measurements.cutOff()
    this.#env.logger.warn({ draftId: this.joiner.draftId, userId: this.person.id }, 'a reader who does not read was cut off')
    this.terminate()
  }

  #leave(): void {
    if (this.#gone) return
    this.#gone = true
    clearInterval(this.#revalidation)
    if (this.#resume) clearTimeout(this.#resume)
    this.#receiver?.leave(this)
  }
}
