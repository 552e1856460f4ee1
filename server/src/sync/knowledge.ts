import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { countUpTo, IdRanges } from './id-ranges.ts'
import { placeAmong, placeBeside, placeFrom, placeInRoot, UNKNOWN_PLACE, type Place } from './place.ts'
import type { Id, IdRange, Struct, UpdateShape } from './update-shape.ts'

/** The version of what `Knowledge.encode` writes. */
const FORMAT = 1

/** What an update would change. */
export type Assessment =
  | { ok: false; reason: 'gap' | 'invalid'; detail: string }
  | {
      ok: true
      /** Whether anything in it is not known yet. */
      news: boolean
      /** Clients of whom something new is told. */
      writers: readonly number[]
      /** Whether something in it was told before. */
      repeats: boolean
      /** Whether it brings a block by name. */
      names: boolean
      /** Whether it deletes what is gone already: its author may be moving what somebody else moves. */
      deletesAgain: boolean
      /** Makes it known: to be called before the next assessment, or never. */
      learn(): void
    }

/**
 * What the server knows of a draft's document without holding the document: how far each client's writing is known, what is
 * deleted, and what stands where. It decides whether an update can be integrated completely (Yjs would keep the rest pending, at
 * every joiner's cost) and whether the draft is a draft afterwards.
 */
export class Knowledge {
  readonly #clocks = new Map<number, number>()
  readonly #deleted = new IdRanges()
  readonly #places = new Places()

