import type { Token } from './tokens.ts'

/** Tokens `a` of the base and `b` of the draft from … to (exclusive) that replace one another; the same number of tokens when `kept`. */
export interface Stretch {
  kept: boolean
  a: number
  aEnd: number
  b: number
  bEnd: number
}

export function wordsBetween(tokens: readonly Token[], from: number, to: number): number[] {
  const indexes: number[] = []
  for (let index = from; index < to; index++) if (!tokens[index]!.space) indexes.push(index)
  return indexes
}

export function weigh(tokens: readonly Token[], from: number, to: number): number {
  let weight = 0
  for (let index = from; index < to; index++) weight += tokens[index]!.weight
  return weight
}
