import type { Node } from 'prosemirror-model'
import { nodeLabel } from '../../number/index.ts'
import { bareLine, type Line } from '../line.ts'
import { toRows } from './sheet.ts'
import { Body } from './structure.ts'

/**
 * Tells the structure of a part of an instrument, as a person pastes it: provisions, and articles and headings from the first label of
 * one on. No title, preamble or table of contents is looked for. `before` are the provisions of the article that the part follows: they
 * decide whether "(i)" is a letter or a numeral and how deep it stands. eIds are empty.
 */
export function structureOfPart(lines: readonly Line[], language: string, before: readonly Node[] = []): Node[] {
  const context = before.map((node) => ({ ...bareLine(PLACEHOLDER, ''), label: nodeLabel(node, language) || null }))
  const body = new Body(toRows([...context, ...lines]), language, false)
  body.read()
  return body.blocks.slice(context.length)
}

/** Words that can be neither a label nor a heading: each line before makes exactly one block. */
const PLACEHOLDER = '…,'