  /** As bytes that `Knowledge.decode` understands: reading them is a hundred times faster than reading the text again. */
  encode(): Uint8Array {
    return encoding.encode((to) => {
      encoding.writeUint8(to, FORMAT)
      encoding.writeVarUint(to, this.#clocks.size)
      for (const [client, clock] of this.#clocks) {
        encoding.writeVarUint(to, client)
        encoding.writeVarUint(to, clock)
      }
      const deleted = [...this.#deleted.all()]
      encoding.writeVarUint(to, deleted.length)
      for (const { client, starts, ends } of deleted) {
        encoding.writeVarUint(to, client)
        encoding.writeVarUint(to, starts.length)
        for (const [at, start] of starts.entries()) {
          encoding.writeVarUint(to, start)
          encoding.writeVarUint(to, ends[at]! - start)
        }
      }
      this.#places.encode(to)
    })
  }

  /** Null for bytes of another version. */
  static decode(bytes: Uint8Array): Knowledge | null {
    if (bytes[0] !== FORMAT) return null
    const from = decoding.createDecoder(bytes.subarray(1))
    const knowledge = new Knowledge()
    const number = () => decoding.readVarUint(from)
    for (let left = number(); left > 0; left--) knowledge.#clocks.set(number(), number())
    for (let left = number(); left > 0; left--) {
      const client = number()
      for (let ranges = number(); ranges > 0; ranges--) knowledge.#deleted.add(client, number(), number())
    }
    knowledge.#places.decode(from)
    return knowledge
  }

  get clients(): Iterable<number> {
    return this.#clocks.keys()
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks)
  }

  /** Whether the update tells of writing that is not known. */
  hasNewStructs({ structs }: UpdateShape): boolean {
    return structs.values().some((list) => end(list.at(-1)!) > this.#clock(list[0]!.client))
  }

  /**
   * Whether it deletes something that is not known as deleted. What Yjs deletes by itself (words that arrive in a paragraph
   * that is gone) is not known here until a document is read: `learnDeletes` tells.
   */
  hasNewDeletes({ deletes }: UpdateShape): boolean {
    return deletes.some(({ client, clock, length }) => !this.#deleted.has(client, clock, length))
  }

  learnDeletes(ranges: Iterable<IdRange>): void {
    for (const { client, clock, length } of ranges) this.#deleted.add(client, clock, length)
  }

  /** `fault` says what is wrong with a struct at its place, or null; what is stored has been asked before. */
  assess(shape: UpdateShape, maxDepth: number, fault: (place: Place, struct: Struct) => string | null = () => null): Assessment {
    const plan = new Integration(this.#clocks, shape)
    if (!plan.complete) return { ok: false, reason: 'gap', detail: 'It builds on something that is not there.' }
    const places = this.#places.fork()
    const writers = new Set<number>()
    let [repeats, names] = [false, false]
    for (const struct of plan.order) {
      const known = this.#clock(struct.client)
      if (struct.clock < known) repeats = true
      if (end(struct) <= known) continue
      const place = places.add(struct, Math.max(struct.clock, known))
      const wrong = place.depth > maxDepth ? 'It nests too deep.' : fault(place, struct)
      if (wrong !== null) return { ok: false, reason: 'invalid', detail: wrong }
      writers.add(struct.client)
      names ||= place.key === 'eId'
    }
    const deletesAgain = shape.deletes.some(({ client, clock, length }) => this.#deleted.meets(client, clock, length))
    const learn = () => {
      places.keep()
      for (const struct of plan.order) this.#clocks.set(struct.client, Math.max(this.#clock(struct.client), end(struct)))
      this.learnDeletes(shape.deletes)
    }
    return {
      ok: true,
      news: writers.size > 0 || this.hasNewDeletes(shape),
      writers: [...writers],
      repeats,
      names,
      deletesAgain,
      learn,
    }
  }

  /** Whether nothing but formats is deleted: Yjs takes out formats that have become needless, at whoever sees them. */
  deletesOnlyFormats({ deletes }: UpdateShape): boolean {
    return deletes.every(({ client, clock, length }) => {
      for (let at = clock; at < clock + length; at++)
        if (!this.#deleted.has(client, at, 1) && this.#places.at({ client, clock: at }).self !== 'format') return false
      return true
    })
  }

  #clock(client: number): number {
    return this.#clocks.get(client) ?? 0
  }
}

/** The clock behind a run. */
const end = ({ clock, length }: { clock: number; length: number }): number => clock + length

/** The order in which an update's structs can be integrated, as Yjs would: each after what it refers to. */
class Integration {
  readonly order: Struct[] = []
  /** Whether every struct has a place in the order, and everything that is deleted exists. */
  readonly complete: boolean
  readonly #known: ReadonlyMap<number, number>
  readonly #shape: UpdateShape
  readonly #clocks = new Map<number, number>()
  readonly #next = new Map<number, number>()
  readonly #waiting = new Map<number, number[]>()

  constructor(known: ReadonlyMap<number, number>, shape: UpdateShape) {
    this.#known = known
    this.#shape = shape
    const queue = [...shape.structs.keys()]
    for (let client = queue.pop(); client !== undefined; client = queue.pop())
      if (this.#advance(client)) queue.push(...this.#woken(client))
    this.complete =
      shape.structs.entries().every(([client, structs]) => this.#next.get(client) === structs.length) &&
      shape.deletes.every((range) => end(range) <= this.#clock(range.client))
  }

  #clock(client: number): number {
    return this.#clocks.get(client) ?? this.#known.get(client) ?? 0
  }

  /** Integrates a client's structs as far as possible; whether there was any. */
  #advance(client: number): boolean {
    const structs = this.#shape.structs.get(client)!
    let index = this.#next.get(client) ?? 0
    const start = index
    for (; index < structs.length; index++) {
      const struct = structs[index]!
      if (struct.kind === 'skip') continue
      const missing = this.#missing(struct)
      if (missing !== null) {
        this.#wait(client, missing)
        break
      }
      this.#clocks.set(client, Math.max(this.#clock(client), end(struct)))
      this.order.push(struct)
    }
    this.#next.set(client, index)
    return index > start
  }

  /** The client whose writing must be known first; null when nothing is missing. */
  #missing(struct: Struct): number | null {
    if (struct.clock > this.#clock(struct.client)) return struct.client
    for (const id of [struct.origin, struct.rightOrigin, struct.parent])
      if (id !== null && typeof id !== 'string' && id.clock >= this.#clock(id.client)) return id.client
    return null
  }

  #wait(client: number, missing: number): void {
    const others = this.#waiting.get(missing)
    if (others) others.push(client)
    else this.#waiting.set(missing, [client])
  }

  #woken(client: number): number[] {
    const others = this.#waiting.get(client) ?? []
    this.#waiting.delete(client)
    return others
  }
}

/** What stands at each clock value, and where. Kept as runs of one place, which typing prolongs. */
class Places {
  readonly #runs = new Map<number, { starts: number[]; places: Place[] }>()
  readonly #base: Places | null

  constructor(base: Places | null = null) {
    this.#base = base
  }

  /** A layer for an update that may be refused. */
  fork(): Places {
    return new Places(this)
  }

  /** Makes the layer's runs part of what it was forked from. */
  keep(): void {
    for (const [client, { starts, places }] of this.#runs)
      starts.forEach((start, index) => this.#base!.#append(client, start, places[index]!))
  }

  /** Notes the place of a struct from `clock` on, where the knowledge of its client ends; the place. */
  add(struct: Struct, clock: number): Place {
    const place = this.#of(struct, clock)
    this.#append(struct.client, clock, place)
    return place
  }

  at({ client, clock }: Id): Place {
    const runs = this.#runs.get(client)
    const at = runs ? countUpTo(runs.starts, clock) - 1 : -1
    if (at >= 0) return runs!.places[at]!
    return this.#base === null ? UNKNOWN_PLACE : this.#base.at({ client, clock })
  }

  encode(to: encoding.Encoder): void {
    const kinds = new Map<string, number>()
    for (const { places } of this.#runs.values())
      for (const place of places) {
        const name = JSON.stringify(place)
        if (!kinds.has(name)) kinds.set(name, kinds.size)
      }
    encoding.writeVarUint(to, kinds.size)
    for (const name of kinds.keys()) encoding.writeVarString(to, name)
    encoding.writeVarUint(to, this.#runs.size)
    for (const [client, { starts, places }] of this.#runs) {
      encoding.writeVarUint(to, client)
      encoding.writeVarUint(to, starts.length)
      for (const [at, start] of starts.entries()) {
        encoding.writeVarUint(to, start - (starts[at - 1] ?? 0))
        encoding.writeVarUint(to, kinds.get(JSON.stringify(places[at]))!)
      }
    }
  }

  decode(from: decoding.Decoder): void {
    const number = () => decoding.readVarUint(from)
    const kinds = Array.from({ length: number() }, () => placeFrom(JSON.parse(decoding.readVarString(from)) as Place))
    for (let left = number(); left > 0; left--) {
      const client = number()
      const runs = number()
      let start = 0
      for (let run = 0; run < runs; run++) {
        start += number()
        this.#append(client, start, kinds[number()]!)
      }
    }
  }

  #of(struct: Struct, clock: number): Place {
    const { kind, client, origin, rightOrigin, parent } = struct
    if (kind !== 'item') return UNKNOWN_PLACE
    // Of a run that is known in part the rest stands behind what is known, wherever the run says that it stands.
    if (clock > struct.clock) return placeBeside(this.at({ client, clock: clock - 1 }), struct)
    if (typeof parent === 'string') return placeInRoot(parent, struct)
    return parent === null ? placeBeside(this.at((origin ?? rightOrigin)!), struct) : placeAmong(this.at(parent), struct)
  }

  #append(client: number, clock: number, place: Place): void {
    let runs = this.#runs.get(client)
    if (!runs) this.#runs.set(client, (runs = { starts: [], places: [] }))
    if (runs.places.at(-1) === place) return
    runs.starts.push(clock)
    runs.places.push(place)
  }
}
