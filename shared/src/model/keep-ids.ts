import { Fragment, type Node } from 'prosemirror-model'
import { identify } from './identify.ts'

/** Keeps the eIds that a source gave; provisions without one, or with one that stands twice, get theirs from number and place. */
export function keepIds(doc: Node): Node {
  const taken = new Set<string>()
  const kept = (given: string, made: string): string => {
    let eId = given !== '' && !taken.has(given) ? given : made
    for (let copy = 2; taken.has(eId); copy++) eId = `${made}_${copy}`
    taken.add(eId)
    return eId
  }
  const merge = (source: Node, made: Node): Node => {
    if (!('eId' in made.attrs)) return source
    const eId = kept(source.attrs['eId'] as string, made.attrs['eId'] as string)
    const content = source.isTextblock
      ? source.content
      : Fragment.fromArray(source.children.map((child, index) => merge(child, made.child(index))))
    return source.type.create({ ...source.attrs, eId }, content, source.marks)
  }
  const made = identify(doc)
  return doc.type.create(doc.attrs, Fragment.fromArray(doc.children.map((child, index) => merge(child, made.child(index)))))
}
