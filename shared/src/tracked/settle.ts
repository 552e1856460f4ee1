import type { Block, Paragraph, SettledParagraph, TrackedFile } from './types.ts'

export type Choice = 'accept' | 'reject'

/** The words of a paragraph after accepting or rejecting what is tracked in it. */
export const settledText = ({ atoms }: Pick<Paragraph, 'atoms'>, choice: Choice): string =>
  atoms
    .filter(({ ins, del }) => (choice === 'accept' ? del : ins) === null)
    .map(({ text }) => text)
    .join('')

/**
 * The paragraphs of the file after accepting or rejecting everything. A paragraph whose mark goes joins the next one of its
 * container; before a table and at a container's end its words stay as a paragraph of their own. A container keeps one paragraph.
 */
export const settledParagraphs = ({ stories }: Pick<TrackedFile, 'stories'>, choice: Choice): SettledParagraph[] =>
  stories.flatMap((story) => settleBlocks(story.blocks, choice, story.in, story.part))

function settleBlocks(blocks: readonly Block[], choice: Choice, where: string, part: string): SettledParagraph[] {
  const list: SettledParagraph[] = []
  let carried: string | null = null
  let solid = false
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      const text: string = (carried ?? '') + settledText(block, choice)
      const markGoes = (choice === 'accept' ? block.del : block.ins) !== null
      carried = markGoes ? text : null
      if (markGoes) continue
      list.push({ part, in: block.in, text })
      solid = true
      continue
    }
    if (carried) list.push({ part, in: where, text: carried })
    carried = null
    for (const { cells } of block.rows.filter((row) => stays(row, choice)))
      for (const cell of cells.filter((one) => stays(one, choice))) {
        list.push(...settleBlocks(cell.blocks, choice, where, part))
        solid = true
      }
  }
  if (carried || (carried !== null && !solid)) list.push({ part, in: where, text: carried })
  return list
}

const stays = ({ ins, del }: { ins: unknown; del: unknown }, choice: Choice): boolean =>
  (choice === 'accept' ? del : ins) === null
