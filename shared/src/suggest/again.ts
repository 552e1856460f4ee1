import type { Fragment, Node } from 'prosemirror-model'
import { Transform } from 'prosemirror-transform'
import { accept } from './decide.ts'
import { suggestions } from './list.ts'
import type { SuggestedDraft } from './records.ts'
import { rejected, withoutComments } from './settled.ts'

/**
 * How the draft would read if what an author had proposed in another copy of it were carried out: all of it where that copy's draft is
 * still this one, otherwise block by block, wherever the words stand as they stood. Null when nothing can be proposed again.
 */
export function proposedAgain(lost: SuggestedDraft, now: SuggestedDraft, user: string): Node | null {
  const own = suggestions(lost).flatMap((suggestion) => (suggestion.user === user ? [suggestion.id] : []))
  const carriedOut = accept(lost, own)
  if (!carriedOut.ok) return null
  const [before, standing] = [rejected(lost.doc, user), rejected(now.doc, user)]
  if (before.eq(standing)) return carriedOut.transform.doc
  const [old, kept, wanted] = [before, standing, carriedOut.transform.doc].map((doc) => textblocks(withoutComments(doc)))
  const tr = new Transform(now.doc)
  for (const [eId, { node, pos }] of [...textblocks(now.doc)].toReversed()) {
    const words = wanted!.get(eId)?.node.content
    const stands = old!.has(eId) && kept!.get(eId)?.node.eq(old!.get(eId)!.node)
    if (words && stands) replaceDiffering(tr, pos + 1, withoutComments(node).content, words)
  }
  return tr.docChanged ? tr.doc : null
}

/** Only what reads otherwise: on the rest hang comments, which are others' too. */
function replaceDiffering(tr: Transform, pos: number, now: Fragment, wanted: Fragment): void {
  const start = now.findDiffStart(wanted)
  if (start === null) return
  const { a, b } = now.findDiffEnd(wanted)!
  const overlap = Math.max(0, start - Math.min(a, b))
  tr.replaceWith(pos + start, pos + a + overlap, wanted.cut(start, b + overlap))
}

function textblocks(doc: Node): Map<string, { node: Node; pos: number }> {
  const found = new Map<string, { node: Node; pos: number }>()
  doc.descendants((node, pos) => {
    if (node.isTextblock && node.attrs['eId']) found.set(node.attrs['eId'] as string, { node, pos })
    return !node.isTextblock
  })
  return found
}
