import fc from 'fast-check'
import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'

/** Hands that know Yjs and no rule: an act on the `at`-th text or element, in the reviewer's own name or another's. */
export const arbitraryRawAct = fc.record({
  does: fc.constantFrom('insert', 'delete', 'format', 'attribute', 'element', 'remove', 'record', 'root'),
  at: fc.nat(40),
  from: fc.nat(40),
  length: fc.integer({ min: 1, max: 12 }),
  formats: fc.subarray(['insertion--rita:1', 'insertion--raul:1', 'deletion--rita:1', 'deletion--raul:1', 'strong']),
  value: fc.constantFrom(null, true, 1, 'x', '1 rita:1', '1 raul:1'),
})

type RawAct = typeof arbitraryRawAct extends fc.Arbitrary<infer A> ? A : never

export function actRaw(doc: Y.Doc, { does, at, from, length, formats, value }: RawAct): void {
  const [texts, elements] = [[] as Y.XmlText[], [] as Y.XmlElement[]]
  const visit = (parent: Y.XmlFragment) =>
    parent.toArray().forEach((child) => {
      if (child instanceof Y.XmlText) texts.push(child)
      else if (child instanceof Y.XmlElement) visit((elements.push(child), child))
    })
  const root = doc.getXmlFragment(TEXT_ROOT)
  visit(root)
  const [text, element] = [texts[at % Math.max(1, texts.length)], elements[at % Math.max(1, elements.length)]]
  const attributes = Object.fromEntries(
    formats.map((key) => [key, value === null ? null : key.startsWith('insertion') || key.startsWith('deletion') ? 1 : true]),
  )
  const start = text ? from % (text.length + 1) : 0
  const size = text ? Math.min(length, text.length - start) : 0
  if (does === 'insert') text?.insert(start, 'words', attributes)
  else if (does === 'delete') text?.delete(start, size)
  else if (does === 'format' && size > 0) text?.format(start, size, attributes)
  else if (does === 'attribute') element?.setAttribute(from % 2 ? 'sug' : 'number', String(value))
  else if (does === 'element') root.insert(at % (root.length + 1), [withSug(String(value))])
  else if (does === 'remove' && root.length > 0) root.delete(at % root.length, 1)
  else if (does === 'record') doc.getMap('suggestions').set(`${from % 2 ? 'rita' : 'raul'}:${at} delete art_1`, { value })
  else if (does === 'root') doc.getMap('meta').set('k', value)
}

function withSug(sug: string): Y.XmlElement {
  const element = new Y.XmlElement('article')
  element.setAttribute('sug', sug)
  return element
}
