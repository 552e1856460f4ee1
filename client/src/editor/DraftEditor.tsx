import { useEffect, useRef } from 'react'
import { mountEditor, type Mounted } from './mount.ts'
import { OriginalText } from './OriginalText.tsx'
import type { PasteNotice } from './paste/index.ts'
import type { DraftEditorProps, SuggestNotice } from './types.ts'
import './editor.css'
import './suggesting/suggestions.css'

/** The page on which a draft is read and written. React draws it once; every key after that is between Tiptap and the page. */
export function DraftEditor(props: DraftEditorProps) {
  const { document, awareness, base, language, direction, mode, members, view } = props
  const page = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const mounted = useRef<Mounted | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const { base, mode, me, members, mayDecide, view, onReady } = latest.current
    const redline = view !== 'clean'
    const options = {
      page: page.current!,
      host: host.current!,
      document,
      awareness,
      base,
      language,
      direction,
      mode,
      me,
      members,
      mayDecide,
      redline,
      now: () => (latest.current.now ?? Date.now)(),
      onPaste: (notice: PasteNotice) => latest.current.onPaste?.(notice),
      onSuggest: (notice: SuggestNotice) => latest.current.onSuggest?.(notice),
    }
    const editor = mountEditor(options)
    mounted.current = editor
    onReady?.(editor.handle)
    return () => {
      mounted.current = null
      editor.destroy()
    }
  }, [document, awareness, language, direction])

  useEffect(() => {
    if (base) mounted.current?.giveBase(base)
  }, [base])
  useEffect(() => mounted.current?.setMode(mode), [mode])
  useEffect(() => mounted.current?.setMembers(members), [members])
  useEffect(() => {
    if (view !== 'original') mounted.current?.showRedline(view === 'redline')
  }, [view])

  return (
    <div ref={page} className="draft-page" data-view={view}>
      <div ref={host} className={view === 'original' ? undefined : 'shown-text'} hidden={view === 'original'} />
      {view === 'original' && base && <OriginalText base={base} language={language} direction={direction} />}
    </div>
  )
}
