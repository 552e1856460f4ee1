import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { DecorationSet, type EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import type { Redline } from '@travaux/shared/diff'
import { patiently } from '../ui/patiently.ts'
import { mappingOf } from './difference.ts'
import { isFromYjs } from './origin.ts'
import type { RedlineKeeper } from './redline-keeper.ts'
import { readCaret } from './unread-caret.ts'

/** The redline of the draft, and how it is drawn. */
export interface RedlineState {
  /** In the editor's own schema, so that its words and the draft's compare and can be put back; null before the first redline. */
  readonly base: Node | null
  readonly entries: Redline
  readonly decorations: DecorationSet
  readonly shown: boolean
  /** What a draft that renumbers is drawn with instead of the labels that it holds, by eId; empty in a draft that does not. */
  readonly counted: ReadonlyMap<string, string>
  /** False after typing, when positions in `entries` are old and what belongs together may have changed; `freshRedline` sees to it. */
  readonly fresh: boolean
}

export const redlineKey = new PluginKey<RedlineState>('redline')

/** On a transaction: shows or hides the marks, or brings the redline up to date. */
type RedlineMeta = { shown: boolean } | { refresh: true }

export interface RedlineOptions {
  /** Says how the draft numbers what it adds. */
  document: Y.Doc
  /** Settles when the base is here. */
  base: Promise<Node>
  language: string
  shown: boolean
}

/** Shows or hides the marks. */
export function showRedline(view: EditorView, shown: boolean): void {
  if (redlineKey.getState(view.state)?.shown !== shown) view.dispatch(view.state.tr.setMeta(redlineKey, { shown }))
}

/** The redline of the document as it stands now. */
export function freshRedline(view: EditorView): Redline {
  readCaret(view)
  if (!redlineKey.getState(view.state)!.fresh) view.dispatch(view.state.tr.setMeta(redlineKey, { refresh: true }))
  return redlineKey.getState(view.state)!.entries
}

/**
 * Keeps the redline beside the draft. A keystroke costs the diff and the drawing of its block; a change of structure the whole
 * diff (its cache leaves one or two milliseconds at 20,000 words). The text is painted before its first redline, and before the
 * code that makes one is here.
 */
export function redlinePlugin(options: RedlineOptions): Plugin<RedlineState> {
  let keeper: RedlineKeeper | null = null
  let composing = false
  let stop = () => {}
  const load = async (view: EditorView) => {
    const [{ keepRedline, followNumbering }, base] = await Promise.all([
      patiently(() => import('./redline-keeper.ts')),
      options.base,
    ])
    if (view.isDestroyed) return
    keeper ??= keepRedline(base, options.language)
    stop = followNumbering(options.document, (count) => {
      if (view.isDestroyed) return
      keeper!.number(count)
      view.dispatch(view.state.tr.setMeta(redlineKey, { refresh: true }))
    })
  }

  return new Plugin<RedlineState>({
    key: redlineKey,
    state: {
      init: () => ({
        base: null,
        entries: [],
        decorations: DecorationSet.empty,
        shown: options.shown,
        counted: new Map(),
        fresh: false,
      }),
      apply(tr, current) {
        const meta = tr.getMeta(redlineKey) as RedlineMeta | undefined
        if (!keeper) return meta && 'shown' in meta ? { ...current, shown: meta.shown } : current
        if (meta && 'shown' in meta)
          return keeper.afresh({ ...current, entries: [], shown: meta.shown }, DecorationSet.empty, tr.doc)
        if (meta) return keeper.afresh(current, current.decorations, tr.doc)
        if (!tr.docChanged) return current
        const decorations = current.decorations.map(mappingOf(tr), tr.doc)
        // A widget that moves beside the text being composed would end the composition.
        if (composing && !isFromYjs(tr)) return { ...current, decorations, fresh: false }
        return keeper.afterTyping(current, decorations, tr) ?? keeper.afresh(current, decorations, tr.doc)
      },
    },
    props: {
      decorations: (state) => redlineKey.getState(state)?.decorations,
      handleDOMEvents: {
        compositionstart: () => ((composing = true), false),
        compositionend: () => ((composing = false), false),
      },
    },
    view: (view) => {
      const kept = refreshing(
        view,
        () => load(view),
        () => composing,
      )
      return { ...kept, destroy: () => (kept.destroy(), stop()) }
    },
  })
}

/** A redline that waits is brought up to date when the typing pauses for this many milliseconds. */
const PAUSE = 120

/** Sees to it that the redline does not stay old: the first one right after the first frame, later ones in a pause. */
function refreshing(view: EditorView, load: () => Promise<void>, composing: () => boolean) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = () => {
    timer = undefined
    if (composing()) timer = setTimeout(refresh, PAUSE)
    else if (!view.isDestroyed) freshRedline(view)
  }
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => void load().then(() => (timer ??= setTimeout(refresh))))
  })
  return {
    update(_view: EditorView, before: EditorState) {
      if (view.state.doc === before.doc || redlineKey.getState(view.state)!.fresh) return
      clearTimeout(timer)
      timer = setTimeout(refresh, PAUSE)
    },
    destroy() {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    },
  }
}
