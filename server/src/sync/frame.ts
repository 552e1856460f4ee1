const BINARY_AND_FINAL = 0x82
const LENGTH_IN_16_BITS = 126
const LENGTH_IN_64_BITS = 127

/**
 * A message, given as its parts in order, as one WebSocket frame from a server (RFC 6455, 5.2: binary, final, unmasked, uncompressed). It is made once for
 * all readers. One message a frame: the stock client reads only the first.
 */
export function frame(...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = length < LENGTH_IN_16_BITS ? 2 : length < 0x10000 ? 4 : 10
  const framed = Buffer.allocUnsafe(head + length)
  framed[0] = BINARY_AND_FINAL
  framed[1] = head === 2 ? length : head === 4 ? LENGTH_IN_16_BITS : LENGTH_IN_64_BITS
  if (head === 4) framed.writeUInt16BE(length, 2)
  if (head === 10) framed.writeBigUInt64BE(BigInt(length), 2)
  let at = head
  for (const part of parts) {
    framed.set(part, at)
    at += part.length
  }
  return framed
}
