import * as Y from 'yjs'

/**
 * A format is a switch between characters: one turns it on, another one off. Who types in the middle of a suggestion without its
 * format turns it off in front of their words and on again behind them. When the suggestion is decided at the same moment, Yjs takes
 * the switches at its ends out; what was turned on again would go on to the end of the block, and words of the treaty would be
 * somebody's proposal. So where an end is taken out another one stays, which says nothing unless it is needed.
 */
export function keepingEnds(text: Y.XmlText, change: () => void): void {
  const { doc } = text
  if (!doc) return change()
  doc.transact((transaction) => {
    const ends = endsIn(text)
    change()
    for (const [item, key] of ends) if (item.deleted && !isOpen(item, key)) putEnd(transaction, text, item, key)
  })
}

function endsIn(text: Y.XmlText): [item: Y.Item, key: string][] {
  const found: [Y.Item, string][] = []
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentFormat && item.content.value === null)
      found.push([item, item.content.key])
  return found
}

/** Whether the format holds where this end was, because it now ends elsewhere. */
function isOpen(end: Y.Item, key: string): boolean {
  for (let item = end.left; item !== null; item = item.left)
    if (!item.deleted && item.content instanceof Y.ContentFormat && item.content.key === key) return item.content.value !== null
  return false
}

function putEnd(transaction: Y.Transaction, text: Y.XmlText, left: Y.Item, key: string): void {
  const { store, clientID } = transaction.doc
  const { right } = left
  const id = Y.createID(clientID, Y.getState(store, clientID))
  const end = new Y.Item(
    id,
    left,
    left.lastId,
    right,
    right && right.id,
    text,
    null,
    new Y.ContentFormat(key, null as unknown as object),
  )
  end.integrate(transaction, 0)
}
