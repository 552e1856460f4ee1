import type { Node } from 'prosemirror-model'
import { applyWords, type WordProblem } from './apply-words.ts'
import type { Revision } from './amendment.ts'
import { arrivalPlace, isArrival } from './arrivals.ts'
import type { Instruction, Place } from './instruction.ts'
import { Labels } from './labels.ts'
import { readNewName } from './new-name.ts'
import { ordinal, ordinalOf } from './ordinals.ts'
import { isContainer, isDivision, Places } from './places.ts'
import { emptyPlan, rangeOf, TOP, wantsRenumbering, type Plan, type Range, type Slot } from './plan.ts'
import { readLines } from './read-lines.ts'
import { scopeOf, stretches, type Scope } from './scope.ts'
import { quotable, type Splice } from './words.ts'

/** The base as instructions see it. */
export class Ground {
  readonly places: Places
  readonly labels: Labels
  readonly #revisions = new Map<string, Places>()

  readonly base: Node
  readonly revisions: readonly Revision[]

  constructor(base: Node, revisions: readonly Revision[] = []) {
    this.base = base
    this.revisions = revisions
    this.places = new Places(base)
    this.labels = new Labels(base)
  }

  /** The places of an earlier official text; null when there is none of that name. */
  revision(name: string): Places | null {
    const plain = (text: string) =>
      text
        .toLowerCase()
        .replace(/^the /, '')
        .replace(/\b\d+(?:st|nd|rd|th)\b/g, (counted) => ordinal(ordinalOf(counted)!))
        .trim()
    const found = this.revisions.find((revision) => plain(revision.name) === plain(name))
    if (!found) return null
    let places = this.#revisions.get(found.name)
    if (!places) this.#revisions.set(found.name, (places = new Places(found.doc)))
    return places
  }

  textOf = (index: number): string => quotable(this.places.units[index]!.block.node)
}

/** Why an instruction can't be carried out, and the words it is about. */
export class Unclear extends Error {
  readonly words: string

  constructor(words: string, message: string) {
    super(message)
    this.words = words
  }
}

/** An instruction names what another brings, and none has brought it yet. */
export class NotYet extends Unclear {}

type Arrival = Plan['arrivals'][number]

/** Adds what an instruction does to the plan. Throws `Unclear`. */
export class Resolver {
  readonly plan: Plan = emptyPlan()
  readonly #ground: Ground
  /** What has been brought last under a name. */
  readonly #brought = new Map<Place, Arrival>()

  constructor(ground: Ground) {
    this.#ground = ground
  }

