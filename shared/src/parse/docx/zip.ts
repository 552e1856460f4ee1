import { Inflate } from 'fflate'

/** The directory of a zip file: reads one entry at a time, and never more bytes than the directory declares. */
export interface Zip {
  names: readonly string[]
  /** The bytes of an entry; null when there is none of that name. Throws `ZipError` for a damaged or oversized entry. */
  read: (name: string) => Uint8Array | null
}

export class ZipError extends Error {
  readonly tooLarge: boolean
  /** The part that it is about; undefined for the file as a whole. */
  readonly place: string | undefined
  constructor(message: string, { tooLarge = false, place }: { tooLarge?: boolean; place?: string } = {}) {
    super(message)
    this.tooLarge = tooLarge
    this.place = place
  }
}

/** A treaty of 1,000 pages with pictures has some hundred entries. */
const MAX_ENTRIES = 5000
/** One part unpacked: the largest treaties' document.xml has about 20 MB. */
const MAX_PART_BYTES = 80 * 1024 * 1024
/** All parts that an import reads. */
const MAX_TOTAL_BYTES = 160 * 1024 * 1024
/** Deflate packs at most 1032 to 1; XML of real documents stays under 60 to 1. Judged only for parts above `RATIO_FROM`. */
const MAX_RATIO = 250
const RATIO_FROM = 4 * 1024 * 1024
/** Packed bytes fed at a time, so that a lying directory is found out after 16 MB at most. */
const STEP = 16 * 1024

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22
const MAX_COMMENT = 65_535

interface Entry {
  method: number
  encrypted: boolean
  packed: number
  size: number
  offset: number
}

/** Reads the directory. Throws `ZipError` when the file is cut off or isn't a plain zip file. */
export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directory(bytes, view)
  let total = 0
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name)
      if (!entry) return null
      total += entry.size
      check(name, entry, total)
      return unpack(bytes, view, name, entry)
    },
  }
}

function directory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) throw new ZipError(`It holds ${count} parts.`, { tooLarge: true })
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new ZipError('Its list of parts is damaged.')
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    entries.set(name, {
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT)
  for (let at = view.byteLength - END_SIZE; at >= first; at--) if (view.getUint32(at, true) === END) return at
  throw new ZipError('The file is cut off: its end is missing.', { place: 'end of the file' })
}

function check(name: string, entry: Entry, total: number): void {
  if (entry.encrypted) throw new ZipError('It is protected by a password.')
  const bomb = entry.size > RATIO_FROM && entry.size > entry.packed * MAX_RATIO
  if (bomb || entry.size > MAX_PART_BYTES || total > MAX_TOTAL_BYTES)
    throw new ZipError(`Its part ${name} unpacks to ${Math.round(entry.size / 1024 / 1024)} MB.`, { tooLarge: true, place: name })
}

function unpack(bytes: Uint8Array, view: DataView, name: string, entry: Entry): Uint8Array {
  const { offset, packed, size, method } = entry
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw new ZipError(`Its part ${name} is missing.`, { place: name })
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const body = bytes.subarray(start, start + packed)
  if (body.length < packed) throw new ZipError(`Its part ${name} is cut off.`, { place: name })
  if (method === 0) return body
  if (method !== 8) throw new ZipError(`Its part ${name} is packed in an unknown way.`, { place: name })
  return inflate(body, name, size)
}

function inflate(body: Uint8Array, name: string, size: number): Uint8Array {
  const out = new Uint8Array(size)
  let filled = 0
  const inflater = new Inflate((chunk) => {
    if (filled + chunk.length > size)
      throw new ZipError(`Its part ${name} is larger than it says.`, { tooLarge: true, place: name })
    out.set(chunk, filled)
    filled += chunk.length
  })
  try {
    for (let at = 0; at < body.length; at += STEP) inflater.push(body.subarray(at, at + STEP), at + STEP >= body.length)
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError(`Its part ${name} is damaged.`, { place: name })
  }
  if (filled < size) throw new ZipError(`Its part ${name} is damaged.`, { place: name })
  return out
}
