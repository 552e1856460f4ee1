import * as Y from 'yjs'
import { carried, type Reach } from '../../authorship/carry.ts'
import { Deeds, type Deed } from '../../authorship/deed.ts'
import { withUpdate, type Session } from '../../authorship/sessions.ts'
import { authorOf } from '../../model/index.ts'
import { RECORDS_ROOT, TEXT_ROOT } from '../../protocol/wire.ts'
import { PROPOSED_ATTRIBUTES, type SuggestionRecord } from '../../suggest/records.ts'
import { draftDoc } from '../draft-doc.ts'
import { recordOf } from '../records.ts'
import { gapsOf, Moment, NO_WORDS, wordsOf, type Gap, type Words } from './gaps.ts'
import { IdMap, paired, slice, type IdRange } from './id-map.ts'
import { isSuggestionMark, isThere, markedItems } from './marked.ts'
import { blockName, eIdOf, eIdsAround, isInProposal, rangeOf, textsIn } from './places.ts'
import { suggestionIn } from './suggestion-in.ts'

/** One update of a draft, with who made it and when (milliseconds since the epoch). */
export interface TracedUpdate {
  readonly seq: number
  readonly userId: string
  readonly at: number
  readonly update: Uint8Array
}

/** What a person cut, in case they paste it. */
export interface Cut {
  readonly by: string
  readonly at: number
  readonly text: string
  readonly ids: readonly IdRange[]
}

const CUT_KEPT_MS = 10 * 60_000
const CUTS_KEPT = 8
const NEVER = Infinity

/** From how many characters on words that come back in another place are the ones that went, and no chance. */
const SURELY = 12
const SAME_PLACE: Reach = { exact: 1, ends: SURELY, inside: SURELY, words: 1 }
/** A block that is made or goes as a whole, as by Enter, a join, a move. */
const WHOLE_BLOCK: Reach = { exact: 1, ends: 1, inside: SURELY, words: 3 }
const ELSEWHERE: Reach = { exact: SURELY, ends: SURELY, inside: SURELY, words: NEVER }
/** Undo brings back what one took away oneself; a single character may as well be typed anew. */
const OWN_DEAD: Reach = { exact: 1, ends: 2, inside: 2, words: NEVER }

/**
 * Who wrote, moved and deleted which characters of a draft, told from its log. It holds the draft as a Y.Doc with everything that was
 * ever deleted, so it belongs into a process of its own, and goes on from a checkpoint (`checkpoint.ts`).
 *
 * A character is known by its Yjs id; where Yjs makes new ones of old words (Enter, a join, a move, undo, cut and paste), the old
 * ones are found again by what they say (`carry.ts`), and `moves` leads from the old id to the new one.
 */
export class Trace {
  /** Without garbage collection, so that what is gone still tells what it said. */
  readonly doc = draftDoc({ gc: false })
  readonly deeds: Deeds
  /** By id: the deed that put it where it is. */
  readonly placed: IdMap
  /** By id: the deed that wrote it, where it is another than the one that placed it. */
  readonly authors: IdMap
  /** By id of what is gone: the deed that took it away. */
  readonly deaths: IdMap
  /** By id of what has got a new id: the number of its move. */
  readonly moves: IdMap
  readonly moveList: (readonly [from: IdRange, to: IdRange])[] = []
  /** By id: 1 for what is only proposed. */
  readonly pending: IdMap
  /** By eId: who changed the number, form, level or rank last. */
  readonly labels = new Map<string, number>()
  /** By eId: who changed anything in the block last. */
  readonly touched = new Map<string, number>()
  /** By name of a block that went as a whole: its characters, the last ones first. */
  readonly buried = new Map<string, Cut>()
  /** By suggestion: when it was first seen. */
  readonly suggestedAt = new Map<string, number>()
  readonly #suggestive = new WeakSet<Y.XmlText>()
  cuts: Cut[] = []
  sessions: readonly Session[] = []
  seq = 0
  #update: TracedUpdate | null = null

  constructor(maps: { placed: IdMap; authors: IdMap; deaths: IdMap; moves: IdMap; pending: IdMap }, deeds: readonly Deed[] = []) {
    this.deeds = new Deeds(deeds)
    this.placed = maps.placed
    this.authors = maps.authors
    this.deaths = maps.deaths
    this.moves = maps.moves
    this.pending = maps.pending
    this.doc.getXmlFragment(TEXT_ROOT)
    this.doc.getMap(RECORDS_ROOT)
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => this.#update && this.#learn(new Moment(transaction)))
  }

  static empty(): Trace {
    const [placed, authors, deaths, moves, pending] = Array.from({ length: 5 }, () => new IdMap()) as Five
    return new Trace({ placed, authors, deaths, moves, pending })
  }

