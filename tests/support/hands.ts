import fc from 'fast-check'
import { Fragment, type Node } from 'prosemirror-model'
import { Transform } from '@tiptap/pm/transform'
import * as Y from 'yjs'
import { readDocument, readRecords, writeChange, writeRecords } from '@travaux/shared/crdt'
import { newNumber } from '@travaux/shared/number'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import {
  accept,
  proposal,
  proposedAgain,
  reject,
  suggest,
  suggestions,
  type RecordChanges,
  type SuggestedDraft,
} from '@travaux/shared/suggest'
import { arbitraryDocument } from './documents.ts'
import { applyEdits, arbitraryEdit, type Edit } from './edits.ts'
import { REVIEWERS, type Ids } from './suggesting.ts'

/** How a document comes into a copy: by hand, or as the editor's binding does it. */
export type Write = (fragment: Y.XmlFragment, doc: Node) => void

/** What a person does to a draft, as small numbers that choose among what is there. Reviewers withdraw where a drafter decides. */
export interface Act {
  readonly who: (typeof PEOPLE)[number]
  readonly does: 'edit' | 'accept' | 'reject' | 'comment'
  readonly edit: Edit
}

/** They edit the draft and decide; the others review. */
export const DRAFTERS = ['dora'] as const
export const PEOPLE = [...DRAFTERS, ...REVIEWERS] as const

export const arbitraryActs = (maxLength: number, who: readonly Act['who'][] = PEOPLE): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.record({
      who: fc.constantFrom(...who),
      does: fc.constantFrom('edit', 'edit', 'edit', 'edit', 'accept', 'reject', 'comment'),
      edit: arbitraryEdit,
    }),
    { minLength: 1, maxLength },
  )

/** A session: what is done to which text, and after which acts what has been written is sent. */
export interface Session {
  readonly base: Node
  readonly acts: readonly Act[]
  readonly sends: readonly boolean[]
}

const LENGTH = 24

export const arbitrarySession = (who: readonly Act['who'][] = PEOPLE): fc.Arbitrary<Session> =>
  fc
    .tuple(arbitraryDocument(), arbitraryActs(LENGTH, who), fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH }))
    .map(([base, acts, sends]) => ({ base, acts, sends }))

/** Comments are no part of the text: everybody may set their own. */
export const withoutComments = (doc: Node): Node =>
  new Transform(doc).removeMark(0, doc.content.size, doc.type.schema.marks['comment']).doc

/** The words of each block of a draft, by eId. Throws when a block stands twice. */
export function wordsByEId(doc: Node): Map<string, string> {
  const found = new Map<string, string>()
  doc.descendants((node) => {
    const eId = node.attrs['eId'] as string | undefined
    if (!eId) return
    if (found.has(eId)) throw new Error(`${eId} stands twice`)
    found.set(eId, node.isTextblock ? node.textContent : '')
  })
  return found
}

export function draftIn(doc: Y.Doc): SuggestedDraft {
  const read = readDocument(doc.getXmlFragment(TEXT_ROOT))
  if (!read.ok) throw new Error(read.reason)
  return { doc: read.doc, records: readRecords(doc) }
}

/** A person's hands on their copy of a draft: each act is one transaction, or none where there is nothing to act on. */
export class Hands {
  readonly user: string
  readonly #ids: Ids
  readonly #write: Write

  constructor(user: string, ids: Ids, write: Write = writeChange) {
    this.user = user
    this.#ids = ids
    this.#write = write
  }

  act(copy: Y.Doc, { does, edit }: Act): void {
    if (does === 'comment') return this.comment(copy, edit)
    if (does !== 'edit') return this.user === 'dora' ? this.decide(copy, does, edit.at) : this.decide(copy, 'reject', edit.at)
    if (this.user === 'dora') this.edit(copy, edit)
    else this.suggest(copy, edit)
  }

  suggest(copy: Y.Doc, edit: Edit): void {
    const draft = draftIn(copy)
    this.#propose(copy, draft, freshEIds(draft.doc, applyEdits(draft.doc, [edit]), this.#ids))
  }

  /** Proposes again what was lost with another copy; whether there was anything. */
  suggestAgain(copy: Y.Doc, lost: SuggestedDraft): boolean {
    const draft = draftIn(copy)
    const wanted = proposedAgain(lost, draft, this.user)
    if (wanted) this.#propose(copy, draft, wanted)
    return wanted !== null
  }

  #propose(copy: Y.Doc, draft: SuggestedDraft, after: Node): void {
    const author = { user: this.user, at: AT, newId: () => this.#ids.newId(this.user), newEId: this.#ids.newEId }
    const { transform, records } = suggest(draft, { after, ranges: null }, author)
    this.#put(copy, transform.doc, records)
  }

