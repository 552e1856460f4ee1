import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Arrangement, Item } from '@travaux/shared/arrange'
import type { Step } from '@travaux/shared/protocol'
import type { StagedImport } from '../../api/calls.ts'
import { stepOf, type Command } from './commands.ts'
import { foldsOf, type Fold } from './folds.ts'
import { only, selectedIds, type Selection } from './selection.ts'
import { StagedText, type Kept } from './staged-text.ts'

/** A doubtful place that nobody has called right yet; `index` is its number in the arrangement. */
export interface OpenDoubt {
  readonly index: number
  readonly message: string
  readonly place: string | null
  readonly text: string | null
  readonly item: string | null
}

export interface Checking {
  readonly text: StagedText
  readonly arrangement: Arrangement
  readonly kept: Kept
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly selection: Selection
  /** The selected items. */
  readonly chosen: readonly Item[]
  readonly doubts: readonly OpenDoubt[]
  /** The doubtful place that is being looked at. */
  readonly doubt: OpenDoubt | null
  /** The long stretches that were left out, and which of them are shown line by line, by their first piece. */
  readonly folds: readonly Fold[]
  readonly unfolded: ReadonlySet<string>
  /** What the last command did or why it didn't, for the live region. */
  readonly told: string
  /** The row in which something is typed. */
  readonly editing: { id: string; what: 'label' | 'division' } | null
  readonly select: (selection: Selection) => void
  readonly look: (doubt: OpenDoubt) => void
  /** Shows the lines of a fold, or puts them into one row again. */
  readonly unfold: (fold: Fold, open: boolean) => void
  readonly run: (command: Command) => void
  readonly take: (step: Step) => boolean
  readonly stopEditing: () => void
}

/** Everything that the panes of the import page share. */
export function useChecking(staged: StagedImport): Checking {
  const { t } = useTranslation()
  const [text] = useState(() => new StagedText(staged))
  const { history, kept } = useSyncExternalStore(text.subscribe, text.snapshot)
  const { arrangement } = history
  const { items } = arrangement
  const doubts = useMemo(() => openDoubts(arrangement), [arrangement])
  const [picked, setSelection] = useState<Selection>(() => only(doubts.find(({ item }) => item)?.item ?? items[0]?.id ?? ''))
  const [looking, setLooking] = useState<number | null>(doubts[0]?.index ?? null)
  const [told, setTold] = useState('')
  const [editing, setEditing] = useState<Checking['editing']>(null)
  const doubt = doubts.find(({ index }) => index === looking) ?? doubts[0] ?? null
  const folds = useMemo(() => foldsOf(arrangement), [arrangement])
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const closed = useMemo(() => folds.filter(({ ids }) => !unfolded.has(ids[0]!)), [folds, unfolded])
  const selection = useMemo(() => {
    const shown = (id: string) => closed.find(({ ids }) => ids.includes(id))?.ids[0] ?? id
    return { anchor: shown(picked.anchor), focus: shown(picked.focus) }
  }, [picked, closed])
  const chosen = useMemo(() => {
    const ids = new Set(selectedIds(items, selection))
    for (const fold of closed) if (ids.has(fold.ids[0]!)) for (const id of fold.ids) ids.add(id)
    return items.filter(({ id }) => ids.has(id))
  }, [items, selection, closed])

  useWarnBeforeLeaving(kept !== 'saved' && kept !== 'conflict')

  const select = useCallback((next: Selection) => {
    setEditing(null)
    setSelection(next)
  }, [])
  const unfold = ({ ids: [first] }: Fold, open: boolean) => {
    setUnfolded((before) => (open ? before.union(new Set([first!])) : before.difference(new Set([first!]))))
    setSelection(only(first!))
  }
  const look = (next: OpenDoubt) => {
    setLooking(next.index)
    if (next.item !== null && items.some(({ id }) => id === next.item)) select(only(next.item))
  }
  const take = (step: Step): boolean => {
    const before = text.snapshot().history.arrangement.items
    const reason = text.take(step)
    setTold(reason ?? t(`check.told.${step.op}`))
    if (reason !== null) return false
    const after = text.snapshot().history.arrangement.items
    if (!after.some(({ id }) => id === selection.focus)) select(only(nearest(before, after, selection.focus)))
    if (step.op === 'accept') {
      const next = openDoubts(text.snapshot().history.arrangement).find(({ index }) => index > step.warning)
      if (next) look(next)
    }
    return true
  }
  const goBy = (by: 1 | -1) => {
    if (doubts.length === 0) return
    const at = doubt ? doubts.indexOf(doubt) : 0
    look(doubts[(at + by + doubts.length) % doubts.length]!)
  }
  const run = (command: Command) => {
    const fold = closed.find(({ ids }) => ids[0] === selection.focus)
    if (fold && ONE_BY_ONE.has(command.kind)) return unfold(fold, true)
    switch (command.kind) {
      case 'next':
        return goBy(1)
      case 'previous':
        return goBy(-1)
      case 'divide':
        return setEditing({ id: selection.focus, what: 'division' })
      case 'relabel':
        return setEditing({ id: selection.focus, what: 'label' })
      default: {
        const allOut = chosen.every(({ kind }) => kind === 'leftOut')
        const step = stepOf(
          command,
          chosen.map(({ id }) => id),
          allOut,
          doubt?.index ?? null,
        )
        if (step) take(step)
      }
    }
  }
  return {
    text,
    arrangement,
    kept,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    selection,
    chosen,
    doubts,
    doubt,
    folds,
    unfolded,
    told,
    editing,
    select,
    unfold,
    look,
    run,
    take,
    stopEditing: () => setEditing(null),
  }
}

/** What is said of one line and not of a hundred: the fold opens, so that it can be said which. */
const ONE_BY_ONE = new Set<Command['kind']>(['divide', 'relabel', 'merge', 'promote', 'demote'])

const openDoubts = ({ doubts }: Arrangement): OpenDoubt[] =>
  doubts.flatMap(({ accepted, message, place, text, item }, index) => (accepted ? [] : [{ index, message, place, text, item }]))

/** The item that stands where one that is gone stood: the last of those before it that is still there. */
function nearest(before: readonly Item[], after: readonly Item[], gone: string): string {
  const there = new Set(after.map(({ id }) => id))
  const at = before.findIndex(({ id }) => id === gone)
  return before.slice(0, Math.max(at, 0)).findLast(({ id }) => there.has(id))?.id ?? after[0]?.id ?? ''
}

function useWarnBeforeLeaving(unkept: boolean): void {
  useEffect(() => {
    if (!unkept) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [unkept])
}
