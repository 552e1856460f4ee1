import type { Node } from '@tiptap/pm/model'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { can } from '@travaux/shared/protocol'
import { ALL_MARKED, isAllMarked } from '@travaux/shared/suggest'
import type { Draft } from '../../api/calls.ts'
import { serverNow } from '../../api/server-clock.ts'
import { DraftEditor, useFindKey, type EditorHandle, type EditorView } from '../../editor/index.ts'
import { hasOtherRole, type DraftSession } from '../../sync/session.ts'
import { useSessionSnapshot } from '../../sync/use-session.ts'
import { Lazily } from '../../ui/Lazy.tsx'
import { patiently } from '../../ui/patiently.ts'
import { useWiderThan } from '../../ui/use-wider-than.ts'
import { useMe } from '../RequireMe.tsx'
import { DraftHeader } from './DraftHeader.tsx'
import { comeBack } from './come-back.ts'
import { useMode } from './modes.ts'
import { ModeSwitch } from './ModeSwitch.tsx'
import { useNamedPlace } from './use-named-place.ts'
import type { Side } from './SideDialog.tsx'
import { tellPaste } from './tell-paste.ts'
import { tellSuggest } from './tell-suggest.ts'
import { useAskedRepairs } from './use-asked-repairs.ts'
import { useHelpKey } from './use-help-key.ts'
import { useNews } from './use-news.ts'
import { useWordDrop } from './use-word-drop.ts'

const Toolbar = lazy(() => patiently(() => import('./Toolbar.tsx')))
const Outline = lazy(() => patiently(() => import('./Outline.tsx')))
const Margin = lazy(() => patiently(() => import('../../review/Margin.tsx')))
const ViewedText = lazy(() => patiently(() => import('../../review/ViewedText.tsx')))
const WhoWrote = lazy(() => patiently(() => import('../../authorship/WhoWrote.tsx')))
const StoppedBanner = lazy(() => patiently(() => import('./StoppedBanner.tsx')))
const RefusedTexts = lazy(() => patiently(() => import('./RefusedTexts.tsx')))
const ShortcutsDialog = lazy(() => patiently(() => import('./ShortcutsDialog.tsx')))
const InstructionsDialog = lazy(() => patiently(() => import('./InstructionsDialog.tsx')))
const FindBar = lazy(() => patiently(() => import('../../editor/find/FindBar.tsx')))
const WordImport = lazy(() => patiently(() => import('./WordImport.tsx')))
const WordLeft = lazy(() => patiently(() => import('./WordLeft.tsx')))
const SideDialog = lazy(() => patiently(() => import('./SideDialog.tsx')))

/** Widths in rem from which the outline and the margin stand beside the page; below, they open over it. */
const ROOM_FOR_OUTLINE = 75
const ROOM_FOR_MARGIN = 60

export interface DraftWorkspaceProps {
  draft: Draft
  /** Null until it is here: only the redline waits for it. */
  base: Node | null
  session: DraftSession
}

