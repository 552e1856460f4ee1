import type { Node } from 'prosemirror-model'
import { Mapping, Transform } from 'prosemirror-transform'
import { editOf, suggest, withChanges, type Author, type SuggestedDraft } from '../suggest/index.ts'

/** A place that moves with what is proposed before it. */
export interface Live {
  pos: number
}

/** The draft while one change of the file after the other is proposed in it. Places are told as they were at the beginning. */
export class Proposals {
  readonly #mapping = new Mapping()
  readonly #live: Live[] = []
  #draft: SuggestedDraft

  constructor(draft: SuggestedDraft) {
    this.#draft = draft
  }

  get draft(): SuggestedDraft {
    return this.#draft
  }

  get doc(): Node {
    return this.#draft.doc
  }

  /** Where a place of the draft as it was is now; behind what has been proposed there. */
  now(pos: number): number {
    return this.#mapping.map(pos, 1)
  }

  /** A place of the draft as it is now, kept from here on. */
  keep(pos: number): Live {
    const live = { pos }
    this.#live.push(live)
    return live
  }

  /** Carries out an edit by somebody's hands, as a suggestion. */
  propose(author: Author, hands: (tr: Transform) => void): void {
    const tr = new Transform(this.#draft.doc)
    hands(tr)
    if (!tr.docChanged) return
    const { transform, records } = suggest(this.#draft, editOf(tr), author)
    this.#move(transform)
    this.#draft = { doc: transform.doc, records: withChanges(this.#draft.records, records) }
  }

  /** Hangs a comment on words, which is no suggestion. */
  comment(from: number, to: number, id: string): void {
    const tr = new Transform(this.#draft.doc)
    tr.addMark(from, to, this.doc.type.schema.marks['comment']!.create({ id }))
    this.#draft = { ...this.#draft, doc: tr.doc }
  }

  #move({ mapping }: Transform): void {
    this.#mapping.appendMapping(mapping)
    for (const live of this.#live) live.pos = mapping.map(live.pos, -1)
  }

  /** A block by its eId, as it is now. */
  find(eId: string): { node: Node; pos: number; parent: Node } | null {
    let found: { node: Node; pos: number; parent: Node } | null = null
    this.doc.descendants((node, pos, parent) => {
      if (found === null && node.attrs['eId'] === eId) found = { node, pos, parent: parent ?? this.doc }
      return found === null && !node.isTextblock
    })
    return found
  }
}
