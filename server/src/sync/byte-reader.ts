/** Bytes that are not what they claim to be. Thrown and caught inside the readers of this folder only. */
export class Malformed extends Error {}

const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads lib0's encoding without trusting it: whatever runs past the end or past 2^53 is `Malformed`. */
export class ByteReader {
  readonly bytes: Uint8Array
  pos = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.pos
  }

  uint8(): number {
    const byte = this.bytes[this.pos++]
    if (byte === undefined) throw new Malformed('It ends too early.')
    return byte
  }

  varUint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.uint8()
      value += (byte & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('A number is too large.')
      if (byte < 128) return value
      scale *= 128
    }
  }

  varInt(): number {
    const first = this.uint8()
    let value = first & 63
    let scale = 64
    for (let byte = first; byte >= 128; scale *= 128) {
      byte = this.uint8()
      value += (byte & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('A number is too large.')
    }
    return first & 64 ? -value : value
  }

  /** A number of things that take at least `least` bytes each: never more than the bytes left can hold. */
  count(least: number): number {
    const count = this.varUint()
    if (count * least > this.left) throw new Malformed('A count is larger than what follows.')
    return count
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new Malformed('It ends too early.')
    const start = this.pos
    this.pos += length
    return this.bytes.subarray(start, this.pos)
  }

  /** Passes over what `varBytes` would give. */
  skipBytes(): void {
    const length = this.varUint()
    if (length > this.left) throw new Malformed('It ends too early.')
    this.pos += length
  }

  varBytes(): Uint8Array {
    return this.take(this.varUint())
  }

  string(): string {
    const bytes = this.varBytes()
    try {
      return text.decode(bytes)
    } catch {
      throw new Malformed('A string is not UTF-8.')
    }
  }

  /** The name of a value in an object. */
  key(): string {
    const key = this.string()
    if (key === '__proto__') throw new Malformed('An attribute has a forbidden name.')
    return key
  }

  json(): unknown {
    const source = this.string()
    try {
      return source === 'undefined' ? undefined : JSON.parse(source)
    } catch {
      throw new Malformed('A value is not JSON.')
    }
  }

  end(): void {
    if (this.left !== 0) throw new Malformed('Something follows the end.')
  }
}
