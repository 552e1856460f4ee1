import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorField, useOutline, type EditorHandle, type OutlineItem } from '../../editor/index.ts'
import { IconButton } from '../../ui/Button.tsx'
import { useReadingPlace } from './use-reading-place.ts'
import '../../ui/field.css'
import './outline.css'

const ArticleMenu = lazy(() => import('./ArticleMenu.tsx'))

export interface OutlineProps {
  handle: EditorHandle
  /** What the text scrolls in; tells which unit is being read. */
  scroller: HTMLElement | null
  editable: boolean
  /** Called after a jump, so that a drawer can close. */
  onGo?: () => void
}

/** Chapters and articles, what has changed in them, and the way to each. */
export default function Outline({ handle, scroller, editable, onGo }: OutlineProps) {
  const { t } = useTranslation()
  const items = useOutline(handle)
  const caretUnit = useEditorField(handle, 'currentUnit')
  const here = useReadingPlace(handle, scroller, items, caretUnit)
  const [filter, setFilter] = useState('')
  const [onlyChanged, setOnlyChanged] = useState(false)
  const shown = items.filter((item) => isNamed(item) && matches(item, filter) && (!onlyChanged || item.change !== null))
  const go = (eId: string) => {
    onGo?.()
    handle.goTo(eId)
  }
  return (
    <div className="outline">
      <div className="outline-tools">
        <input
          type="search"
          className="input"
          aria-label={t('outline.filter')}
          placeholder={t('outline.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <label className="outline-only">
          <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
          {t('outline.onlyChanged')}
        </label>
      </div>
      {shown.length === 0 ? (
        <p className="outline-nothing">{t(onlyChanged && filter === '' ? 'outline.nothingChanged' : 'outline.nothing')}</p>
      ) : null}
      <ul className="outline-list">
        {shown.map((item) => (
          <OutlineRow
            key={item.eId}
            handle={handle}
            item={item}
            current={item.eId === here}
            // One stop for the Tab key; the arrow keys do the rest.
            tabbable={item.eId === here || (!shown.some(({ eId }) => eId === here) && item === shown[0])}
            editable={editable}
            onGo={() => go(item.eId)}
          />
        ))}
      </ul>
    </div>
  )
}

interface OutlineRowProps {
  handle: EditorHandle
  item: OutlineItem
  current: boolean
  tabbable: boolean
  editable: boolean
  onGo: () => void
}

function OutlineRow({ handle, item, current, tabbable, editable, onGo }: OutlineRowProps) {
  const { t } = useTranslation()
  const { label, heading, change, kind, level } = item
  const [menu, setMenu] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current && row.current) keepInView(row.current)
  }, [current])
  const more = (
    <IconButton
      label={t('article.actions', { label: label ?? heading })}
      tabIndex={tabbable ? 0 : -1}
      onClick={() => setMenu(true)}
    >
      <Ellipsis />
    </IconButton>
  )
  return (
    <li
      ref={row}
      className="outline-row"
      data-kind={kind}
      data-change={change ?? undefined}
      data-current={current}
      style={{ '--level': level } as React.CSSProperties}
    >
      <button
        type="button"
        className="outline-go"
        tabIndex={tabbable ? 0 : -1}
        {...(current ? { 'aria-current': 'location' as const } : {})}
        onClick={onGo}
        onKeyDown={moveFocus}
        onContextMenu={(event) => {
          if (!editable) return
          event.preventDefault()
          setMenu(true)
        }}
      >
        {label ? <span className="outline-label">{label}</span> : null} <span className="outline-heading">{heading}</span>
        {change ? <span className="outline-mark">{t(`outline.change.${change}`)}</span> : null}
      </button>
      {editable ? (
        <span className="outline-more">
          {menu ? (
            <Suspense fallback={more}>
              <ArticleMenu handle={handle} item={item} trigger={more} />
            </Suspense>
          ) : (
            more
          )}
        </span>
      ) : null}
    </li>
  )
}

/** The outline follows the reader, but does not move under the pointer or the focus of someone who looks for another place. */
function keepInView(row: HTMLElement): void {
  if (!row.parentElement?.matches(':hover, :focus-within')) row.scrollIntoView({ block: 'nearest' })
}

/** A heading that someone has just emptied leads nowhere one could name. */
const isNamed = ({ label, heading }: OutlineItem): boolean => label !== null || heading.trim() !== ''

const matches = ({ label, heading }: OutlineItem, filter: string): boolean =>
  `${label ?? ''} ${heading}`.toLocaleLowerCase().includes(filter.trim().toLocaleLowerCase())

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_index, last) => last,
}

/** Up, Down, Home and End move between the rows. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = STEPS[event.key]
  if (!step) return
  event.preventDefault()
  const rows = [...(event.currentTarget.closest('.outline-list')?.querySelectorAll<HTMLElement>('.outline-go') ?? [])]
  rows[step(rows.indexOf(event.currentTarget), rows.length - 1)]?.focus()
}
