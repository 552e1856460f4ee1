import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Role } from '@travaux/shared/protocol'
import { ALL_MARKED, SUGGESTION_KINDS, type Suggestion, type SuggestionKind, type SuggestionView } from '@travaux/shared/suggest'
import { useEditorField, useOutline, type EditorHandle } from '../editor/index.ts'
import '../i18n/review-strings.ts'
import { useMe } from '../pages/RequireMe.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { SelectField } from '../ui/Field.tsx'
import { EVERYTHING, matches, type Filter } from './filter.ts'
import { goToThread } from './go-to-thread.ts'
import { useNames, type Named } from './people.ts'
import { ChangedSince } from './ChangedSince.tsx'
import { StatementText } from './StatementText.tsx'
import { DecisionButtons, verbsOf } from './DecisionButtons.tsx'
import { SuggestedAt } from './SuggestedAt.tsx'
import { ThreadCard } from './ThreadCard.tsx'
import { useDecisions, type Verb } from './use-decisions.ts'
import { useNextRow } from './use-next-row.ts'
import { useReading } from './use-reading.ts'
import { useSuggestedAt } from './use-suggested-at.ts'
import { useThreads } from './use-threads.ts'
import { ViewChoice } from './ViewChoice.tsx'
import './changes.css'
import './review.css'

export interface AllChangesProps {
  handle: EditorHandle
  draftId: string
  role: Role
  /** How the text shows suggestions. */
  shown: SuggestionView
  onShown: (shown: SuggestionView) => void
  /** Called after a jump into the text. */
  onGo: () => void
}

