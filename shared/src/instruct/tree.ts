import type { Block } from '../model/index.ts'

/** A provision with what stands below it. */
export interface Tree {
  readonly block: Block
  /** Index among all blocks of its text. */
  readonly index: number
  readonly children: Tree[]
}

/** The provisions of one article, given its blocks from … to (exclusive), as a tree by level. */
export function trees(list: readonly Block[], from: number, to: number): Tree[] {
  const roots: Tree[] = []
  const open: Tree[] = []
  for (let index = from; index < to; index++) {
    const tree: Tree = { block: list[index]!, index, children: [] }
    while (open.length > 0 && open.at(-1)!.block.level >= tree.block.level) open.pop()
    const parent = open.at(-1)
    ;(parent ? parent.children : roots).push(tree)
    open.push(tree)
  }
  return roots
}

/** All blocks of a tree in order. */
export const blocksOf = (tree: Tree): Block[] => [tree.block, ...tree.children.flatMap(blocksOf)]