  /** A drafter's edit. A block that is only proposed is locked. */
  edit(copy: Y.Doc, edit: Edit): void {
    const { doc } = draftIn(copy)
    const after = freshEIds(doc, applyEdits(doc, [edit]), this.#ids)
    if (proposedBlocks(doc) === proposedBlocks(after)) this.#put(copy, after)
  }

  /** Decides on the `pick`-th suggestion: a drafter on anybody's, a reviewer on their own. */
  decide(copy: Y.Doc, verb: 'accept' | 'reject', pick: number): void {
    const draft = draftIn(copy)
    const open = suggestions(draft).filter(({ user }) => this.user === 'dora' || user === this.user)
    const one = open[pick % Math.max(1, open.length)]
    if (!one) return
    this.decideOn(copy, verb, [one.id])
  }

  decideOn(copy: Y.Doc, verb: 'accept' | 'reject', ids: readonly string[]): void {
    const draft = draftIn(copy)
    const options = { newEId: this.#ids.newEId, numberOf: newNumber }
    const decided = verb === 'accept' ? accept(draft, ids, options) : reject(draft, ids)
    if (decided.ok) this.#put(copy, decided.transform.doc, decided.records)
  }

  /** Hangs a thread on some words of the `at`-th block. */
  comment(copy: Y.Doc, { at, from, length }: Edit): void {
    const { doc } = draftIn(copy)
    const places: { pos: number; size: number }[] = []
    doc.descendants((node, pos) => void (node.isTextblock && places.push({ pos, size: node.content.size })))
    const place = places[at % Math.max(1, places.length)]
    if (!place || place.size === 0) return
    const start = place.pos + 1 + (from % place.size)
    const end = Math.min(place.pos + 1 + place.size, start + length)
    // No hand selects half a character.
    if (![place.pos + 1, start, end].every((from, at, ends) => doc.textBetween(from, ends[at + 1] ?? from).isWellFormed())) return
    const mark = doc.type.schema.marks['comment']!.create({ id: this.#ids.newId(this.user) })
    this.#put(copy, new Transform(doc).addMark(start, end, mark).doc)
  }

  #put(copy: Y.Doc, doc: Node, records: RecordChanges | null = null): void {
    copy.transact(() => {
      this.#write(copy.getXmlFragment(TEXT_ROOT), doc)
      if (records) writeRecords(copy, records)
    })
  }
}

const AT = 1_700_000_000_000

function proposedBlocks(doc: Node): string {
  const found: unknown[] = []
  doc.descendants((node) => {
    if (node.isText || proposal(node) === null) return true
    found.push(node.toJSON())
    return false
  })
  return JSON.stringify(found)
}

/** The document with an id of its own for every block that is new in it, as the editor gives them. */
function freshEIds(before: Node, after: Node, { newEId }: Ids): Node {
  const [known, taken] = [new Set<unknown>(), new Set<unknown>()]
  before.descendants((node) => void known.add(node.attrs['eId']))
  const visit = (node: Node): Node => {
    if (node.isText) return node
    const given = node.attrs['eId'] as string | undefined
    const eId = given === undefined || given === '' || (known.has(given) && !taken.has(given)) ? given : newEId()
    taken.add(eId)
    const content = node.isTextblock ? node.content : Fragment.from(node.children.map(visit))
    return node.type.create({ ...node.attrs, ...(eId === undefined ? {} : { eId }) }, content, node.marks)
  }
  return visit(after)
}

/** Letters that nobody types, for a thread to hang on. */
export const ANCHORED = 'ⓐⓑⓒⓓⓔ'
export const THREAD = 'rita:thread'

/** Those of them that the thread does not hang on any more, though they stand. */
export function looseWords(doc: Node): string[] {
  const found: string[] = []
  doc.descendants(({ text = '', marks }) => {
    if (/[ⓐ-ⓔ]/.test(text) && !marks.some((mark) => mark.attrs['id'] === THREAD)) found.push(text)
  })
  return found
}

/** The document with these words in the first of the draft's own blocks, in its own name. */
export function withWords(doc: Node, words: string, comment: string | null = null): Node {
  const { schema } = doc.type
  const marks = comment === null ? [] : [schema.marks['comment']!.create({ id: comment })]
  const places: number[] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock && proposal(node) === null) places.push(pos + 1)
    return proposal(node) === null
  })
  return new Transform(doc).insert(places[0]!, schema.text(words, marks)).doc
}