  /** The next update of the log. The first is the base. */
  apply(update: TracedUpdate): void {
    this.#update = update
    Y.applyUpdate(this.doc, update.update)
    this.#update = null
    this.seq = update.seq
  }

  /** After the Y.Doc has been filled from a checkpoint. */
  lookForSuggestions(): void {
    for (const text of textsIn(this.doc.getXmlFragment(TEXT_ROOT)))
      for (let item = text._start; item; item = item.right) if (isSuggestionMark(item)) this.#suggestive.add(text)
  }

  #learn(moment: Moment): void {
    const { seq, userId, at } = this.#update!
    const news = [...moment.news()]
    if (seq === 1) {
      for (const item of news) this.placed.set(rangeOf(item), 0)
      return
    }
    const deed = this.deeds.number({ by: userId, at, accepted: null })
    const dying = moment.dying()
    for (const item of news) this.placed.set(rangeOf(item), deed)
    const accepted = this.#records(dying)
    for (const item of [...news, ...dying]) this.#note(item, moment, deed, accepted)
    const changed = gapsOf(moment, [...news, ...dying])
    const gaps = [...changed, ...this.#copies(changed, accepted)]
    const found = this.#carry(gaps, moment)
    this.#moveBlocks(news, dying)
    const lost = this.#bury(gaps, dying, moment, accepted)
    this.#settle(gaps, [...news, ...dying])
    const written = changed.reduce((sum, { fresh }) => sum + fresh.text.length, 0) - found
    this.sessions = withUpdate(this.sessions, { seq, userId, at, written, deleted: lost })
  }