/** Everything that is proposed and said, one below the other: filtered, selected and decided with the keyboard alone. */
export default function AllChanges({ handle, draftId, role, shown: view, onShown, onGo }: AllChangesProps) {
  const { t } = useTranslation()
  const suggestions = useEditorField(handle, 'suggestions')
  const names = useNames(draftId, suggestions)
  const suggestedAt = useSuggestedAt(draftId, suggestions)
  const me = useMe()
  const { said, decide } = useDecisions(handle, draftId)
  const [filter, setFilter] = useState<Filter>(EVERYTHING)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<Verb | null>(null)
  const shown = suggestions.filter((one) => matches(filter, one))
  const { list, leaves } = useNextRow(shown.map(({ id }) => id))
  const chosen = shown.filter(({ id }) => selected.has(id))
  const select = (ids: readonly string[], on: boolean) => {
    const next = new Set(selected)
    for (const id of ids)
      if (on) next.add(id)
      else next.delete(id)
    setSelected(next)
  }
  const own = chosen.every(({ user }) => user === me.id)
  const verbs = verbsOf(role, own)
  /** A view of the draft may not show what is gone to. */
  const go = (jump: () => void) => {
    onShown(ALL_MARKED)
    onGo()
    requestAnimationFrame(jump)
  }
  const confirmed = (verb: Verb) => {
    setAsked(null)
    leaves(chosen[0]!.id)
    decide(verb, chosen)
    setSelected(new Set())
  }
  return (
    <div className="all-changes">
      <output className="visually-hidden" aria-live="polite">
        {said}
      </output>
      <ViewChoice view={view} onView={onShown} suggestions={suggestions} names={names} />
      <section aria-label={t('review.all.suggestions')}>
        <h3>{t('review.all.suggestions')}</h3>
        {suggestions.length > 0 ? (
          <Filters filter={filter} onFilter={setFilter} suggestions={suggestions} names={names} handle={handle} />
        ) : null}
        {shown.length === 0 ? (
          <p className="review-none">{t(suggestions.length === 0 ? 'review.all.none' : 'review.all.noneFiltered')}</p>
        ) : (
          <div className="review-bulk">
            <label className="review-select">
              <input
                type="checkbox"
                checked={chosen.length === shown.length}
                onChange={(event) =>
                  select(
                    shown.map(({ id }) => id),
                    event.target.checked,
                  )
                }
              />
              {t('review.all.selectAll', { count: shown.length })}
            </label>
            {verbs.map((verb) => (
              <Button
                key={verb}
                disabled={chosen.length === 0}
                onClick={() => (chosen.length > 1 ? setAsked(verb) : confirmed(verb))}
              >
                {t(SELECTED[verb], { count: chosen.length })}
              </Button>
            ))}
          </div>
        )}
        <ol className="change-list" ref={list} tabIndex={-1}>
          {shown.map((suggestion) => (
            <Row
              key={suggestion.id}
              suggestion={suggestion}
              author={names(suggestion.user)}
              at={suggestedAt(suggestion.id)}
              role={role}
              selected={selected.has(suggestion.id)}
              onSelect={(on) => select([suggestion.id], on)}
              onGoTo={() => go(() => handle.goToSuggestion(suggestion.id))}
              onDecide={(verb, seen) => {
                leaves(suggestion.id)
                decide(verb, [seen])
              }}
            />
          ))}
        </ol>
      </section>
      <ThreadList handle={handle} draftId={draftId} role={role} go={go} />
      {asked ? (
        <Dialog
          title={t(`review.all.confirm.${asked}`, { count: chosen.length })}
          lead={t('review.all.confirm.lead')}
          onClose={() => setAsked(null)}
        >
          <DialogActions>
            <Button onClick={() => setAsked(null)}>{t('action.cancel')}</Button>
            <Button kind="primary" onClick={() => confirmed(asked)}>
              {t(SELECTED[asked], { count: chosen.length })}
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </div>
  )
}

const SELECTED = {
  accepted: 'review.all.acceptSelected',
  rejected: 'review.all.rejectSelected',
  withdrawn: 'review.all.withdrawSelected',
} as const

interface FiltersProps {
  filter: Filter
  onFilter: (filter: Filter) => void
  suggestions: readonly Suggestion[]
  names: (id: string) => Named
  handle: EditorHandle
}

function Filters({ filter, onFilter, suggestions, names, handle }: FiltersProps) {
  const { t } = useTranslation()
  const outline = useOutline(handle)
  const authors = [...new Set(suggestions.map(({ user }) => user))]
  const kinds = SUGGESTION_KINDS.filter((kind) => suggestions.some((one) => one.kind === kind))
  const units = outline.filter(({ eId }) => suggestions.some(({ container }) => container === eId))
  return (
    <div className="review-filters">
      <SelectField
        label={t('review.all.author')}
        value={filter.author ?? ''}
        onChange={({ target }) => onFilter({ ...filter, author: target.value || null })}
      >
        <option value="">{t('review.all.anybody')}</option>
        {authors.map((id) => (
          <option key={id} value={id}>
            {names(id).name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('review.all.kind')}
        value={filter.kind ?? ''}
        onChange={({ target }) => onFilter({ ...filter, kind: (target.value || null) as SuggestionKind | null })}
      >
        <option value="">{t('review.all.anyKind')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`review.kind.${kind}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('review.all.article')}
        value={filter.container ?? ''}
        onChange={({ target }) => onFilter({ ...filter, container: target.value || null })}
      >
        <option value="">{t('review.all.anyArticle')}</option>
        {units.map(({ eId, label, heading }) => (
          <option key={eId} value={eId}>
            {[label, heading].filter(Boolean).join(' ')}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

interface RowProps {
  suggestion: Suggestion
  author: Named
  at: string | null
  role: Role
  selected: boolean
  onSelect: (on: boolean) => void
  onGoTo: () => void
  onDecide: (verb: Verb, seen: Suggestion) => void
}

function Row({ suggestion, author, at, role, selected, onSelect, onGoTo, onDecide }: RowProps) {
  const { t } = useTranslation()
  const { location, statements } = suggestion
  const { changed, seen, attention } = useReading(suggestion)
  return (
    <li className="review-row" {...attention}>
      <input
        type="checkbox"
        aria-label={t('review.all.select', { author: author.name, location })}
        checked={selected}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <div>
        <p className="card-author">
          <strong>{author.name}</strong> · {location} · <SuggestedAt at={at} />
        </p>
        <ChangedSince changed={changed} suggestion={suggestion} />
        {statements.map((statement, index) => (
          // The statements of a suggestion are only ever replaced as a whole.
          <p key={index} className="review-statement">
            <StatementText statement={statement} />
          </p>
        ))}
        <div className="card-actions">
          <DecisionButtons suggestion={suggestion} author={author} role={role} onDecide={(verb) => onDecide(verb, seen())} />
          <button type="button" className="card-action" aria-label={t('review.all.goToOf', { location })} onClick={onGoTo}>
            {t('review.all.goTo')}
          </button>
        </div>
      </div>
    </li>
  )
}

/** Threads on words and provisions; those on suggestions stand with them. */
function ThreadList({
  handle,
  draftId,
  role,
  go,
}: Pick<AllChangesProps, 'handle' | 'draftId' | 'role'> & { go: (jump: () => void) => void }) {
  const { t } = useTranslation()
  const threads = useThreads(draftId, handle)
  const [resolvedToo, setResolvedToo] = useState(false)
  const shown = threads.list.filter(({ resolved }) => resolvedToo || resolved === null)
  if (threads.list.length === 0) return null
  return (
    <section aria-label={t('review.all.comments')}>
      <h3>{t('review.all.comments')}</h3>
      <label className="review-select">
        <input type="checkbox" checked={resolvedToo} onChange={(event) => setResolvedToo(event.target.checked)} />
        {t('comment.showResolved')}
      </label>
      <ol className="change-list">
        {shown.map((thread) => (
          <li key={thread.id}>
            <ThreadCard
              thread={thread}
              threads={threads}
              role={role}
              standing={thread.anchor.kind !== 'words' || handle.coordsOfComment(thread.anchor.mark) !== null}
              active
              onGoTo={() => go(() => goToThread(handle, thread))}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}