  add(instruction: Instruction): void {
    switch (instruction.type) {
      case 'words':
        this.#words(instruction)
        break
      case 'replace':
        this.#replace(instruction)
        break
      case 'insert':
        this.#insert(instruction)
        break
      case 'delete':
        this.#delete(instruction)
        break
      case 'move':
        this.#move(instruction)
        break
      case 'renumber':
        this.plan.numbers.set(this.#scope(instruction.at).unit.index, instruction.number)
        break
      case 'retain':
        this.#retain(instruction)
        break
    }
    for (const consequence of instruction.also)
      if (consequence.type === 'reference')
        for (const { index } of stretches(this.#ground.places, this.#scope(consequence.at))) this.plan.references.push(index)
  }

  #scope(place: Place): Scope {
    const scope = scopeOf(this.#ground.places, place)
    if (!scope) throw new Unclear(place, `The base text has no ${place.replace(/^the /, '')}.`)
    return scope
  }

  #range({ unit, part }: Scope): Range {
    if (part === 'text') throw new Unclear('the whole text', 'Say which provision: only words are changed throughout a text.')
    return rangeOf(this.#ground.base, this.#ground.places.units, unit, part === 'own')
  }

  #node({ list, from }: Range): Node {
    const { base } = this.#ground
    return list === TOP ? base.child(from) : base.child(list).child(from)
  }

  #words({ at, edit }: Extract<Instruction, { type: 'words' }>): void {
    for (const place of at) {
      const scope = this.#scope(place)
      if (scope.part === 'own' && isContainer(scope.unit.block.kind) && scope.unit.block.node === null)
        throw new Unclear(place, `The base text has no heading there.`)
      const applied = applyWords(edit, stretches(this.#ground.places, scope), this.#ground.textOf)
      if (!applied.ok) throw new Unclear('words' in edit ? edit.words : edit.insert, wordProblem(place, applied.problem))
      for (const [index, splice] of applied.splices) this.#splice(index, splice)
    }
  }

  #splice(index: number, splice: Splice): void {
    const list = this.plan.splices.get(index)
    if (list) list.push(splice)
    else this.plan.splices.set(index, [splice])
  }

  #replace({ at, lines }: Extract<Instruction, { type: 'replace' }>): void {
    const scope = this.#scope(at)
    const { unit, part } = scope
    const { kind, rank, level } = unit.block
    if (part === 'own' && isContainer(kind)) return void this.plan.headings.set(unit.top, lines.join(' '))
    if (part === 'own' && isDivision(kind)) return this.#splice(unit.index, this.#wholly(unit.index, lines.join(' ')))
    const numberless =
      kind === 'title' || kind === 'preamble' || kind === 'closing' || (kind === 'recital' && unit.block.number === null)
    const nodes = readLines(lines, { kind, rank, level, ...(numberless ? { number: null } : {}) }, this.#ground.labels)
    if (!nodes) throw new Unclear(lines[0] ?? '', `What replaces ${at} does not begin as ${at} does, with its number.`)
    this.plan.replaced.push({ range: this.#range(scope), nodes })
  }

  #wholly(index: number, text: string): Splice {
    return { from: 0, to: this.#ground.textOf(index).length, text }
  }

  #insert(instruction: Extract<Instruction, { type: 'insert' }>): void {
    const { side, at, name, lines, also } = instruction
    const earlier = this.#earlier(at)
    const scope = earlier ? null : this.#scope(at)
    const inside = scope?.part === 'own'
    const { level, number: numbered } = earlier ? this.#opening(earlier) : scope!.unit.block
    const named = readNewName(name, level + (inside ? 1 : 0))
    if (!named) throw new Unclear(name, `It is not clear what “a new ${name}” is.`)
    // "A new paragraph" among numbered ones has a number, which the text put in says.
    const { number, ...kind } = named
    const first = number === null && !inside && numbered !== null ? kind : named
    const nodes = readLines(lines, first, this.#ground.labels)
    if (!nodes) throw new Unclear(lines[0] ?? '', `The text to be inserted does not begin with the number of the new ${name}.`)
    const slot = earlier?.slot ?? this.#slot(scope!, side, first.level > 0)
    if (slot.list !== TOP && first.level === 0) throw new Unclear(at, `A new ${name} can't stand inside ${at}.`)
    this.#arrive(instruction, { slot, nodes, range: null }, earlier)
    if (wantsRenumbering(also)) this.plan.counted.push({ slot, model: nodes[0]! })
  }

  /** What an instruction has brought to the place that is named; null for a place of the base. */
  #earlier(place: Place): Arrival | null {
    if (!isArrival(place)) return null
    const found = this.#brought.get(place.toLowerCase())
    if (!found) throw new NotYet(place, `No instruction of the list brings ${place}.`)
    return found
  }

  #opening({ nodes, range }: Arrival): { level: number; number: string | null } {
    const { attrs } = range ? this.#node(range) : nodes[0]!
    return { level: (attrs['level'] as number | undefined) ?? 0, number: (attrs['number'] as string | null | undefined) ?? null }
  }

  /** Puts what comes beside what an instruction has brought before, otherwise behind all that has come. */
  #arrive(instruction: Extract<Instruction, { side: 'after' | 'before' }>, arrival: Arrival, beside: Arrival | null): void {
    const { arrivals } = this.plan
    const at = beside ? arrivals.indexOf(beside) + (instruction.side === 'after' ? 1 : 0) : arrivals.length
    arrivals.splice(at, 0, arrival)
    this.#brought.set(arrivalPlace(instruction)!.toLowerCase(), arrival)
  }

  /** `provision`: what comes there is a paragraph or subparagraph, which behind an article's heading stands inside the article. */
  #slot(scope: Scope, side: 'after' | 'before', provision: boolean): Slot {
    const { unit, part } = scope
    if (part === 'own' && isContainer(unit.block.kind) && provision)
      return { list: unit.top, at: unit.block.node === null ? 0 : 1, side: 'after' }
    const { list, from, to } = this.#range(scope)
    return { list, at: side === 'after' ? to : from, side }
  }

  #delete({ at, also }: Extract<Instruction, { type: 'delete' }>): void {
    const scope = this.#scope(at)
    if (scope.sentence !== null) {
      for (const { index, from, to } of stretches(this.#ground.places, scope)) this.#splice(index, { from, to, text: '' })
      return
    }
    if (scope.part === 'own' && isContainer(scope.unit.block.kind)) return void this.plan.headings.set(scope.unit.top, null)
    const range = this.#range(scope)
    this.plan.deleted.push(range)
    if (wantsRenumbering(also))
      this.plan.counted.push({ slot: { list: range.list, at: range.to, side: 'after' }, model: this.#node(range) })
  }

  #move(instruction: Extract<Instruction, { type: 'move' }>): void {
    const { at, side, to, also } = instruction
    const range = this.#range(this.#scope(at))
    const earlier = this.#earlier(to)
    const slot = earlier?.slot ?? this.#slot(this.#scope(to), side, range.list !== TOP)
    const inItself = slot.list === range.list && slot.at > range.from && slot.at < range.to
    if (inItself) throw new Unclear(to, `${at} can't stand inside itself.`)
    this.#arrive(instruction, { slot, nodes: [], range }, earlier)
    if (!wantsRenumbering(also)) return
    const model = this.#node(range)
    this.plan.counted.push({ slot, model }, { slot: { list: range.list, at: range.to, side: 'after' }, model })
  }

  #retain({ at, revision }: Extract<Instruction, { type: 'retain' }>): void {
    const scope = this.#scope(at)
    const places = this.#ground.revision(revision)
    if (!places) throw new Unclear(revision, `The ${revision} is not at hand.`)
    const unit = places.at(at)
    if (!unit) throw new Unclear(at, `The ${revision} has no ${at}.`)
    const { list, from, to } = rangeOf(places.doc, places.units, unit, false)
    const siblings = list === TOP ? places.doc.children : places.doc.child(list).children
    this.plan.replaced.push({ range: this.#range(scope), nodes: siblings.slice(from, to) })
  }
}

function wordProblem(place: Place, { why, count }: WordProblem): string {
  switch (why) {
    case 'absent':
      return `These words do not stand in ${place} of the base text.`
    case 'ambiguous':
      return `These words stand ${count} times in ${place}: say which, for example “where it second occurs”.`
    case 'occurrence':
      return `These words stand only ${count} ${count === 1 ? 'time' : 'times'} in ${place}.`
    case 'nothing':
      return `There are no words in ${place}.`
  }
}
