import type { Node } from 'prosemirror-model'
import { expect } from 'vitest'
import { blocks, blockText, provisions } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import { isLeftOut, parseFile, type Parsed } from '@travaux/shared/parse'

type Read = Extract<Parsed, { ok: true }>

/** Parses a file that a test knows to be good. */
export async function read(source: string | Uint8Array, options: Parameters<typeof parseFile>[1] = {}): Promise<Read> {
  const parsed = await parseFile(typeof source === 'string' ? new TextEncoder().encode(source) : source, options)
  if (!parsed.ok) throw new Error(`${parsed.problem}: ${parsed.reason}`)
  return parsed
}

/** Every provision in one short line: "article 1 Scope", "1 1. Text", "  2 (a) …" (level, label, words). */
export function outline({ doc }: Read): string[] {
  const language = doc.attrs['language'] as string
  return blocks(doc).map((block) => {
    const head = block.level > 0 ? String(block.level) : (block.rank ?? block.kind)
    return [head, blockLabel(block, language), blockText(block)].filter(Boolean).join(' ')
  })
}

/** Labels and words of a document as a reader sees them, without any space. */
export function printed(doc: Node): string {
  const language = doc.attrs['language'] as string
  return characters(
    blocks(doc)
      .map((block) => blockLabel(block, language) + blockText(block))
      .join(''),
  )
}

/** A text without space and invisible marks: what must not get lost. */
export const characters = (text: string): string => text.replace(/[\s\u200B\u200E\u200F\u061C\uFEFF\u00AD]/gu, '')

/** The characters of a text in the order of the alphabet: what was read may stand in another place than it stood in. */
export const sorted = (text: string): string => Array.from(characters(text)).sort().join('')

/** Every character of what was read: the document as a reader sees it, and what the warnings say, whole, was left out. */
export function accounted({ doc, warnings }: Read): string {
  const apart = warnings.map((warning) => {
    // A word that was broken at a line's end lost its hyphen alone.
    if (warning.code === 'hyphens') return warning.text!.replace(/[^-\u2010\n]/g, '')
    return isLeftOut(warning) || warning.code === 'line-numbers' ? warning.text! : ''
  })
  return sorted(printed(doc) + apart.join(''))
}

/** Reads a text of which no character may get lost, and gives its provisions, each in a line. */
export async function readWhole(source: string): Promise<string[]> {
  const parsed = await read(source)
  expect(accounted(parsed)).toBe(sorted(source))
  return outline(parsed)
}

/** Codes of warnings. */
export const codes = (parsed: Read): string[] => parsed.warnings.map((warning) => warning.code)

export { provisions }
