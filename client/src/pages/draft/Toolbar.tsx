import {
  ArrowDown,
  ArrowUp,
  Bold,
  ChevronDown,
  ChevronUp,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Keyboard,
  ListChecks,
  ListTree,
  MessageSquareDiff,
  MessageSquarePlus,
  Redo2,
  Search,
  Undo2,
  Users,
} from 'lucide-react'
import { lazy, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useChanges, useEditorField, type EditorHandle, type EditorView } from '../../editor/index.ts'
import { goToNeighbour } from '../../review/use-review-steps.ts'
import { Button, IconButton, type IconButtonProps } from '../../ui/Button.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { modifier } from '../../ui/modifier.ts'
import { patiently } from '../../ui/patiently.ts'
import { ArticleButton } from './ArticleButton.tsx'

const MentionsMenu = lazy(() => patiently(() => import('../../review/MentionsMenu.tsx')))

const VIEWS = ['redline', 'clean', 'original'] as const

export interface ToolbarProps {
  handle: EditorHandle
  draftId: string
  view: EditorView
  onView: (view: EditorView) => void
  editable: boolean
  /** Null where the outline stands beside the page. */
  onOutline: (() => void) | null
  /** Null where the changes stand beside the page. */
  onChanges: (() => void) | null
  /** Null in the original, in which nothing is proposed. */
  onAll: (() => void) | null
  /** Null for those who may not comment. */
  onComment: (() => void) | null
  /** Null in the original, where the browser's own search finds everything. */
  onFind: (() => void) | null
  /** Whether words are marked by who wrote them; null where that can't be seen. */
  authors: { shown: boolean; onShow: (shown: boolean) => void } | null
  onHelp: () => void
}

export default function Toolbar(props: ToolbarProps) {
  const { handle, draftId, view, onView, editable, onOutline, onChanges, onAll, onComment, onFind, authors, onHelp } = props
  const { t } = useTranslation()
  return (
    <section className="toolbar" aria-label={t('draft.toolbar')}>
      {onOutline ? (
        <IconButton label={t('draft.outline')} onClick={onOutline}>
          <ListTree />
        </IconButton>
      ) : null}
      <ViewSwitch view={view} onView={onView} />
      {editable ? <EditingTools handle={handle} /> : null}
      <span className="toolbar-space" />
      {view !== 'original' ? <ChangeSteps handle={handle} onChanges={onChanges} /> : null}
      {view !== 'original' ? <SuggestionSteps handle={handle} /> : null}
      {onComment ? (
        <Tool label={t('draft.comment')} onClick={onComment}>
          <MessageSquarePlus />
        </Tool>
      ) : null}
      <Lazily>{view !== 'original' ? <MentionsMenu handle={handle} draftId={draftId} /> : null}</Lazily>
      {onAll ? (
        <IconButton label={t('draft.allChanges')} onClick={onAll}>
          <ListChecks />
        </IconButton>
      ) : null}
      {authors ? (
        <Tool label={t('draft.authors')} aria-pressed={authors.shown} onClick={() => authors.onShow(!authors.shown)}>
          <Users />
        </Tool>
      ) : null}
      {onFind ? (
        <IconButton label={t('draft.find')} keys={`${modifier}F`} onClick={onFind}>
          <Search />
        </IconButton>
      ) : null}
      <IconButton label={t('draft.shortcuts')} keys="?" onClick={onHelp} className="toolbar-help" data-hint-end="">
        <Keyboard />
      </IconButton>
    </section>
  )
}

function ViewSwitch({ view, onView }: { view: EditorView; onView: (view: EditorView) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="views">
      <legend className="visually-hidden">{t('draft.view.label')}</legend>
      {VIEWS.map((value) => (
        <label key={value} className="view">
          <input type="radio" name="view" value={value} checked={value === view} onChange={() => onView(value)} />
          <span>{t(`draft.view.${value}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function EditingTools({ handle }: { handle: EditorHandle }) {
  const { t } = useTranslation()
  const canUndo = useEditorField(handle, 'canUndo')
  const canRedo = useEditorField(handle, 'canRedo')
  const marks = useEditorField(handle, 'marks')
  const current = useEditorField(handle, 'current')
  return (
    <>
      <ToolGroup>
        <Tool label={t('draft.undo')} keys={`${modifier}Z`} aria-disabled={!canUndo} onClick={() => handle.undo()}>
          <Undo2 />
        </Tool>
        <Tool label={t('draft.redo')} keys={`${modifier}Y`} aria-disabled={!canRedo} onClick={() => handle.redo()}>
          <Redo2 />
        </Tool>
      </ToolGroup>
      <ToolGroup>
        <Tool
          label={t('draft.bold')}
          keys={`${modifier}B`}
          aria-pressed={marks.includes('strong')}
          onClick={() => handle.toggleMark('strong')}
        >
          <Bold />
        </Tool>
        <Tool
          label={t('draft.italic')}
          keys={`${modifier}I`}
          aria-pressed={marks.includes('em')}
          onClick={() => handle.toggleMark('em')}
        >
          <Italic />
        </Tool>
      </ToolGroup>
      <ToolGroup>
        <Tool label={t('draft.higher')} aria-disabled={!current} onClick={() => handle.changeLevel(-1)}>
          <IndentDecrease />
        </Tool>
        <Tool label={t('draft.deeper')} aria-disabled={!current} onClick={() => handle.changeLevel(1)}>
          <IndentIncrease />
        </Tool>
      </ToolGroup>
      <ArticleButton handle={handle} />
    </>
  )
}

function ChangeSteps({ handle, onChanges }: { handle: EditorHandle; onChanges: (() => void) | null }) {
  const { t } = useTranslation()
  const { length: count } = useChanges(handle)
  return (
    <>
      {onChanges ? (
        <Button kind="quiet" icon={<MessageSquareDiff />} onClick={onChanges}>
          {t('change.count', { count })}
        </Button>
      ) : (
        <output className="toolbar-count">{t('change.count', { count })}</output>
      )}
      <ToolGroup>
        <Tool label={t('draft.previousChange')} aria-disabled={count === 0} onClick={() => handle.goToChange('previous')}>
          <ChevronUp />
        </Tool>
        <Tool label={t('draft.nextChange')} aria-disabled={count === 0} onClick={() => handle.goToChange('next')}>
          <ChevronDown />
        </Tool>
      </ToolGroup>
    </>
  )
}

/** From suggestion to suggestion, where there is any. */
function SuggestionSteps({ handle }: { handle: EditorHandle }) {
  const { t } = useTranslation()
  const { length: count } = useEditorField(handle, 'suggestions')
  if (count === 0) return null
  return (
    <ToolGroup>
      <Tool label={t('draft.previousSuggestion')} keys="Shift+F8" onClick={() => goToNeighbour(handle, -1)}>
        <ArrowUp />
      </Tool>
      <output className="toolbar-count">{t('draft.suggestionCount', { count })}</output>
      <Tool label={t('draft.nextSuggestion')} keys="F8" onClick={() => goToNeighbour(handle, 1)}>
        <ArrowDown />
      </Tool>
    </ToolGroup>
  )
}

const ToolGroup = ({ children }: { children: ReactNode }) => <span className="tool-group">{children}</span>

/** A button that leaves the caret where it is. */
const Tool = (props: IconButtonProps) => <IconButton onMouseDown={(event) => event.preventDefault()} {...props} />
