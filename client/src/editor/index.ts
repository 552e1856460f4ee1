/** The live text of a draft: Tiptap on a Y.Doc with the redline drawn as decorations. Imports shared and Yjs, nothing of the page around it. */
export { DraftEditor } from './DraftEditor.tsx'
export { useFindKey } from './find/index.ts'
export type { PasteNotice } from './paste/index.ts'
export { useChanges, useEditorField, useOutline } from './hooks.ts'
export type {
  Author,
  Change,
  ChangeKind,
  Decision,
  DecisionProblem,
  DraftEditorProps,
  DrawnWords,
  EditorHandle,
  EditorMode,
  EditorSnapshot,
  EditorView,
  OutlineItem,
  PlaceToComment,
  ReferenceRepair,
  SuggestNotice,
  WordPlace,
  WrittenBlock,
} from './types.ts'
