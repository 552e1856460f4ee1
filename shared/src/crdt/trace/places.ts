import * as Y from 'yjs'
import { readStamp } from '../../model/index.ts'
import type { IdRange } from './id-map.ts'

/** An attribute of an element, also of one that is gone. */
function attributeOf(element: Y.XmlElement, name: string): unknown {
  return element._map.get(name)?.content.getContent().at(-1)
}

/** The eId of an element, also of one that is gone; null for one that has none. */
export function eIdOf(type: unknown): string | null {
  const eId = type instanceof Y.XmlElement ? attributeOf(type, 'eId') : null
  return typeof eId === 'string' && eId !== '' ? eId : null
}

/** What surrounds a type, from itself outwards. */
export function* around(type: unknown): Generator<Y.AbstractType<unknown>> {
  for (let one = type; one instanceof Y.AbstractType; one = one.parent) yield one as Y.AbstractType<unknown>
}

/** The eIds that a type stands in, the nearest first. */
export const eIdsAround = (type: unknown): string[] => [...around(type)].map(eIdOf).filter((eId) => eId !== null)

/** A textblock's name, the same for the block that undo or a restoration puts in its place: a heading has its article's. */
export function blockName(text: Y.XmlText): string | null {
  const element = text.parent
  if (!(element instanceof Y.XmlElement)) return null
  const eId = eIdOf(element)
  return eId ?? (eIdOf(element.parent) === null ? null : `${eIdOf(element.parent)} ${element.nodeName}`)
}

/** Whether a block that somebody proposes holds it. */
export const isInProposal = (type: unknown): boolean =>
  [...around(type)].some((one) => one instanceof Y.XmlElement && readStamp(one.getAttribute('sug')) !== null)

/** All texts in an element. */
export const textsIn = (type: unknown): Y.XmlText[] =>
  type instanceof Y.XmlText ? [type] : type instanceof Y.XmlFragment ? type.toArray().flatMap(textsIn) : []

export const rangeOf = ({ id, length }: Y.Item): IdRange => ({ client: id.client, clock: id.clock, length })

export const idOfElement = (element: Y.XmlElement): IdRange => rangeOf(element._item!)
