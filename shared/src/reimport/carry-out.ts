import { schema, BREAK, freshEId, type Block } from '../model/index.ts'
import type { Node } from 'prosemirror-model'
import type { Author } from '../suggest/index.ts'
import type { BlockEdit, BlockEdits, By, CommentPlace, NewLine, Written } from './edits.ts'
import { newShell, newUnits, readNewLabel, textOfLine } from './new-blocks.ts'
import type { Moves } from './moves.ts'
import type { Placed, Places } from './places.ts'
import type { Live, Proposals } from './proposals.ts'
import type { Tally } from './tally.ts'

export interface CarryingOut {
  readonly places: Places
  readonly proposals: Proposals
  readonly tally: Tally
  readonly moves: Moves
  readonly language: string
  readonly author: (by: By) => Author
}

/** Where a comment's range begins and ends, and the block that it is found by. */
export interface CommentRange {
  readonly eId: string
  readonly open: Live
  close: Live | null
}

/** Blocks that can be split in two. */
const SPLITTABLE = new Set(['provision', 'recital', 'preamble', 'closing', 'note'])

/** A headed block that is nothing but its number: what is typed on its line is its heading, for a number holds no other words. */
const isBareNumber = ({ chars }: BlockEdits['hub']): boolean =>
  chars.some(({ role }) => role === 'label') && chars.every(({ role }) => role === 'label' || role === 'end')

/** Whether most of what was struck or formatted still stands in the draft: of less, nobody would know it again. */
const mostOf = (ranges: readonly (readonly [number, number])[], size: number): boolean =>
  ranges.reduce((sum, [from, to]) => sum + to - from, 0) * 2 > size

/** A suggestion's text holds no character that means a paragraph break. */
const clean = (text: string): string => text.replaceAll(BREAK, '¶')

/** Carries out what was done to the blocks, as suggestions: first what was written, then what was struck. */
export class CarryOut {
  readonly comments = new Map<string, CommentRange>()
  readonly #to: CarryingOut
  /** Behind which block the next new one of a block comes to stand. */
  readonly #last = new Map<string, string>()

  constructor(to: CarryingOut) {
    this.#to = to
  }

  write({ hub, edits, deleted }: BlockEdits): void {
    if (isBareNumber(hub) && edits.some((edit) => edit.op === 'write'))
      this.#to.tally.warn('number-line', `Words typed behind the number “${hub.label}” are suggested as its heading.`)
    for (const edit of edits) if (deleted === undefined || edit.op !== 'glued') this.#edit(hub.eId, edit)
  }

  strike({ hub, edits, deleted }: BlockEdits): void {
    if (deleted !== undefined) return
    for (const edit of edits) if (edit.op === 'strike') this.#strike(hub.eId, edit)
  }

  #edit(eId: string, edit: BlockEdit): void {
    switch (edit.op) {
      case 'write':
        return this.#write(eId, edit.at, edit.words)
      case 'split':
        return this.#split(eId, edit.at, edit.by)
      case 'restyle':
        return this.#restyle(eId, edit)
      case 'lines':
        return this.#lines(eId, edit)
      case 'label':
        return this.#label(eId, edit.text, edit.by)
      case 'level':
        return this.#level(eId, edit.level, edit.by)
      case 'glued':
        if (this.#to.tally.isNew('join', edit.by, '¶', eId)) this.#to.tally.miss('join', edit.by, '¶', eId, 'glued')
        return
      case 'comment':
        return this.#comment(eId, this.#to.places.insertion(eId, edit.at), edit.place)
      case 'strike':
        return
    }
  }

