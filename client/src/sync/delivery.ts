import type { RefusalReason } from '@travaux/shared/protocol'

/**
 * The account of one connection: how many sync messages (step 2 or update) went out, how many the server has decided, and whether
 * it has been told everything this device holds. “Saved” is read from here and from nowhere else.
 */
export interface Delivery {
  readonly sent: number
  readonly decided: number
  /** True once a step 2 has gone out on this connection, and again after a gap was reported: what was written before is covered. */
  readonly complete: boolean
  /** Messages that have not gone out yet: a long one is being cut. */
  readonly held: number
}

export const NOTHING_SENT: Delivery = { sent: 0, decided: 0, complete: false, held: 0 }

export type DeliveryEvent =
  | { kind: 'held'; frames: 1 | -1 }
  | { kind: 'sent'; step: 'step2' | 'update' }
  | { kind: 'decided'; count: number }
  | { kind: 'refused'; reason: RefusalReason }

export function account(delivery: Delivery, event: DeliveryEvent): Delivery {
  switch (event.kind) {
    case 'held':
      return { ...delivery, held: delivery.held + event.frames }
    case 'sent':
      return { ...delivery, sent: delivery.sent + 1, complete: delivery.complete || event.step === 'step2' }
    case 'decided':
      return { ...delivery, decided: Math.max(delivery.decided, event.count) }
    case 'refused':
      return { ...delivery, complete: false }
  }
}

/** Whether the server has everything of this device on durable storage. */
export const everythingDurable = ({ sent, decided, complete, held }: Delivery): boolean =>
  complete && held === 0 && decided >= sent

/** What a refusal asks for: nothing (the server asks again itself), another try later, or putting the person's text aside. */
export function remedy(reason: RefusalReason): 'wait' | 'retry' | 'keep-copy' {
  switch (reason) {
    case 'gap':
      return 'wait'
    case 'too-fast':
    case 'not-saved':
      return 'retry'
    case 'role':
    case 'not-a-suggestion':
    case 'invalid':
    case 'too-large':
    case 'full':
    case 'foreign-client':
      return 'keep-copy'
  }
}
