/** Finding words in the draft: the search and its drawing. The bar itself is loaded when it is first opened (`FindBar.tsx`). */
export { createFinder, type Finder, type FindSnapshot } from './finder.ts'
export { findPlugin } from './find-plugin.ts'
export { useFindKey } from './use-find-key.ts'
export type { Query } from './search.ts'
import './find-match.css'
