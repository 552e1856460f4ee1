/** Bytes looked at to tell text from other content. */
export const SAMPLE = 65_536

/** The byte order of UTF-16 text, told by its mark or by the zero bytes of its ASCII characters. */
export function isUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, SAMPLE)
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++
  })
  const many = sample.length / 5
  if (zeros[1]! > many && zeros[0]! < many / 20) return 'utf-16le'
  return zeros[0]! > many && zeros[1]! < many / 20 ? 'utf-16be' : null
}
