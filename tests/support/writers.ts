import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { draftDoc, seedUpdate, writeChange, writeRecords } from '@travaux/shared/crdt'
import { Trace, type TracedUpdate } from '@travaux/shared/crdt/trace'
import { RECORDS_ROOT, TEXT_ROOT } from '@travaux/shared/protocol'
import { accept, NO_RECORD_CHANGES, reject, suggest, suggestions, type SuggestedDraft } from '@travaux/shared/suggest'
import { applyEdits, arbitraryEdit, EDIT_KINDS, type Edit } from './edits.ts'
import { draftIn } from './hands.ts'
import { ids, type Ids } from './suggesting.ts'

/** Everybody types in a script of their own, so that a letter tells who wrote it. The base has none of these. */
const SCRIPTS = { dora: 'Georgian', dan: 'Armenian', rita: 'Greek', raul: 'Cyrillic' } as const
type Hand = keyof typeof SCRIPTS
const FIRST_LETTER: Record<Hand, number> = { dora: 0x10d0, dan: 0x561, rita: 0x3b1, raul: 0x430 }
const HANDS = Object.keys(SCRIPTS) as Hand[]
/** What a reviewer moves or makes bold is a copy of theirs, until somebody accepts it. */
const suggestable = (edit: Edit): Edit => (/^(move|format)/.test(edit.kind) ? { ...edit, kind: 'type' } : edit)
const isDrafter = (hand: Hand): boolean => hand === 'dora' || hand === 'dan'

const inOwnScript = (hand: Hand, words: string): string =>
  words.replace(/\p{L}/gu, (letter) => String.fromCodePoint(FIRST_LETTER[hand] + (letter.codePointAt(0)! % 16)))

/** The writer of a letter; null for one of the base, undefined for what anybody may have written. */
export function writerOf(letter: string): Hand | null | undefined {
  const hand = HANDS.find((one) => new RegExp(`\\p{Script=${SCRIPTS[one]}}`, 'u').test(letter))
  return hand ?? (/\p{L}/u.test(letter) ? null : undefined)
}

export interface HandTurn {
  readonly who: Hand
  readonly does: 'edit' | 'undo' | 'redo' | 'accept' | 'reject' | 'enter and back'
  readonly edit: Edit
  /** How many deliveries of others are held back before. */
  readonly late: boolean
}

/** A copy of words is the copier's, whatever script it is in; and no hand gives a block another id while it types half a word. */
const TELLING = EDIT_KINDS.filter((kind) => !/^(repeat|retype)/.test(kind))

export const arbitraryHands = (maxLength = 14): fc.Arbitrary<HandTurn[]> =>
  fc.array(
    fc.record({
      who: fc.constantFrom(...HANDS),
      does: fc.constantFrom('edit', 'edit', 'edit', 'edit', 'undo', 'redo', 'accept', 'reject', 'enter and back'),
      edit: fc.tuple(arbitraryEdit, fc.constantFrom(...TELLING)).map(([edit, kind]) => ({ ...edit, kind })),
      late: fc.boolean(),
    }),
    { minLength: 1, maxLength },
  )

const STARTED = Date.UTC(2026, 10, 23, 9)

/** One person's copy of the draft. What it writes waits in `outbox`. */
class Copy {
  readonly doc = draftDoc()
  readonly undo: Y.UndoManager
  readonly outbox: Uint8Array[] = []

  constructor(clientID: number, state: Uint8Array) {
    this.doc.clientID = clientID
    Y.applyUpdate(this.doc, state, 'remote')
    const roots = [this.doc.getXmlFragment(TEXT_ROOT), this.doc.getMap(RECORDS_ROOT)]
    this.undo = new Y.UndoManager(roots, { captureTimeout: 0 })
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') this.outbox.push(update)
    })
  }

  draft(): SuggestedDraft {
    return draftIn(this.doc)
  }

  write(doc: Node, records = NO_RECORD_CHANGES): void {
    this.doc.transact(() => {
      writeChange(this.doc.getXmlFragment(TEXT_ROOT), doc)
      writeRecords(this.doc, records)
    })
  }

  edit(edit: Edit, first: number): void {
    this.write(applyEdits(this.draft().doc, [edit], first))
  }

  suggest(user: Hand, edit: Edit, made: Ids, first: number): void {
    const draft = this.draft()
    const author = { user, at: STARTED, newId: () => made.newId(user), newEId: made.newEId }
    const { transform, records } = suggest(draft, { after: applyEdits(draft.doc, [edit], first), ranges: null }, author)
    this.write(transform.doc, records)
  }
}

/** A draft that several people have open, with the log that the server would keep. */
export class Desk {
  readonly log: TracedUpdate[] = []
  readonly #copies: Map<Hand, Copy>
  readonly #ids = ids()
  readonly #inboxes = new Map<Hand, Uint8Array[]>(HANDS.map((hand) => [hand, []]))

  constructor(base: Node) {
    const seed = seedUpdate(base, TEXT_ROOT)
    this.log.push({ seq: 1, userId: 'dora', at: STARTED, update: seed })
    this.#copies = new Map(HANDS.map((hand, index) => [hand, new Copy(100 + index, seed)]))
  }

  /** One turn; everybody sees it at once, or, when `late`, somebody first writes without having seen the last ones. */
  take({ who, does, edit, late }: HandTurn, lockStep: boolean): void {
    if (lockStep || !late) this.#hear(who)
    const copy = this.#copies.get(who)!
    const own = { ...edit, words: inOwnScript(who, edit.words) }
    switch (does) {
      case 'undo':
        if (isDrafter(who)) copy.undo.undo()
        break
      case 'redo':
        if (isDrafter(who)) copy.undo.redo()
        break
      case 'accept':
      case 'reject':
        if (isDrafter(who)) this.#decide(copy, does, edit.at)
        break
      case 'enter and back':
        if (isDrafter(who)) this.#enterAndBack(copy, edit)
        break
      case 'edit':
        if (isDrafter(who)) copy.edit(own, this.log.length)
        else copy.suggest(who, suggestable(own), this.#ids, this.log.length)
    }
    this.#send(who, copy)
  }

  /** What the log tells. */
  trace(): Trace {
    const trace = Trace.empty()
    for (const row of this.log) trace.apply(row)
    return trace
  }

  #decide(copy: Copy, does: 'accept' | 'reject', pick: number): void {
    const draft = copy.draft()
    const list = suggestions(draft)
    const one = list[pick % Math.max(1, list.length)]
    if (!one) return
    const decided = does === 'accept' ? accept(draft, [one.id], { newEId: this.#ids.newEId }) : reject(draft, [one.id])
    if (decided.ok) copy.write(decided.transform.doc, decided.records)
  }

  #enterAndBack(copy: Copy, edit: Edit): void {
    const before = copy.draft().doc
    copy.edit({ ...edit, kind: 'split' }, this.log.length)
    copy.write(before)
  }

  #send(who: Hand, copy: Copy): void {
    for (const update of copy.outbox.splice(0)) {
      this.log.push({ seq: this.log.length + 1, userId: who, at: STARTED + this.log.length * 30_000, update })
      for (const [hand, inbox] of this.#inboxes) if (hand !== who) inbox.push(update)
    }
  }

  #hear(who: Hand): void {
    for (const update of this.#inboxes.get(who)!.splice(0)) Y.applyUpdate(this.#copies.get(who)!.doc, update, 'remote')
  }
}
