import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** A new credential (a link's, a session's or a script's): 256 bits, 43 characters that fit a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a credential. It has 256 random bits, so that a plain hash can't be searched. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** An opaque id. */
export const newId = (): string => randomUUID()
