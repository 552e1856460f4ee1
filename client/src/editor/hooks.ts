import { useSyncExternalStore } from 'react'
import type { Change, EditorHandle, EditorSnapshot, OutlineItem } from './types.ts'

/** A field of the editor's snapshot; the component renders again only when that field changes. */
export function useEditorField<K extends keyof EditorSnapshot>(handle: EditorHandle, field: K): EditorSnapshot[K] {
  return useSyncExternalStore(handle.subscribe, () => handle.getSnapshot()[field])
}

/** Chapters, articles and what else a reader looks for, with a mark on what has changed; deleted units in place. */
export const useOutline = (handle: EditorHandle): readonly OutlineItem[] => useEditorField(handle, 'outline')

/** The changed stretches of the redline in document order. */
export const useChanges = (handle: EditorHandle): readonly Change[] => useEditorField(handle, 'changes')
