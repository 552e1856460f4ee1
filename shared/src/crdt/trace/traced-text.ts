import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { blocks, type Block } from '../../model/index.ts'
import { TEXT_ROOT } from '../../protocol/wire.ts'
import { settled } from '../../suggest/settled.ts'
import { readDocument } from '../codec.ts'
import type { IdRange } from './id-map.ts'
import { isThere, markedItems } from './marked.ts'
import { idOfElement, isInProposal, rangeOf } from './places.ts'
import type { Trace } from './trace.ts'

/** A draft as it reads without pending suggestions, with the ids of its characters. */
export interface TracedText {
  readonly doc: Node
  /** In document order, one for each of `blocks(doc)`. */
  readonly blocks: readonly TracedBlock[]
}

export interface TracedBlock {
  readonly block: Block
  /** The element's own id: an article's for its heading. */
  readonly element: IdRange
  /** Of the block's words, without holes. */
  readonly words: readonly TracedRun[]
}

export interface TracedRun extends IdRange {
  /** The deed that made it look as it does; null where it looks plain. */
  readonly look: number | null
}

/** The draft as it stands in the trace. `attrs` are the revision's language and direction. Throws when it breaks the schema. */
export function tracedText(trace: Trace, attrs: Record<string, unknown> = {}): TracedText {
  const fragment = trace.doc.getXmlFragment(TEXT_ROOT)
  const read = readDocument(fragment, attrs)
  if (!read.ok) throw new Error(`The draft's text breaks the schema: ${read.reason}`)
  const doc = settled(read.doc)
  const places = fragment.toArray().flatMap((element) => (isShown(element) ? placesIn(element) : []))
  const list = blocks(doc)
  if (list.length !== places.length) throw new Error('The draft’s blocks and their elements do not agree.')
  return {
    doc,
    blocks: list.map((block, index) => {
      const { element, textblock } = places[index]!
      const words = textblock ? textblock.toArray().flatMap((text) => (text instanceof Y.XmlText ? runsOf(trace, text) : [])) : []
      return { block, element: idOfElement(element), words }
    }),
  }
}

interface Place {
  readonly element: Y.XmlElement
  readonly textblock: Y.XmlElement | null
}

const isShown = (type: unknown): type is Y.XmlElement => type instanceof Y.XmlElement && !isInProposal(type)

/** The places of the blocks that `blocks` of shared/model tells of a top-level element. */
function placesIn(element: Y.XmlElement): Place[] {
  if (element.nodeName !== 'article' && element.nodeName !== 'annex') return [{ element, textblock: element }]
  const children = element.toArray().filter(isShown)
  const headed = children[0]?.nodeName === 'heading'
  const rest = children.slice(headed ? 1 : 0).map((child) => ({ element: child, textblock: child }))
  return [{ element, textblock: headed ? children[0]! : null }, ...rest]
}

function runsOf(trace: Trace, text: Y.XmlText): TracedRun[] {
  const runs: TracedRun[] = []
  for (const { item, inserted, looks } of markedItems(text, isThere)) {
    if (inserted) continue
    const deeds = looks.map(({ id }) => trace.placed.get(id.client, id.clock) ?? 0)
    const look = deeds.length === 0 ? null : deeds.reduce((latest, deed) => (isLater(trace, deed, latest) ? deed : latest))
    runs.push({ ...rangeOf(item), look })
  }
  return runs
}

const isLater = ({ deeds }: Trace, a: number, b: number): boolean => deeds.list[a]!.at > deeds.list[b]!.at
