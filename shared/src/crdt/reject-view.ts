import * as Y from 'yjs'
import { authorOf, readStamp } from '../model/index.ts'
import { splitFormat } from './formats.ts'

/** A block as it stands when one author's suggestions are rejected. Two equal views are the same draft. */
export interface RejectView {
  /**
   * Told by the ids of its characters, not by the characters: who deletes words and types them again has changed the draft.
   * '' for what the author proposes.
   */
  readonly shown: string
  /** Other people's suggestions on what the author proposes: the author may take them away with it, and make none in their name. */
  readonly signed: ReadonlySet<string>
  /** The texts that its words stand in, by id: a drafter may be writing in one that is empty. */
  readonly texts: readonly string[]
  /** Of everything in it. */
  readonly eIds: readonly string[]
  /** Those of them that stand in what the author proposes. */
  readonly ownEIds: ReadonlySet<string>
}

/** The view of one top-level block. */
export function rejectView(block: unknown, user: string): RejectView {
  const reading = new Reading(user)
  const shown = reading.shown(block)
  return { shown, signed: reading.signed, texts: reading.texts, eIds: reading.eIds, ownEIds: reading.ownEIds }
}

type Attributes = Record<string, unknown>

class Reading {
  readonly signed = new Set<string>()
  readonly texts: string[] = []
  readonly eIds: string[] = []
  readonly ownEIds = new Set<string>()
  readonly #user: string

  constructor(user: string) {
    this.#user = user
  }

  shown(type: unknown): string {
    if (type instanceof Y.XmlText) {
      this.texts.push(idOf(type))
      return this.#words(type, false)
    }
    if (!(type instanceof Y.XmlElement)) return '?'
    const attributes = type.getAttributes()
    if (readStamp(attributes['sug'])?.user === this.#user) {
      this.#readOwn(type)
      return ''
    }
    this.#noteEId(attributes['eId'])
    const inside = type.toArray().map((child) => this.shown(child))
    return `<${type.nodeName} ${idOf(type)} ${stable(attributes)}>${inside.join('')}</>`
  }

  /** Everything in the author's own proposal is theirs but what others have proposed in it. */
  #readOwn(type: unknown): void {
    if (type instanceof Y.XmlText) this.#words(type, true)
    if (!(type instanceof Y.XmlElement)) return
    this.#noteEId(type.getAttribute('eId'), this.ownEIds)
    const stamp = readStamp(type.getAttribute('sug'))
    if (stamp && stamp.user !== this.#user) this.signed.add(`${idOf(type)} ${stamp.id}`)
    for (const child of type.toArray()) this.#readOwn(child)
  }

  #noteEId(eId: unknown, own?: Set<string>): void {
    if (typeof eId !== 'string' || eId === '') return
    this.eIds.push(eId)
    own?.add(eId)
  }

  /** Ranges of ids, each with the formats that hold there. */
  #words(text: Y.XmlText, own: boolean): string {
    const formats = new Map<string, unknown>()
    const ranges = new Ranges()
    let look: Look | null = null
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted) continue
      if (item.content instanceof Y.ContentFormat) {
        const { key, value } = item.content
        if (value === null) formats.delete(key)
        else formats.set(key, value)
        look = null
        continue
      }
      look ??= this.#look(formats)
      if (!(item.content instanceof Y.ContentString)) ranges.add(`? ${look.shown}`, item)
      else if (own || look.proposed) this.#sign(item, look.others)
      else ranges.add(look.shown, item, item.content.str)
    }
    return ranges.print()
  }

  #sign(item: Y.Item, others: readonly string[]): void {
    for (const key of others)
      for (let at = 0; at < item.length; at++) this.signed.add(`${item.id.client}:${item.id.clock + at} ${key}`)
  }

  /** What the formats say when this author's suggestions and comments are left out. */
  #look(formats: ReadonlyMap<string, unknown>): Look {
    const kept: string[] = []
    const others: string[] = []
    let proposed = false
    for (const [key, value] of formats) {
      const { name, id } = splitFormat(key)
      if (id !== null && authorOf(id) === this.#user) {
        if (name === 'insertion') proposed = true
        continue
      }
      kept.push(`${key}=${JSON.stringify(value)}`)
      if (id !== null && name !== 'comment') others.push(key)
    }
    return { shown: kept.sort().join('&'), proposed, others }
  }
}

interface Look {
  readonly shown: string
  /** The author proposes to insert words that look so. */
  readonly proposed: boolean
  /** Formats of other people's suggestions. */
  readonly others: readonly string[]
}

const idOf = (type: Y.XmlElement | Y.XmlText): string => `${type._item!.id.client}:${type._item!.id.clock}`

const stable = (attributes: Attributes): string => JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)))

const SPOILT = '\ufffd'

/** Ids in order, those that follow each other as one range, whatever items they are kept in. */
class Ranges {
  #printed = ''
  #spoilt = ''
  #look = ''
  #client = -1
  #start = 0
  #end = 0

  add(look: string, { id, length }: Y.Item, words = ''): void {
    this.#noteSpoilt(id, words)
    if (look !== this.#look || id.client !== this.#client || id.clock !== this.#end) {
      this.#close()
      if (look !== this.#look) this.#printed += `[${look}]`
      this.#look = look
      this.#client = id.client
      this.#start = id.clock
    }
    this.#end = id.clock + length
  }

  print(): string {
    this.#close()
    return this.#printed + this.#spoilt
  }

  /** Where a format begins within a character outside the basic plane, Yjs puts U+FFFD for both its halves under the ids they had. */
  #noteSpoilt({ client, clock }: Y.ID, words: string): void {
    for (let at = words.indexOf(SPOILT); at >= 0; at = words.indexOf(SPOILT, at + 1)) this.#spoilt += `!${client}:${clock + at}`
  }

  #close(): void {
    if (this.#client >= 0) this.#printed += `${this.#client}:${this.#start}-${this.#end},`
    this.#client = -1
  }
}
