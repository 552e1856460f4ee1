import type { Node } from 'prosemirror-model'
import { blocks, type Block } from '../model/index.ts'
import { blockLabel } from '../number/index.ts'
import { prefixOf } from '../export/stream/prefix.ts'
import { proposal } from '../suggest/index.ts'

/** Stands for the end of a paragraph in a stream of characters. */
export const END = '\u2029'

/** One character of a block as Word prints it: of its label, of what parts label and words, of its words, or its end. */
export interface HubChar {
  readonly text: string
  readonly role: 'label' | 'separator' | 'text' | 'end'
  /** Of a word's character: its offset in the block's content. */
  readonly offset: number
  /** It is only proposed: an export without suggestions does not have it. */
  readonly pending: boolean
  /** Ids of the people who propose to strike it. */
  readonly struckBy: readonly string[]
}

/** A block of the exported draft, character by character as the exporter printed it. */
export interface HubBlock {
  readonly block: Block
  readonly eId: string
  readonly index: number
  readonly label: string
  readonly chars: readonly HubChar[]
  /** Somebody only proposes it. */
  readonly pending: boolean
}

/** @param counted numbers that the export printed instead of those that the draft holds, by eId */
export function hubBlocks(doc: Node, language: string, counted: ReadonlyMap<string, string>): HubBlock[] {
  const pendingUnits = new Set<string>()
  doc.forEach((node) => {
    if (proposal(node)) pendingUnits.add(node.attrs['eId'] as string)
  })
  return blocks(doc).map((block, index) => {
    const label = blockLabel({ ...block, number: counted.get(block.eId) ?? block.number }, language)
    const pending = (block.node !== null && proposal(block.node) !== null) || pendingUnits.has(block.container ?? block.eId)
    return {
      block,
      eId: block.eId,
      index,
      label,
      chars: [...prefixChars(block, label), ...wordChars(block), plain(END, 'end')],
      pending,
    }
  })
}

const plain = (text: string, role: HubChar['role']): HubChar => ({ text, role, offset: 0, pending: false, struckBy: [] })

function prefixChars(block: Block, label: string): HubChar[] {
  const { separator } = prefixOf(block, label)
  const parting = separator === 'none' ? '' : separator === 'tab' ? '\t' : END
  return [
    ...Array.from(label.split(''), (one) => plain(one, 'label')),
    ...parting.split('').map((one) => plain(one, 'separator')),
  ]
}

function wordChars({ node }: Block): HubChar[] {
  const chars: HubChar[] = []
  node?.forEach((run, start) => {
    const pending = run.marks.some((mark) => mark.type.name === 'insertion')
    const struckBy = run.marks.filter((mark) => mark.type.name === 'deletion').map((mark) => mark.attrs['user'] as string)
    for (let at = 0; at < run.text!.length; at++)
      chars.push({ text: run.text![at]!, role: 'text', offset: start + at, pending, struckBy })
  })
  return chars
}

/** The characters that an export without suggestions has. */
export const settledChars = (chars: readonly HubChar[]): readonly HubChar[] => chars.filter(({ pending }) => !pending)
