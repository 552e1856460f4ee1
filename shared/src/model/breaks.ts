import { Fragment, type Node } from 'prosemirror-model'
import { BREAK } from './schema.ts'

/** A published text in which the character of a proposed break means nothing: a source that has it gets a pilcrow. */
export function withoutBreaks(node: Node): Node {
  if (node.isText) return node.text!.includes(BREAK) ? node.type.schema.text(node.text!.replaceAll(BREAK, '¶'), node.marks) : node
  return node.textContent.includes(BREAK) ? node.copy(Fragment.from(node.children.map(withoutBreaks))) : node
}
