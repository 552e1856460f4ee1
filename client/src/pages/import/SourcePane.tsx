import { memo, useEffect, useMemo, useRef, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceLine } from '@travaux/shared/parse'
import { lineDirection } from './line-direction.ts'
import { only } from './selection.ts'
import { pagesOf, SourcePage } from './SourcePage.tsx'
import type { Checking } from './use-checking.ts'

/** The file as it is: its pages where it has some, else its lines with their places. What is selected in the structure is marked. */
export function SourcePane({ lines, checking }: { lines: readonly SourceLine[]; checking: Checking }) {
  const { t } = useTranslation()
  const { arrangement, chosen, selection, select } = checking
  const pane = useRef<HTMLElement>(null)
  const pages = useMemo(() => pagesOf(lines), [lines])
  const marked = useMemo(() => new Set(chosen.flatMap((item) => item.lines)), [chosen])
  const focusLine = arrangement.items.find(({ id }) => id === selection.focus)?.lines[0]
  useEffect(() => {
    pane.current?.querySelector(`[data-line="${focusLine}"]`)?.scrollIntoView({ block: 'center' })
  }, [focusLine])
  const choose = (event: MouseEvent) => {
    const line = (event.target as Element).closest<HTMLElement>('[data-line]')?.dataset['line']
    const item = line === undefined ? undefined : arrangement.items.find((one) => one.lines.includes(Number(line)))
    if (item) select(only(item.id))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the keyboard selects in the structure, and the source follows
    <section
      ref={pane}
      className="check-source"
      aria-label={t('check.source')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
      tabIndex={0}
      lang={arrangement.language}
      dir={arrangement.direction}
      onClick={choose}
    >
      {pages.map((page) => (
        <SourcePage
          key={page.number}
          page={page}
          marked={page.lines.some((line) => marked.has(line)) ? marked : NONE}
          rtl={arrangement.direction === 'rtl'}
        />
      ))}
      <ol className="source-lines">
        {lines.map((line, index) =>
          line.printed ? null : (
            <Line key={index} index={index} line={line} marked={marked.has(index)} around={arrangement.direction} />
          ),
        )}
      </ol>
    </section>
  )
}

const NONE: ReadonlySet<number> = new Set()

interface LineProps {
  line: SourceLine
  index: number
  marked: boolean
  around: 'ltr' | 'rtl'
}

const Line = memo(({ line, index, marked, around }: LineProps) => (
  <li
    className="source-line"
    data-line={index}
    data-marked={marked}
    data-centred={line.centred}
    style={{ '--indent': `${Math.min(Math.max(line.indent ?? 0, 0), MOST_INDENT)}pt` } as React.CSSProperties}
  >
    <span className="source-place" lang={document.documentElement.lang}>
      {line.place}
      {line.style ? `, ${line.style}` : ''}
    </span>
    <span className="source-text" dir={lineDirection(line.text, around)}>
      {line.text}
    </span>
  </li>
))

/** In points; deeper ones would push the words off a phone. */
const MOST_INDENT = 90
