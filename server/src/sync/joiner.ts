import type { Duplex } from 'node:stream'
import type { Role } from '@travaux/shared/protocol'

/** How a person is shown to the others in a draft. */
export interface Participant {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** Someone whose right to open the draft has been established before the upgrade. */
export interface Joiner {
  readonly draftId: string
  readonly person: Participant
  readonly role: Role
  /** The session or token that opened the connection: `disconnect` finds by it. */
  readonly sessionId: string
  /** Whether the client asked for messages 110 and 111 (`?ack=1`). */
  readonly ack: boolean
  /** Whether the client asked for message 112 (`?news=1`). */
  readonly news: boolean
  /** The socket of the upgrade request: frames that several readers share are written to it directly. */
  readonly socket: Duplex
  /** Asked every minute; when false the connection is closed. */
  stillAllowed(): Promise<boolean>
}
