import type { Warning } from '../../protocol/index.ts'
import { isUtf16 } from '../encoding.ts'
import { warning } from '../result.ts'

/**
 * The characters of a text file: UTF-8 unless the bytes or `declared` say otherwise; what is not valid UTF-8 is read as Windows-1252, in
 * which every byte is a character.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): { text: string; warnings: Warning[] } {
  const utf16 = isUtf16(bytes)
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), warnings: [] }
  const text = decoded(bytes, 'utf-8') ?? (declared === null ? null : decoded(bytes, declared))
  if (text !== null) return { text, warnings: [] }
  const message = 'The file is not UTF-8; it was read as Western European text (Windows-1252). Check accented letters.'
  return { text: new TextDecoder('windows-1252').decode(bytes), warnings: [warning('encoding', message, null)] }
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
