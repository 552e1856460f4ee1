import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { isFromYjs } from './origin.ts'
import { relativeSelection, type BindingMapping } from './relative-selection.ts'
import { readCaret } from './unread-caret.ts'

/**
 * Carets and selections of the others, each with a flag that shows a name while its person moves and fades afterwards. Other than
 * y-prosemirror's own plugin, which draws the whole view once more for each key of one's own, it redraws only when somebody else
 * moves, and tells the others of one's own caret after the frame.
 */
interface Person {
  name: string
  color: string
}

const caretsKey = new PluginKey<DecorationSet>('carets')

/** Milliseconds from a move of one's own caret to telling the others: one message for a burst of keys. */
const TELL_AFTER = 40

export function carets(awareness: Awareness): Plugin<DecorationSet> {
  const draw = (state: EditorState) => drawAll(state, awareness)
  return new Plugin<DecorationSet>({
    key: caretsKey,
    state: {
      init: (_config, state) => draw(state),
      apply: (tr, current, _before, state) =>
        isFromYjs(tr) || tr.getMeta(caretsKey) ? draw(state) : tr.docChanged ? current.map(tr.mapping, tr.doc) : current,
    },
    props: { decorations: (state) => caretsKey.getState(state) },
    view: (view) => exchange(view, awareness),
  })
}

function drawAll(state: EditorState, awareness: Awareness): DecorationSet {
  const { type, doc, binding } = ySyncPluginKey.getState(state) as Binding
  const placeOf = (place: unknown) => {
    const pos = relativePositionToAbsolutePosition(doc, type, Y.createRelativePositionFromJSON(place), binding.mapping)
    return pos === null ? null : Math.min(pos, state.doc.content.size)
  }
  const drawn = Array.from(awareness.getStates(), ([client, { user, cursor }]) => {
    if (client === doc.clientID || !user || !cursor) return []
    const [anchor, head] = [placeOf((cursor as Cursor).anchor), placeOf((cursor as Cursor).head)]
    if (anchor === null || head === null) return []
    const person = user as Person
    // From in front of an element that cannot be edited, Chromium's End does not leave the start of a line.
    const side = state.doc.resolve(head).parentOffset === 0 ? -1 : 10
    return [
      Decoration.widget(head, () => caret(person, client), { key: `${client} ${side}`, side }),
      Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), selection(person)),
    ]
  })
  return DecorationSet.create(state.doc, drawn.flat())
}

interface AwarenessChange {
  added: number[]
  updated: number[]
  removed: number[]
}

/** Tells the others where one's own caret is, and draws theirs when they move. */
function exchange(view: EditorView, awareness: Awareness) {
  let telling: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    telling = undefined
    const cursor = view.hasFocus() ? ownCursor(view.state) : null
    if (!sameCursor(awareness.getLocalState()?.['cursor'] as Cursor | null | undefined, cursor))
      awareness.setLocalStateField('cursor', cursor)
  }
  const tellSoon = () => (telling ??= setTimeout(tell, TELL_AFTER))
  const show = ({ added, updated, removed }: AwarenessChange) => {
    if ([...added, ...updated, ...removed].every((client) => client === awareness.clientID) || view.isDestroyed) return
    readCaret(view)
    view.dispatch(view.state.tr.setMeta(caretsKey, true))
    for (const client of updated) restartFade(view.dom, client)
  }
  awareness.on('change', show)
  view.dom.addEventListener('focusin', tellSoon)
  view.dom.addEventListener('focusout', tellSoon)
  return {
    update: (_view: EditorView, before: EditorState) => {
      if (view.state.doc !== before.doc || !view.state.selection.eq(before.selection)) tellSoon()
    },
    destroy() {
      clearTimeout(telling)
      awareness.off('change', show)
      view.dom.removeEventListener('focusin', tellSoon)
      view.dom.removeEventListener('focusout', tellSoon)
      awareness.setLocalStateField('cursor', null)
    },
  }
}

/** Anchor and head as Yjs positions, which stay at their characters whatever the others type. */
interface Cursor {
  anchor: unknown
  head: unknown
}

interface Binding {
  type: Y.XmlFragment
  doc: Y.Doc
  binding: { mapping: BindingMapping }
}

function ownCursor(state: EditorState): Cursor {
  const { type, binding } = ySyncPluginKey.getState(state) as Binding
  return relativeSelection(state.selection, type, binding.mapping)
}

function sameCursor(a: Cursor | null | undefined, b: Cursor | null): boolean {
  if (!a || !b) return !a && !b
  const same = (one: unknown, other: unknown) =>
    Y.compareRelativePositions(Y.createRelativePositionFromJSON(one), Y.createRelativePositionFromJSON(other))
  return same(a.anchor, b.anchor) && same(a.head, b.head)
}

function caret(person: Person, clientId: number): HTMLElement {
  const line = document.createElement('span')
  line.className = 'colleague-caret'
  line.style.setProperty('--person', person.color)
  line.dataset['client'] = String(clientId)
  const flag = document.createElement('span')
  flag.className = 'colleague-name'
  flag.textContent = person.name
  line.append(flag)
  return line
}

const selection = (person: Person) => ({ class: 'colleague-selection', style: `--person: ${person.color}` })

/** Shows a name again when its person moves: the caret's element stays the same while it does. */
function restartFade(page: HTMLElement, clientId: number): void {
  const flag = page.querySelector(`.colleague-caret[data-client="${clientId}"] .colleague-name`)
  for (const animation of flag?.getAnimations() ?? []) {
    animation.currentTime = 0
    animation.play()
  }
}
