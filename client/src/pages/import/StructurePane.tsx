import { Combine, EyeOff, Hash, IndentDecrease, IndentIncrease, Scissors } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ContextMenu } from '../../ui/ContextMenu.tsx'
import { MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { commandOf } from './commands.ts'
import { depths } from './depth.ts'
import { FoldRow } from './FoldRow.tsx'
import { MarkItems } from './MarkItems.tsx'
import { moved, only } from './selection.ts'
import { rowId, StructureRow } from './StructureRow.tsx'
import { useRowDrag } from './use-row-drag.ts'
import type { Checking } from './use-checking.ts'

/** Items that Page Up and Page Down pass. */
const PAGE = 12

/** The arrows that open and close a row that holds others, from left to right. */
const OPENS: Readonly<Record<string, boolean>> = { ArrowRight: true, ArrowLeft: false }

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: -Infinity,
  End: Infinity,
}

/** The text as a tree of what was understood: one row a piece, all of them reached by the arrow keys. */
export function StructurePane({ checking }: { checking: Checking }) {
  const { t } = useTranslation()
  const { arrangement, selection, chosen: chosenItems, editing, doubt, folds, unfolded, select, unfold, run } = checking
  const { items } = arrangement
  const foldAt = new Map(folds.map((fold) => [fold.ids[0]!, fold]))
  const hidden = new Set(folds.flatMap(({ ids: [first, ...rest] }) => (unfolded.has(first!) ? [] : rest)))
  const shown = items.filter(({ id }) => !hidden.has(id))
  const tree = useRef<HTMLUListElement>(null)
  const leaving = useRef(false)
  const levels = depths(items)
  const drag = useRowDrag(checking)
  const chosenIds = new Set(chosenItems.map(({ id }) => id))

  useEffect(() => {
    document.getElementById(rowId(selection.focus))?.scrollIntoView({ block: 'nearest' })
  }, [selection.focus])
  useEffect(() => {
    // What was typed in is gone with its field: the keys go on in the tree.
    if (editing === null && document.activeElement === document.body) tree.current?.focus()
  }, [editing])

  const press = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Escape') {
      leaving.current = true
      return
    }
    if (event.key === 'Tab' && leaving.current) return
    leaving.current = false
    const fold = foldAt.get(selection.focus)
    if (fold && event.key in OPENS) {
      event.preventDefault()
      const opens = OPENS[event.key]!
      return unfold(fold, arrangement.direction === 'rtl' ? !opens : opens)
    }
    const by = STEPS[event.key]
    const command = by === undefined ? commandOf(event) : null
    if (by === undefined && command === null) return
    event.preventDefault()
    if (by !== undefined) select(moved(shown, selection, by, event.shiftKey))
    else if (command) run(command)
  }

  return (
    <section className="check-structure" aria-label={t('check.structure')}>
      <ContextMenu
        trigger={
          <ul
            ref={tree}
            id="structure"
            className="tree"
            role="tree"
            tabIndex={0}
            aria-label={t('check.structure')}
            aria-multiselectable="true"
            aria-activedescendant={rowId(selection.focus)}
            dir={arrangement.direction}
            lang={arrangement.language}
            onKeyDown={press}
            {...drag}
            onBlur={() => (leaving.current = false)}
            onClick={(event) => {
              const id = itemOf(event)
              const fold = id === undefined ? undefined : foldAt.get(id)
              const state = foldOf(event)
              if (fold && state !== undefined && !event.shiftKey) unfold(fold, state === 'closed')
              else if (id !== undefined) select(event.shiftKey ? { anchor: selection.anchor, focus: id } : only(id))
            }}
            onDoubleClick={(event) => itemOf(event) !== undefined && run({ kind: 'divide' })}
            onContextMenu={(event) => {
              const id = itemOf(event)
              if (id !== undefined && !chosenIds.has(id)) select(only(id))
            }}
          >
            {items.map((item, index) => {
              if (hidden.has(item.id)) return null
              const fold = foldAt.get(item.id)
              const chosen = chosenIds.has(item.id)
              if (fold && !unfolded.has(item.id))
                return <FoldRow key={item.id} fold={fold} chosen={chosen} doubtful={fold.ids.includes(doubt?.item ?? '')} />
              return (
                <StructureRow
                  key={item.id}
                  item={item}
                  depth={levels[index]!}
                  language={arrangement.language}
                  chosen={chosen}
                  doubtful={doubt?.item === item.id}
                  opensFold={fold !== undefined}
                  editing={editing?.id === item.id ? editing.what : null}
                  checking={checking}
                />
              )
            })}
          </ul>
        }
      >
        <MenuItem icon={<IndentDecrease />} onSelect={() => run({ kind: 'promote' })}>
          {t('check.promote')}
        </MenuItem>
        <MenuItem icon={<IndentIncrease />} onSelect={() => run({ kind: 'demote' })}>
          {t('check.demote')}
        </MenuItem>
        <MenuItem icon={<Combine />} onSelect={() => run({ kind: 'merge' })}>
          {t('check.merge')}
        </MenuItem>
        <MenuItem icon={<Scissors />} onSelect={() => run({ kind: 'divide' })}>
          {t('check.split')}
        </MenuItem>
        <MenuItem icon={<Hash />} onSelect={() => run({ kind: 'relabel' })}>
          {t('check.relabel')}
        </MenuItem>
        <MenuItem icon={<EyeOff />} onSelect={() => run({ kind: 'toggleOut' })}>
          {t(chosenItems.every(({ kind }) => kind === 'leftOut') ? 'check.restore' : 'check.kind.leftOut')}
        </MenuItem>
        <MenuLine />
        <MarkItems run={run} />
      </ContextMenu>
    </section>
  )
}

/** What was pointed at of a fold: its closed row, or what closes it. */
const foldOf = ({ target }: MouseEvent): string | undefined =>
  (target as Element).closest<HTMLElement>('[data-fold]')?.dataset['fold']

/** The id of the piece that was pointed at. */
const itemOf = ({ target }: MouseEvent): string | undefined =>
  (target as Element).closest<HTMLElement>('[data-item]')?.dataset['item']
