import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { Transform } from '@tiptap/pm/transform'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { draftDoc, readDocument, seedUpdate, takenUp, writeChange } from '@travaux/shared/crdt'
import { build, schema } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { seeds } from '../support/seeds.ts'

/** Somebody drags one paragraph while a colleague writes in another: nothing of what the colleague writes may go. */
const { doc, article, p } = build
const WORDS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon']
const base = doc(article('1', 'Scope', ...WORDS.map((words, at) => p(String(at + 1), words))))

function read(copy: Y.Doc): Node {
  const found = readDocument(copy.getXmlFragment(TEXT_ROOT))
  if (!found.ok) throw new Error(found.reason)
  return found.doc
}

/** The place of the `index`th paragraph. */
function placeOf(draft: Node, index: number): { from: number; to: number; node: Node } {
  let found: { from: number; to: number; node: Node } | undefined
  let left = index
  draft.descendants((node, pos) => {
    if (node.type.name === 'provision' && left-- === 0) found = { from: pos, to: pos + node.nodeSize, node }
    return !node.isTextblock
  })
  return found!
}

/** One paragraph taken up and put behind another, as by dragging it. */
function drag(draft: Node, from: number, behind: number): Transform {
  const tr = new Transform(draft)
  const moved = placeOf(draft, from)
  const goal = placeOf(draft, behind).to
  tr.delete(moved.from, moved.to)
  return tr.insert(tr.mapping.map(goal), moved.node)
}

const line = (draft: Node) => WORDS.map((_, index) => placeOf(draft, index).node.textContent)
const arbitraryPlace = fc.nat(WORDS.length - 1)

describe('a paragraph is dragged while a colleague writes in another', () => {
  it('whichever they are, the colleague’s words stay and the order is that of the drag', () => {
    fc.assert(
      fc.property(arbitraryPlace, arbitraryPlace, arbitraryPlace, (from, behind, writesIn) => {
        fc.pre(from !== behind && from !== writesIn)
        const [mine, theirs] = [draftDoc(), draftDoc()]
        for (const copy of [mine, theirs]) Y.applyUpdate(copy, seedUpdate(base, TEXT_ROOT))
        const tr = drag(read(mine), from, behind)
        writeChange(mine.getXmlFragment(TEXT_ROOT), tr.doc, new Map(), takenUp(tr))
        const typing = new Transform(read(theirs))
        typing.insert(placeOf(typing.doc, writesIn).to - 1, schema.text(' and more'))
        writeChange(theirs.getXmlFragment(TEXT_ROOT), typing.doc)
        Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs))
        expect(line(read(mine))).toEqual(line(tr.doc).map((words) => (words === WORDS[writesIn] ? `${words} and more` : words)))
      }),
      seeds(100),
    )
  })

  it('what is replaced where it stands is not written anew', () => {
    const copy = draftDoc()
    Y.applyUpdate(copy, seedUpdate(base, TEXT_ROOT))
    const draft = read(copy)
    const tr = new Transform(draft)
    tr.replaceWith(1, draft.child(0).nodeSize - 1, draft.child(0).children)
    const state = Y.encodeStateVector(copy)
    writeChange(copy.getXmlFragment(TEXT_ROOT), tr.doc, new Map(), takenUp(tr))
    expect(takenUp(tr).size).toBeGreaterThan(WORDS.length - 1)
    expect(Y.encodeStateVector(copy)).toEqual(state)
  })
})
