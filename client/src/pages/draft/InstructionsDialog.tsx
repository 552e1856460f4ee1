import type { Node } from '@tiptap/pm/model'
import { useDeferredValue, useMemo, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { changedUnits, redline, type Entry } from '@travaux/shared/diff'
import { parseInstructions, replay, type Problem } from '@travaux/shared/instruct'
import { settled } from '@travaux/shared/suggest'
import { ChangedText } from '../../amendments/ChangedText.tsx'
import { useOtherRevisions } from '../../amendments/use-amendments.ts'
import type { Draft } from '../../api/calls.ts'
import type { EditorHandle } from '../../editor/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/Toasts.tsx'
import '../../i18n/amendment-strings.ts'
import './instructions.css'

export interface InstructionsDialogProps {
  draft: Draft
  base: Node
  handle: EditorHandle
  onClose: () => void
}

/** A list of instructions, as somebody sent it, becomes a redline: read, shown, and only then taken into the draft. */
export default function InstructionsDialog({ draft, base, handle, onClose }: InstructionsDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const read = useRead(useDeferredValue(text), draft, base, handle)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const units = read?.units ?? []
  const isTaken = ({ id, touched }: Unit) => left.has(id) === touched
  const taken = units.filter(isTaken)
  const toggle = (id: string) =>
    setLeft((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (!read?.text) return
    const count = handle.takeUnits(
      read.text,
      taken.map(({ id }) => id),
    )
    notify({ title: t('instructions.done', { count }) })
    onClose()
  }
  return (
    <Dialog title={t('instructions.title')} lead={t('instructions.lead', { base: draft.revisionName })} onClose={onClose} wide>
      <form onSubmit={apply}>
        <label className="field">
          <b>{t('instructions.paste')}</b>
          <textarea
            className="input instructions-text"
            lang={draft.language}
            dir={draft.direction}
            rows={7}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <output className="instructions-read">
          {read ? t('instructions.read', { count: read.understood }) : t('instructions.nothing')}
        </output>
        {read && read.problems.length > 0 ? <Problems problems={read.problems} /> : null}
        <ul className="instructions-units">
          {units.map((unit) => (
            <li key={unit.id}>
              <label className="choice">
                <input type="checkbox" checked={isTaken(unit)} onChange={() => toggle(unit.id)} />
                <span>
                  {unit.touched ? <strong className="instructions-touched">{t('instructions.touched')}</strong> : null}
                  <ChangedText entries={unit.entries} language={draft.language} direction={draft.direction} />
                </span>
              </label>
            </li>
          ))}
        </ul>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={taken.length === 0}>
            {t('instructions.apply', { count: taken.length })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  const { t } = useTranslation()
  return (
    <div role="alert" className="instructions-problems">
      <p>{t('instructions.problems')}</p>
      <ul>
        {problems.map(({ line, words, message }, index) => (
          <li key={`${index} ${words}`}>
            {line === null ? null : <b>{t('instructions.line', { line })} </b>}
            {message} {words === '' ? null : <q>{words}</q>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A unit that the instructions change. */
interface Unit {
  readonly id: string
  readonly entries: readonly Entry[]
  /** Whether the draft changes it as well: it is taken only when somebody says so. */
  readonly touched: boolean
}

interface Read {
  readonly understood: number
  readonly problems: readonly Problem[]
  /** The base as the instructions make it; null when they can't be carried out. */
  readonly text: Node | null
  readonly units: readonly Unit[]
}

function useRead(text: string, draft: Draft, base: Node, handle: EditorHandle): Read | null {
  const revisions = useOtherRevisions(draft)
  return useMemo(() => {
    if (text.trim() === '' || !revisions) return null
    const { items, problems } = parseInstructions(text)
    const lines = items.map(({ line }) => line)
    const made = replay(
      base,
      items.map(({ instruction }) => instruction),
      { revisions, lines },
    )
    if (!made.ok) return { understood: items.length, problems: [...problems, ...made.problems], text: null, units: [] }
    const changed = changedUnits(redline(base, settled(handle.draft())))
    const entries = redline(base, made.draft).filter((entry) => entry.changed)
    const units = Array.from(Map.groupBy(entries, unitOf), ([id, list]) => ({ id, entries: list, touched: changed.has(id) }))
    return { understood: items.length, problems, text: made.draft, units }
  }, [text, base, revisions, handle])
}

function unitOf({ bases, drafts }: Entry): string {
  const block = (drafts[0] ?? bases[0])!
  return block.container ?? block.eId
}