  #write(eId: string, at: number, words: Written): void {
    const { places, proposals, tally } = this.#to
    const text = words.text === BREAK ? '¶' : words.text
    if (!tally.isNew('insert', words.by, text, eId)) return
    const block = places.block(eId)
    if (block && !block.node) this.#insert(this.#headingEnd(eId, words.by), words)
    else {
      const placed = places.insertion(eId, at)
      if (!placed.ok) return tally.miss('insert', words.by, text, eId, placed.reason)
      this.#insert(proposals.now(placed.pos), words)
    }
    tally.match('insert', words.by, text, eId)
  }

  /** Where words of its heading come in an article that had none. */
  #headingEnd(eId: string, by: By): number {
    const { proposals, author } = this.#to
    const { node, pos } = proposals.find(eId)!
    const heading = node.firstChild
    if (heading?.type.name === 'heading') return pos + 2 + heading.content.size
    proposals.propose(author(by), (tr) => tr.insert(pos + 1, schema.node('heading')))
    return pos + 2
  }

  #split(eId: string, at: number, by: By): void {
    const { places, tally } = this.#to
    const block = places.block(eId)
    if (block?.node && SPLITTABLE.has(block.node.type.name))
      this.#write(eId, at, { text: BREAK, strong: false, em: false, by, struckBy: null })
    else if (tally.isNew('insert', by, '¶', eId)) tally.miss('insert', by, '¶', eId, block ? 'not-splittable' : 'block-gone')
  }

  #insert(pos: number, { text, strong, em, by, struckBy }: Written): void {
    const { proposals, author } = this.#to
    const marks = [...(strong ? [schema.mark('strong')] : []), ...(em ? [schema.mark('em')] : [])]
    const words = schema.text(text === BREAK ? BREAK : clean(text), marks)
    proposals.propose(author(by), (tr) => tr.insert(pos, words))
    if (struckBy) proposals.propose(author(struckBy), (tr) => tr.delete(pos, pos + words.nodeSize))
  }

  #strike(eId: string, { from, to, by, text }: Extract<BlockEdit, { op: 'strike' }>): void {
    const { places, proposals, tally, author } = this.#to
    if (!tally.isNew('delete', by, text, eId)) return
    const ranges = this.#now(eId, from, to)
    if (!mostOf(ranges, to - from)) return tally.miss('delete', by, text, eId, places.block(eId) ? 'rewritten' : 'block-gone')
    for (const [start, end] of ranges.toReversed()) proposals.propose(author(by), (tr) => tr.delete(start, end))
    tally.match('delete', by, text, eId)
  }

  #restyle(eId: string, { from, to, by, text, look }: Extract<BlockEdit, { op: 'restyle' }>): void {
    const { places, proposals, tally, author } = this.#to
    if (!tally.isNew('format', by, text, eId)) return
    const ranges = this.#now(eId, from, to)
    if (!mostOf(ranges, to - from)) return tally.miss('format', by, text, eId, places.block(eId) ? 'rewritten' : 'block-gone')
    for (const [start, end] of ranges.toReversed())
      proposals.propose(author(by), (tr) => {
        for (const name of ['strong', 'em'] as const)
          if (look[name] === true) tr.addMark(start, end, schema.mark(name))
          else if (look[name] === false) tr.removeMark(start, end, schema.marks[name])
      })
    tally.match('format', by, text, eId)
  }

  /** Where characters of the exported block are now: in stretches, because new words may stand between them. */
  #now(eId: string, from: number, to: number): [number, number][] {
    const list: [number, number][] = []
    for (const [start, end] of this.#to.places.stretches(eId, from, to))
      for (let pos = start; pos < end; pos++) {
        const now = this.#to.proposals.now(pos)
        const last = list.at(-1)
        if (last?.[1] === now) last[1]++
        else list.push([now, now + 1])
      }
    return list
  }

  #label(eId: string, text: string, by: By): void {
    const { places, proposals, tally, author, language } = this.#to
    if (!tally.isNew('label', by, text, eId)) return
    const block = places.block(eId)
    if (!block) return tally.miss('label', by, text, eId, 'block-gone')
    const label = readNewLabel(text, block, language)
    const found = proposals.find(eId)
    if (!label || !found || !('number' in found.node.attrs)) return tally.miss('label', by, text, eId, 'label')
    proposals.propose(author(by), (tr) => {
      tr.setNodeAttribute(found.pos, 'number', label.number)
      if ('form' in found.node.attrs) tr.setNodeAttribute(found.pos, 'form', label.form)
    })
    tally.match('label', by, text, eId)
  }

  #level(eId: string, level: number, by: By): void {
    const { proposals, tally, author } = this.#to
    if (!tally.isNew('label', by, String(level), eId)) return
    const found = proposals.find(eId)
    if (!found) return tally.miss('label', by, String(level), eId, 'block-gone')
    proposals.propose(author(by), (tr) => tr.setNodeAttribute(found.pos, 'level', level))
    tally.match('label', by, String(level), eId)
  }

  #comment(eId: string, placed: Placed, { comment, side }: CommentPlace): void {
    const { proposals, places } = this.#to
    const block = places.block(eId)
    const pos = placed.ok ? placed.pos : block ? block.pos + 1 : null
    if (pos !== null) this.#edge(eId, proposals.now(pos), comment, side)
  }

  #edge(eId: string, pos: number, comment: string, side: CommentPlace['side']): void {
    const known = this.comments.get(comment)
    if (side === 'open') this.comments.set(comment, { eId, open: this.#to.proposals.keep(pos), close: null })
    else if (known) known.close = this.#to.proposals.keep(pos)
  }

  #lines(eId: string, { side, lines }: Extract<BlockEdit, { op: 'lines' }>): void {
    const { tally, places, moves, proposals } = this.#to
    const block = proposals.find(eId) && places.block(eId)
    for (let index = 0; index < lines.length;) {
      const line = lines[index]!
      const rest = lines.slice(index)
      const found = moves.startingWith(rest)
      const move = found && block && this.#canStand(block, side, found.eId) ? found : null
      const units = move ? null : newUnits(rest)
      const size = move ? move.lines : units ? rest.length : 1
      const text = rest.slice(0, size).map(textOfLine).join(' ').trim()
      index += size
      if (!tally.isNew(move ? 'move' : 'newBlock', line.by, text, eId)) {
        if (move) moves.done(move)
        continue
      }
      if (!block) tally.miss('newBlock', line.by, text, eId, 'block-gone')
      else if (move) this.#move(block, side, move.eId, line, text)
      else if (units) this.#insertUnits(block, side, units, line, text)
      else this.#insertLine(block, side, line, text)
    }
  }

  /** A recital cannot stand in an article: moved there, it goes and its words come as a paragraph. */
  #canStand(block: Block, side: 'before' | 'after', eId: string): boolean {
    const { proposals } = this.#to
    const node = proposals.find(eId)?.node
    if (!node) return true
    const $place = proposals.doc.resolve(this.#beside(block, side, !node.isTextblock))
    return $place.parent.canReplaceWith($place.index(), $place.index(), node.type)
  }

  #move(block: Block, side: 'before' | 'after', eId: string, line: NewLine, text: string): void {
    const { proposals, tally, author, moves } = this.#to
    const found = proposals.find(eId)
    if (!found) return tally.miss('move', line.by, text, eId, 'block-gone')
    const place = this.#beside(block, side, !found.node.isTextblock)
    proposals.propose(author(line.by), (tr) => {
      tr.delete(found.pos, found.pos + found.node.nodeSize)
      tr.insert(tr.mapping.map(place, 1), found.node)
    })
    moves.carriedOut(eId)
    tally.match('move', line.by, text, eId)
  }

  #insertUnits(block: Block, side: 'before' | 'after', units: readonly Node[], line: NewLine, text: string): void {
    const { proposals, tally, author } = this.#to
    const named = units.map((node) => node.type.create({ ...node.attrs, eId: freshEId(node, proposals.doc) }, node.content))
    const pos = this.#beside(block, side, true)
    proposals.propose(author(line.by), (tr) => tr.insert(pos, named))
    this.#last.set(`${block.eId} ${side}`, named.at(-1)!.attrs['eId'] as string)
    tally.match('newBlock', line.by, text, block.eId)
  }

  #insertLine(block: Block, side: 'before' | 'after', line: NewLine, text: string): void {
    const { proposals, tally, author, places, language } = this.#to
    const { node, labelLength } = newShell(line, block, places.siblings(block), language)
    const around = block.container === null ? null : proposals.find(block.container)?.node
    const eId = freshEId(
      node,
      around ?? (block.kind === 'article' || block.kind === 'annex' ? proposals.find(block.eId)!.node : proposals.doc),
    )
    const pos = this.#beside(block, side, false)
    proposals.propose(author(line.by), (tr) => tr.insert(pos, node.type.create({ ...node.attrs, eId })))
    this.#last.set(`${block.eId} ${side}`, eId)
    this.#fill(eId, line, labelLength)
    tally.match('newBlock', line.by, text, block.eId)
  }

  /** The words of a new block, whoever wrote them, without what is its label. */
  #fill(eId: string, { words }: NewLine, labelLength: number): void {
    let skipped = 0
    for (const word of words) {
      const { node, pos } = this.#to.proposals.find(eId)!
      const end = pos + 1 + node.content.size
      if (!('text' in word)) {
        this.#edge(eId, end, word.comment, word.side)
        continue
      }
      const own = word.text.slice(Math.max(0, labelLength - skipped))
      skipped += word.text.length
      if (own !== '') this.#insert(end, { ...word, text: own })
    }
  }

  /** The place beside a block, behind what has been put there before: in its article, or beside the whole of it. */
  #beside(block: Block, side: 'before' | 'after', whole: boolean): number {
    const { proposals } = this.#to
    const last = side === 'after' ? this.#last.get(`${block.eId} after`) : undefined
    const found = proposals.find(last ?? block.eId)!
    const unit = block.kind === 'article' || block.kind === 'annex'
    if (last === undefined && unit && !whole && side === 'after') {
      const heading = found.node.firstChild?.type.name === 'heading' ? found.node.firstChild.nodeSize : 0
      return found.pos + 1 + heading
    }
    const container = whole && block.container !== null ? proposals.find(block.container) : null
    const target = container && !(last !== undefined && !found.node.isTextblock) ? container : found
    return side === 'before' ? target.pos : target.pos + target.node.nodeSize
  }
}
