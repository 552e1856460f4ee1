import * as Y from 'yjs'
import { RECORDS_ROOT, TEXT_ROOT } from '../protocol/index.ts'
import { keyAuthor } from '../suggest/index.ts'
import { draftDoc } from './draft-doc.ts'
import { recordOf } from './records.ts'
import { rejectView, type RejectView } from './reject-view.ts'

const shownOf = (views: readonly RejectView[]): string[] => views.map(({ shown }) => shown).filter((shown) => shown !== '')

/** Whether a block that the author has proposed now has the eId of another: what is said of the one would then be done to the other. */
function takesEId(before: readonly RejectView[], after: readonly RejectView[]): boolean {
  const had = new Set(before.flatMap(({ ownEIds }) => [...ownEIds]))
  const given = new Set(after.flatMap(({ ownEIds }) => [...ownEIds]).filter((eId) => !had.has(eId)))
  if (given.size === 0) return false
  const found = after.flatMap(({ eIds }) => eIds.filter((eId) => given.has(eId)))
  return found.length > given.size
}

/** Whether a text of the draft is gone, an empty one say: what somebody types there meanwhile would be lost. */
function takesText(before: readonly RejectView[], after: readonly RejectView[]): boolean {
  const [was, is] = [new Set(before), new Set(after)]
  const standing = new Set([...is.difference(was)].flatMap(({ texts }) => texts))
  return was
    .difference(is)
    .values()
    .some(({ texts }) => texts.some((text) => !standing.has(text)))
}

export type Passed = { ok: true } | { ok: false; why: string }

/**
 * Proves of a reviewer's update that it only suggests: without that author's suggestions the draft is the same before and after.
 * It holds the draft as a Y.Doc of its own, which must be told of every other update that is accepted. An update comes here only
 * when its structure has been checked and nothing it builds on is missing.
 */
export class Gate {
  readonly #doc = draftDoc()
  readonly #text: Y.XmlFragment
  readonly #records: Y.Map<unknown>
  /** By author: the views of the top-level blocks as they stand. */
  readonly #views = new Map<string, WeakMap<object, RejectView>>()
  #changedKeys = new Set<string>()
  #outside = false
  #spent = false

  constructor(state: Uint8Array) {
    this.#text = this.#doc.getXmlFragment(TEXT_ROOT)
    this.#records = this.#doc.getMap(RECORDS_ROOT)
    Y.applyUpdate(this.#doc, state)
    this.#doc.on('afterTransaction', (transaction) => this.#note(transaction))
  }

  /** An update that has been accepted elsewhere. */
  learn(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update)
  }

  /** Whether the update only suggests. After a refusal the gate has seen what never happened: make a new one. */
  check(update: Uint8Array, user: string): Passed {
    if (this.#spent) throw new Error('This gate has refused an update: it does not hold the draft any more.')
    const before = this.#view(user)
    this.#changedKeys = new Set()
    this.#outside = false
    const verdict = this.#applied(update) ?? this.#ownRecords(user) ?? this.#sameView(before, this.#view(user))
    if (verdict === null) return { ok: true }
    this.#spent = true
    return { ok: false, why: verdict }
  }

  destroy(): void {
    this.#doc.destroy()
  }

  #applied(update: Uint8Array): string | null {
    Y.applyUpdate(this.#doc, update)
    const { pendingStructs, pendingDs } = this.#doc.store
    if (pendingStructs !== null || pendingDs !== null) return 'It builds on something that is not there.'
    return this.#outside ? 'It writes outside the text.' : null
  }

  #ownRecords(user: string): string | null {
    for (const key of this.#changedKeys) {
      if (keyAuthor(key) !== user) return 'It changes another person’s proposal.'
      const value = this.#records.get(key)
      if (value !== undefined && !recordOf(key, value)) return 'It holds a proposal that makes no sense.'
    }
    return null
  }

  #sameView(before: readonly RejectView[], after: readonly RejectView[]): string | null {
    const [was, is] = [shownOf(before), shownOf(after)]
    if (was.length !== is.length || !was.every((shown, index) => shown === is[index])) return 'It changes the draft itself.'
    if (takesText(before, after)) return 'It takes away what words stand in.'
    if (takesEId(before, after)) return 'It gives a new block the name of another.'
    const signed = after.filter((view) => view.signed.size > 0)
    if (signed.length === 0) return null
    const known = new Set(before.flatMap((view) => [...view.signed]))
    return signed.every((view) => view.signed.values().every((one) => known.has(one))) ? null : 'It signs for another person.'
  }

  /** The draft without this author's suggestions, block by block; a block is looked at again when something in it has changed. */
  #view(user: string): RejectView[] {
    let views = this.#views.get(user)
    if (!views) this.#views.set(user, (views = new WeakMap()))
    return this.#text.toArray().map((block) => {
      let view = views.get(block)
      if (!view) views.set(block, (view = rejectView(block, user)))
      return view
    })
  }

  #note(transaction: Y.Transaction): void {
    for (const [type, keys] of transaction.changed) {
      if (type === (this.#records as unknown)) for (const key of keys) this.#noteKey(key)
      else this.#noteBlock(type)
    }
    // Words that are cut are not changed, Yjs says; but a character cut in two is spoilt. A neighbour may name any place for it.
    for (const cut of transaction._mergeStructs)
      if (cut instanceof Y.Item && cut.content instanceof Y.ContentString) this.#noteBlock(cut.parent)
  }

  #noteKey(key: string | null): void {
    if (key === null) this.#outside = true
    else this.#changedKeys.add(key)
  }

  #noteBlock(changed: unknown): void {
    let type = changed as Y.AbstractType<unknown>
    while (type.parent && type.parent !== (this.#text as unknown)) type = type.parent
    if (type === (this.#text as unknown)) return
    if (type.parent !== (this.#text as unknown)) this.#outside = true
    else for (const views of this.#views.values()) views.delete(type)
  }
}