/** The draft with everything around it. */
export function DraftWorkspace({ draft, base, session }: DraftWorkspaceProps) {
  const { t } = useTranslation()
  const { saved } = useSessionSnapshot(session)
  const [view, setView] = useState<EditorView>('redline')
  const [own, setHandle] = useState<EditorHandle | null>(null)
  const [shown, setShown] = useState(ALL_MARKED)
  const viewing = view !== 'original' && !isAllMarked(shown)
  const [viewedHandle, setViewedHandle] = useState<EditorHandle | null>(null)
  // Of the text that is shown: the draft itself, or a view of it.
  const handle = viewing ? viewedHandle : own
  // What stands around the text is drawn, and its code asked for, when the text has been painted.
  const takeHandle = (ready: EditorHandle) => requestAnimationFrame(() => setTimeout(() => setHandle(ready)))
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [authors, setAuthors] = useState(false)
  const [side, setSide] = useState<Side | null>(null)
  const [help, setHelp] = useHelpKey()
  const [finding, setFinding] = useFindKey(view !== 'original')
  const outlineBeside = useWiderThan(ROOM_FOR_OUTLINE)
  const marginBeside = useWiderThan(ROOM_FOR_MARGIN)
  const me = useMe()
  const [mode, setMode] = useMode(draft.role)
  useNews(session, draft.id)
  const [bringing, setBringing] = useState<{ file: File | null } | null>(null)
  const takeFile = useCallback((file: File) => setBringing({ file }), [])
  const [instructing, setInstructing] = useState(false)
  const mayBring = can(draft.role, 'edit') && handle !== null
  useWordDrop(mayBring && bringing === null ? takeFile : null)
  useNamedPlace(handle)
  useAskedRepairs(own)
  const open = view !== 'original' && saved.kind !== 'refused'
  const editable = open && !viewing && mode !== 'viewing'
  const otherRole = hasOtherRole(saved)
  useEffect(() => {
    if (otherRole) void comeBack(draft.id, session)
  }, [otherRole, draft.id, session])
  return (
    <div className="draft">
      <a className="skip-link" href="#draft-text">
        {t('app.skip')}
      </a>
      <DraftHeader
        draft={draft}
        session={session}
        saved={saved}
        section="text"
        modes={<ModeSwitch role={draft.role} view={view} mode={mode} onMode={setMode} />}
        handle={own}
        onImport={mayBring ? () => setBringing({ file: null }) : null}
        onInstructions={editable && base ? () => setInstructing(true) : null}
      />
      <Suspense fallback={<div className="toolbar toolbar-empty" />}>
        {handle ? (
          <Toolbar
            handle={handle}
            draftId={draft.id}
            view={view}
            onView={setView}
            editable={editable}
            onOutline={outlineBeside ? null : () => setSide('outline')}
            onChanges={marginBeside || view === 'original' ? null : () => setSide('changes')}
            onAll={view === 'original' ? null : () => setSide('all')}
            onComment={open && !viewing && can(draft.role, 'comment') ? () => setSide('comment') : null}
            onFind={view === 'original' ? null : () => setFinding(true)}
            authors={viewing || view === 'original' ? null : { shown: authors, onShow: setAuthors }}
            onHelp={() => setHelp(true)}
          />
        ) : (
          <div className="toolbar toolbar-empty" />
        )}
      </Suspense>
      <Lazily>{mayBring ? <WordLeft draftId={draft.id} onShow={() => setBringing({ file: null })} /> : null}</Lazily>
      <Lazily>{finding && handle ? <FindBar finder={handle.finder} onClose={() => setFinding(false)} /> : null}</Lazily>
      <Lazily>
        {saved.kind === 'stopped' ? <StoppedBanner saved={saved} onReconnect={() => void comeBack(draft.id, session)} /> : null}
      </Lazily>
      <div className="draft-body">
        {outlineBeside ? (
          <nav className="draft-outline" aria-label={t('draft.outline')}>
            <Lazily>{handle ? <Outline handle={handle} scroller={scroller} editable={editable} /> : null}</Lazily>
          </nav>
        ) : null}
        <div className="draft-scroller" ref={setScroller}>
          <div className="draft-sheet">
            <main id="draft-text" className="draft-paper" aria-label={t('draft.text')} tabIndex={-1}>
              <Lazily>
                {own && !viewing && view !== 'original' ? (
                  <WhoWrote
                    handle={own}
                    document={session.document}
                    draftId={draft.id}
                    marked={authors}
                    onUnmark={() => setAuthors(false)}
                  />
                ) : null}
              </Lazily>
              <div hidden={viewing}>
                <DraftEditor
                  document={session.document}
                  awareness={session.awareness}
                  base={base}
                  language={draft.language}
                  direction={draft.direction}
                  mode={open ? mode : 'viewing'}
                  me={me}
                  now={serverNow}
                  members={draft.members}
                  mayDecide={can(draft.role, 'edit')}
                  view={view}
                  onReady={takeHandle}
                  onPaste={tellPaste}
                  onSuggest={tellSuggest}
                />
              </div>
              <Lazily>
                {viewing && own ? (
                  <ViewedText
                    handle={own}
                    document={session.document}
                    draft={draft}
                    base={base}
                    shown={shown}
                    view={view}
                    onReady={setViewedHandle}
                    onLeave={() => setShown(ALL_MARKED)}
                  />
                ) : null}
              </Lazily>
            </main>
            {marginBeside ? (
              <aside className="draft-margin" aria-label={t('draft.margin')}>
                <Lazily>
                  {handle && own && scroller && view !== 'original' ? (
                    <Margin
                      handle={handle}
                      decidesOn={own}
                      draftId={draft.id}
                      role={draft.role}
                      scroller={scroller}
                      editable={editable}
                    />
                  ) : null}
                </Lazily>
              </aside>
            ) : null}
          </div>
        </div>
      </div>
      <Lazily>
        {own ? <RefusedTexts draftId={draft.id} handle={own} /> : null}
        {bringing && handle ? (
          <WordImport draftId={draft.id} handle={handle} file={bringing.file} onClose={() => setBringing(null)} />
        ) : null}
        {instructing && own && base ? (
          <InstructionsDialog draft={draft} base={base} handle={own} onClose={() => setInstructing(false)} />
        ) : null}
        {help ? <ShortcutsDialog onClose={() => setHelp(false)} /> : null}
        {side && own && handle ? (
          <SideDialog
            side={side}
            handle={side === 'outline' ? handle : own}
            shown={shown}
            onShown={setShown}
            draft={draft}
            scroller={scroller}
            editable={editable}
            onClose={() => setSide(null)}
          />
        ) : null}
      </Lazily>
    </div>
  )
}
