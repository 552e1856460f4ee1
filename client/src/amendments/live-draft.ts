import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { observeSheet, readNumbering, readSheet, type KnownNodes } from '@travaux/shared/crdt'
import type { Numbering, Sheet } from '@travaux/shared/amendment'
import { schema } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { settled } from '@travaux/shared/suggest'
import { readNodes } from '../editor/live.ts'

/** The draft's text without what is pending, and what is noted about its amendments. */
export interface LiveDraft {
  readonly draft: Node
  readonly sheet: Sheet
  readonly numbering: Numbering
}

/** Milliseconds from a change to looking at the whole draft anew: one look for a burst of keys. */
const LOOK_AFTER = 150

/** The draft of a session as a store for React. Blocks that have not changed are the same nodes again, so that what is cached by them stays. */
export function liveDraft(document: Y.Doc, attrs: Record<string, unknown>) {
  const fragment = document.getXmlFragment(TEXT_ROOT)
  const known: KnownNodes = new Map()
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = (): LiveDraft => ({
    draft: settled(schema.topNodeType.create(attrs, readNodes(fragment, schema, known))),
    sheet: readSheet(document),
    numbering: readNumbering(document),
  })
  let current = read()
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      current = read()
      for (const listener of listeners) listener()
    }, LOOK_AFTER)
  }
  const heard = (_events: readonly unknown[], transaction: Y.Transaction) => {
    for (const type of transaction.changed.keys()) known.delete(type)
    for (const type of transaction.changedParentTypes.keys()) known.delete(type)
    lookSoon()
  }
  let stop = () => {}
  return {
    getSnapshot: () => current,
    subscribe: (listener: () => void) => {
      if (listeners.size === 0) {
        fragment.observeDeep(heard)
        const stopSheet = observeSheet(document, lookSoon)
        stop = () => {
          clearTimeout(timer)
          timer = undefined
          fragment.unobserveDeep(heard)
          stopSheet()
        }
        // What came between the first reading and now.
        known.clear()
        lookSoon()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
  }
}
