import { blocks, blockText, type Block } from '../model/index.ts'
import { location } from '../number/index.ts'
import type { Node } from 'prosemirror-model'
import { placesIn } from './alike.ts'

/** Where an offset of an exported block is in the draft, as a position; or why it is nowhere. */
export type Placed =
  | { readonly ok: true; readonly pos: number }
  | { readonly ok: false; readonly reason: 'block-gone' | 'rewritten' }

/** Leads from the exported draft to the draft as it stands: by eId, and within a block by its words. */
export class Places {
  readonly #exported: ReadonlyMap<string, Block>
  readonly #now: readonly Block[]
  readonly #byEId: ReadonlyMap<string, Block>
  readonly #offsets = new Map<string, Int32Array>()

  constructor(exported: Node, draft: Node) {
    this.#exported = new Map(blocks(exported).map((block) => [block.eId, block]))
    this.#now = blocks(draft)
    this.#byEId = new Map(this.#now.map((block) => [block.eId, block]))
  }

  block(eId: string): Block | null {
    return this.#byEId.get(eId) ?? null
  }

  /** "article 24, paragraph 1"; null when the draft has no such block. */
  location(eId: string | null): string | null {
    const index = eId === null ? -1 : this.#now.findIndex((block) => block.eId === eId)
    return index < 0 ? null : location(this.#now, index)
  }

  /** Blocks of the same article or annex, nearest to it first. */
  siblings({ eId, container }: Block): Block[] {
    const at = this.#now.findIndex((block) => block.eId === eId)
    const around = this.#now.filter((block) => block.container === (container ?? eId))
    return around.toSorted((a, b) => Math.abs(this.#now.indexOf(a) - at) - Math.abs(this.#now.indexOf(b) - at))
  }

  /** Where words are to come that stand before the offset's character. */
  insertion(eId: string, offset: number): Placed {
    const block = this.block(eId)
    if (!block) return { ok: false, reason: 'block-gone' }
    if (!block.node) return { ok: false, reason: 'rewritten' }
    const offsets = this.#offsetsOf(eId, block)
    const start = block.pos + 1
    const size = block.node.content.size
    const [before, after] = [offset > 0 ? offsets[offset - 1]! : -1, offsets[offset] ?? -1]
    if (before >= 0) return { ok: true, pos: start + before + 1 }
    if (after >= 0) return { ok: true, pos: start + after }
    if (offset === 0) return { ok: true, pos: start }
    return offset >= offsets.length ? { ok: true, pos: start + size } : { ok: false, reason: 'rewritten' }
  }

  /** Which stretches of the draft the characters `from` to `to` are; those that have gone are left out. */
  stretches(eId: string, from: number, to: number): [from: number, to: number][] {
    const block = this.block(eId)
    if (!block?.node) return []
    const offsets = this.#offsetsOf(eId, block)
    const list: [number, number][] = []
    for (let at = from; at < to; at++) {
      const place = offsets[at] ?? -1
      if (place < 0) continue
      const pos = block.pos + 1 + place
      const last = list.at(-1)
      if (last && last[1] === pos) last[1]++
      else list.push([pos, pos + 1])
    }
    return list
  }

  #offsetsOf(eId: string, block: Block): Int32Array {
    let offsets = this.#offsets.get(eId)
    if (!offsets) {
      const exported = this.#exported.get(eId)
      offsets = placesIn(exported ? blockText(exported) : '', blockText(block))
      this.#offsets.set(eId, offsets)
    }
    return offsets
  }
}
