import { Editor, type JSONContent } from '@tiptap/core'
import type { DocumentJSON } from '@travaux/shared/model'
import { schemaExtensions } from '../../../client/src/editor/extensions.ts'
import '../../../client/src/styles/theme.css'
import '../../../client/src/editor/editor.css'
import './plain-page.css'

/** The least that shows a text with Tiptap: its JSON is fetched and given to an editor. No React, no Yjs, no redline. */
const page = document.querySelector<HTMLElement>('#page')!
page.classList.toggle('spared', location.search === '?spared')
const text = (await (await fetch('text.json')).json()) as DocumentJSON
export const editor = new Editor({
  element: page,
  content: text as JSONContent,
  extensions: schemaExtensions(text.attrs.language),
  editorProps: { attributes: { class: 'draft-text' } },
})