  /** Proposals about whole blocks that went with this update, and are therefore accepted where the block changed with it. */
  #records(dying: readonly Y.Item[]): SuggestionRecord[] {
    const records = this.doc.getMap(RECORDS_ROOT) as unknown
    return dying
      .filter(({ parent, parentSub }) => parent === records && parentSub !== null)
      .map(({ parentSub, content }) => recordOf(parentSub!, content.getContent().at(-1)))
      .filter((record) => record !== null)
  }

  #note(item: Y.Item, moment: Moment, deed: number, accepted: readonly SuggestionRecord[]): void {
    const { at } = this.#update!
    const id = moment.isNew(item) ? suggestionIn(item) : null
    if (id !== null && !this.suggestedAt.has(id)) this.suggestedAt.set(id, at)
    const inside = item.content instanceof Y.ContentType ? item.content.type : item.parent
    const [eId] = eIdsAround(inside)
    if (eId === undefined) return
    this.touched.set(eId, deed)
    const attribute = PROPOSED_ATTRIBUTES.find((name) => name === item.parentSub)
    const element = item.parent instanceof Y.XmlElement ? item.parent._item : null
    if (!attribute || !element || !moment.isNew(item) || moment.isNew(element)) return
    const proposal = accepted.find((record) => record.op === 'set' && record.target === eId && record.attribute === attribute)
    this.labels.set(eId, proposal ? this.#acceptance(proposal.id) : deed)
  }

  /** The deed of a suggestion's author that this update makes part of the draft. */
  #acceptance(id: string): number {
    const { userId, at } = this.#update!
    const by = authorOf(id)
    const own = by === null || by === userId
    return this.deeds.number(
      own ? { by: userId, at, accepted: null } : { by, at: this.suggestedAt.get(id) ?? at, accepted: { by: userId, at } },
    )
  }

  /** Who accepts a move deletes the block; its words are those of the copy that the reviewer has put where it goes. */
  #copies(gaps: readonly Gap[], accepted: readonly SuggestionRecord[]): Gap[] {
    const moved = new Set(accepted.filter(({ op }) => op === 'move').map(({ target }) => target))
    if (moved.size === 0) return []
    const going = gaps.filter(({ parent }) => parent._item?.deleted && eIdsAround(parent).some((eId) => moved.has(eId)))
    const names = new Set(going.map(({ parent }) => blockName(parent)))
    return textsIn(this.doc.getXmlFragment(TEXT_ROOT))
      .filter((text) => names.has(blockName(text)))
      .map((parent) => ({ parent, fresh: wordsOf(parent), dying: NO_WORDS, dead: NO_WORDS }))
  }

  /** Finds old words among new ones; how many characters. */
  #carry(gaps: readonly Gap[], moment: Moment): number {
    if (gaps.every(({ fresh }) => fresh.text === '')) return 0
    const sources = this.#sources(gaps, moment)
    const found = carried(
      gaps.map(({ fresh }) => fresh.text),
      sources.map(({ words }) => words.text),
      (fresh, gone) => sources[gone]!.reach(gaps[fresh]!),
    )
    for (const { fresh, at, gone, from, length } of found) {
      const { words, buried } = sources[gone]!
      for (const [old, now] of paired(slice(words.ids, from, length), slice(gaps[fresh]!.fresh.ids, at, length)))
        if (buried) this.#raise(old, now)
        else this.#move(old, now)
    }
    return found.reduce((sum, { length }) => sum + length, 0)
  }

  #sources(gaps: readonly Gap[], moment: Moment): Source[] {
    const { userId, at } = this.#update!
    const isMade = ({ parent }: Gap) => parent._item !== null && moment.isNew(parent._item)
    const goes = ({ parent }: Gap) => parent._item?.deleted === true
    const dying = gaps.map((gap): Source => ({
      words: gap.dying,
      reach: (other) => (other === gap ? SAME_PLACE : isMade(other) || goes(gap) ? WHOLE_BLOCK : ELSEWHERE),
    }))
    const dead = gaps
      .filter(({ fresh }) => fresh.text !== '')
      .flatMap((gap) =>
        this.#lost(gap.dead, userId).map(({ own, ...words }): Source => {
          const reach = own ? OWN_DEAD : ELSEWHERE
          return { words, reach: (other) => (other === gap ? reach : null) }
        }),
      )
    const names = new Set(gaps.filter(isMade).map(({ parent }) => blockName(parent)))
    const buried = [...names].flatMap((name): Source[] => {
      const words = name === null ? undefined : this.buried.get(name)
      const reach = ({ parent }: Gap) => (blockName(parent) === name ? SAME_PLACE : null)
      return words ? [{ words, reach, buried: true }] : []
    })
    const cuts = this.cuts
      .filter((cut) => cut.by === userId && at - cut.at <= CUT_KEPT_MS)
      .flatMap((cut) => this.#lost(cut, userId).map((words): Source => ({ words, reach: () => ELSEWHERE })))
    return [...dying, ...dead, ...buried, ...cuts]
  }

  /** Words that are gone, under whatever ids they were last, in stretches that this person or others took away. */
  #lost({ text, ids }: Words, userId: string): (Words & { own: boolean })[] {
    const stretches: { text: string; ids: IdRange[]; own: boolean }[] = []
    let at = 0
    for (const range of ids)
      for (const { now, gone } of this.fateOf(range)) {
        const words = text.slice(at, (at += now.length))
        if (gone === null) continue
        const { by, accepted } = this.deeds.list[gone]!
        // Who accepts that words go can undo that as well as who proposed it.
        const own = by === userId || accepted?.by === userId
        const last = stretches.at(-1)
        if (last?.own === own) {
          last.text += words
          last.ids.push(now)
        } else stretches.push({ text: words, ids: [now], own })
      }
    return stretches
  }

  /** What was known of old ids holds of the new ones. */
  #move(old: IdRange, now: IdRange): void {
    this.moves.set(old, this.moveList.push([old, now]) - 1)
    const shift = now.clock - old.clock
    const shifted = (part: IdRange): IdRange => ({ client: now.client, clock: part.clock + shift, length: part.length })
    for (const author of this.authorsOf(old).toArray()) this.authors.set(shifted(author), author.value)
    for (const part of this.pending.parts(old).toArray()) if (part.value !== null) this.pending.set(shifted(part), part.value)
  }

  /** Words of a block that undo brings back: they may be alive elsewhere, when somebody has joined it to another. Then they stand twice. */
  #raise(old: IdRange, now: IdRange): void {
    let at = 0
    for (const { now: last, gone } of this.fateOf(old).toArray()) {
      const part = { client: now.client, clock: now.clock + at, length: last.length }
      at += last.length
      if (gone !== null) this.#move(last, part)
      else
        for (const author of this.authorsOf(last).toArray())
          this.authors.set({ ...part, clock: part.clock + author.clock - last.clock, length: author.length }, author.value)
    }
  }

  /** A block that went and came with one update has been moved. */
  #moveBlocks(news: readonly Y.Item[], dying: readonly Y.Item[]): void {
    const gone = new Map(dying.map((item) => [elementKey(item), item]))
    for (const item of news) {
      const key = item.deleted ? null : elementKey(item)
      const old = key === null ? undefined : gone.get(key)
      if (old) this.moves.set(rangeOf(old), this.moveList.push([rangeOf(old), rangeOf(item)]) - 1)
    }
  }

  /** Notes who took away what is gone; how many characters are. */
  #bury(gaps: readonly Gap[], dying: readonly Y.Item[], moment: Moment, accepted: readonly SuggestionRecord[]): number {
    const { userId, at } = this.#update!
    const proposed = new Map<Y.Item, string>()
    for (const parent of new Set(gaps.map((gap) => gap.parent)))
      if (this.#suggestive.has(parent))
        for (const { item, deletion } of markedItems(parent, (one) => moment.wasAlive(one)))
          if (deletion !== null) proposed.set(item, deletion)
    let lost = 0
    for (const item of dying) {
      const isWords = item.content instanceof Y.ContentString
      if (!isWords && elementKey(item) === null) continue
      const inside = item.content instanceof Y.ContentType ? item.content.type : item.parent
      const eIds = eIdsAround(inside)
      const record = accepted.find(({ op, target }) => (op === 'delete' || op === 'join') && eIds.includes(target))
      const id = proposed.get(item) ?? record?.id
      const deed = id === undefined ? this.deeds.number({ by: userId, at, accepted: null }) : this.#acceptance(id)
      for (const part of this.moves.parts(rangeOf(item))) {
        if (part.value !== null) continue
        this.deaths.set(part, deed)
        if (isWords) lost += part.length
      }
    }
    for (const { dying: words, parent } of gaps) {
      if (words.text === '') continue
      const name = parent._item?.deleted ? blockName(parent) : null
      if (name !== null) this.buried.set(name, { by: userId, at, ...words })
      else if (words.text.length >= SURELY) this.cuts = [{ by: userId, at, ...words }, ...this.cuts].slice(0, CUTS_KEPT)
    }
    return lost
  }

  /** Notes what is only proposed, and what has become part of the draft. */
  #settle(gaps: readonly Gap[], changed: readonly Y.Item[]): void {
    const texts = new Set(gaps.map(({ parent }) => parent))
    for (const item of changed) {
      const inside = item.parentSub === 'sug' ? textsIn(item.parent) : isSuggestionMark(item) ? textsIn(item.parent) : []
      for (const text of inside) {
        this.#suggestive.add(text)
        texts.add(text)
      }
      const element = item.parentSub === 'sug' && item.parent instanceof Y.XmlElement ? item.parent._item : null
      if (element && !element.deleted) this.#pend(rangeOf(element), isInProposal(item.parent))
    }
    for (const text of texts) {
      if (!this.#suggestive.has(text) && !isInProposal(text)) continue
      this.#suggestive.add(text)
      const within = isInProposal(text)
      for (const { item, inserted } of markedItems(text, isThere)) this.#pend(rangeOf(item), within || inserted)
    }
  }

  #pend(range: IdRange, pending: boolean): void {
    const { userId, at } = this.#update!
    for (const part of this.pending.parts(range).toArray()) {
      if ((part.value === 1) === pending) continue
      this.pending.set(part, pending ? 1 : 0)
      if (pending) continue
      for (const author of this.authorsOf(part).toArray()) {
        const deed = this.deeds.list[author.value]!
        if (deed.by !== null && deed.by !== userId)
          this.authors.set(author, this.deeds.number({ ...deed, accepted: { by: userId, at } }))
      }
    }
  }

  /** Who wrote each part of a range. */
  *authorsOf(range: IdRange): Generator<IdRange & { readonly value: number }> {
    for (const part of this.authors.parts(range))
      if (part.value !== null) yield { ...part, value: part.value }
      else for (const placed of this.placed.parts(part)) yield { ...placed, value: placed.value ?? 0 }
  }

  /** Where ids are now: each part with its id of today, and who took it away if it is gone. */
  *fateOf(range: IdRange): Generator<{ readonly now: IdRange; readonly gone: number | null }> {
    const waiting = [range]
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const [first, ...rest] = [...this.moves.parts(one)]
      waiting.push(...rest.toReversed())
      if (!first) continue
      if (first.value === null) for (const { value, ...now } of this.deaths.parts(first)) yield { now, gone: value }
      else {
        const [from, to] = this.moveList[first.value]!
        waiting.push({ client: to.client, clock: to.clock + first.clock - from.clock, length: first.length })
      }
    }
  }
}

type Five = [IdMap, IdMap, IdMap, IdMap, IdMap]

interface Source {
  readonly words: Words
  /** A block that has been gone for a while, with the ids that its words had then. */
  readonly buried?: true
  /** How sure an agreement must be for words of that gap to be these. */
  readonly reach: (gap: Gap) => Reach | null
}

/** What a block is known by; null for what is no block. */
function elementKey({ content }: Y.Item): string | null {
  const type = content instanceof Y.ContentType ? content.type : null
  const eId = type instanceof Y.XmlElement ? eIdOf(type) : null
  return eId === null ? null : `${(type as Y.XmlElement).nodeName} ${eId}`
}
