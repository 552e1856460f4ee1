/**
 * The live protocol: y-websocket's messages, with `?ack=1` two of ours, and with `?news=1` one more.
 * Frames: `varuint type`, then for SYNC `varuint step` (0 step 1, 1 step 2, 2 update) and `varbytes`, for AWARENESS `varbytes`.
 */
export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 110, refused: 111, news: 112 } as const

/** The name of the Y.XmlFragment that holds the draft. */
export const TEXT_ROOT = 'text'

/** The name of the Y.Map that holds what is proposed about whole blocks (`shared/suggest`, `SuggestionRecord`). */
export const RECORDS_ROOT = 'suggestions'

/** The name of the Y.XmlFragment that holds what is noted about the draft's amendments (`shared/amendment`). */
export const AMENDMENTS_ROOT = 'amendments'

/**
 * `ack`: varuint 110, varuint count. The first `count` sync messages (step 2 or update) of this connection have been decided:
 * each is durable unless a `refused` message named it.
 * `refused`: varuint 111, varuint index (0 for the connection's first sync message), varstring reason (a `RefusalReason`).
 */
export const REFUSAL_REASONS = [
  'role', // this person may not write to the draft
  'not-a-suggestion', // this person may suggest, and the update changes the draft itself or another person's suggestion
  'gap', // the update builds on something the server has not seen; the client is asked to send it (step 1)
  'invalid', // not an update, or one that no draft can hold
  'too-large',
  'full', // the draft or its history has reached its quota; what only deletes is still taken
  'foreign-client', // another person owns this client id
  'too-fast',
  'not-saved', // the store failed; the room is read-only until it works again
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/**
 * `news`: varuint 112, varstring topic. Something beside the text has changed and can be asked for anew over HTTP. It comes through this
 * socket, and not as a stream of events: browsers keep six connections to a server, which six windows would use up.
 */
export const NEWS_TOPICS = ['comments', 'decisions'] as const
export type NewsTopic = (typeof NEWS_TOPICS)[number]

/** Bytes of one WebSocket frame from a client. The server closes on a longer one (1009). */
export const MAX_FRAME_BYTES = 4 << 20

/** Structs of one update: pasting 20,000 words makes about 10,000. More are refused as `too-large`. */
export const MAX_UPDATE_STRUCTS = 20_000

/**
 * Close codes of `/sync`. y-websocket 3 stops reconnecting on 4400–4499 and retries on 4500–4599.
 */
export const CLOSE = {
  badMessage: 4400,
  signedOut: 4401,
  /** The person has another role now: what this window may do must be asked anew. */
  roleChanged: 4402,
  forbidden: 4403,
  gone: 4404,
  tooLarge: 4413,
  tooManyRequests: 4529,
  storeFailed: 4500,
  restarting: 4503,
  tooSlow: 4508,
} as const
