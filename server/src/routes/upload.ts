import { z } from 'zod'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from './problem.ts'

/** The longest treaty text as Word is under 2 MB; scans and pictures make files larger. */
const MAX_FILE_BYTES = 50 * 1024 * 1024
const MAX_FORM_BYTES = MAX_FILE_BYTES + 64 * 1024

/** A field of a form that may be missing or empty. */
export const optionalText = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .optional()
    .transform((text) => text || undefined)

/** The file of a form. */
export const UploadedFile = z.instanceof(File, { error: 'The form needs a file.' }).meta({ type: 'string', format: 'binary' })

const tooLarge = () => {
  throw new Refusal('file-too-large', `A file may have ${MAX_FILE_BYTES / 1024 / 1024} MB at most.`)
}

/** Refuses a body that can't be an upload before it is read. */
export const uploadLimit = bodyLimit({ maxSize: MAX_FORM_BYTES, onError: tooLarge })

/** The file's bytes; refuses one that is too large. */
export async function bytesOf(file: File): Promise<Uint8Array> {
  if (file.size > MAX_FILE_BYTES) tooLarge()
  return new Uint8Array(await file.arrayBuffer())
}

/** What may be wrong with an upload. */
export const UPLOAD_PROBLEMS = [
  'bad-request',
  'not-signed-in',
  'forbidden',
  'bad-origin',
  'not-found',
  'file-too-large',
  'unsupported-file',
  'unreadable-file',
  'no-structure',
  'too-many-requests',
] as const
