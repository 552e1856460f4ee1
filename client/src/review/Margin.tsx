import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '@travaux/shared/protocol'
import type { Suggestion } from '@travaux/shared/suggest'
import type { Thread } from '../api/calls.ts'
import { useChanges, useEditorField, type Change, type EditorHandle } from '../editor/index.ts'
import '../i18n/review-strings.ts'
import { ChangeCard } from './ChangeCard.tsx'
import { keyOf, NoChanges } from './ChangeList.tsx'
import { goToThread } from './go-to-thread.ts'
import { useNames } from './people.ts'
import { SuggestionCard } from './SuggestionCard.tsx'
import { ThreadCard } from './ThreadCard.tsx'
import { useDecisions, type Verb } from './use-decisions.ts'
import { usePlacedCards, type Placeable } from './use-placed-cards.ts'
import { useReviewSteps } from './use-review-steps.ts'
import { useSuggestedAt } from './use-suggested-at.ts'
import { useThreads } from './use-threads.ts'
import { useWriting } from './use-writing.ts'
import './changes.css'
import './review.css'

export interface MarginProps {
  /** The text that is shown. */
  handle: EditorHandle
  /** The draft itself, on which is decided. */
  decidesOn: EditorHandle
  draftId: string
  role: Role
  /** What scrolls: the page and this margin stand in it side by side. */
  scroller: HTMLElement
  editable: boolean
}

type Card = Placeable &
  ({ kind: 'change'; change: Change } | { kind: 'suggestion'; suggestion: Suggestion } | { kind: 'thread'; thread: Thread })

/** Changes, suggestions and comments beside the text, each level with its place. Only those near the visible part are drawn. */
export default function Margin({ handle, decidesOn, draftId, role, scroller, editable }: MarginProps) {
  const { t } = useTranslation()
  const threads = useThreads(draftId, decidesOn)
  const cards = useCards(handle, threads.list)
  const [active, setThread] = useActiveCard(handle, cards)
  const [height, setHeight] = useState<number | null>(null)
  const writing = useWriting(scroller)
  const placed = usePlacedCards(scroller, cards, { active, height, writing })
  const suggestions = useEditorField(handle, 'suggestions')
  const names = useNames(draftId, suggestions)
  const suggestedAt = useSuggestedAt(draftId, suggestions)
  const { said, decide } = useDecisions(decidesOn, draftId)
  useReviewSteps(handle)
  /** The card goes, and the focus must not go with it: the next key may be undo. By touch it would bring up the keyboard. */
  const decideOn = (verb: Verb, seen: Suggestion) => {
    decide(verb, [seen])
    if (handle === decidesOn && !matchMedia('(pointer: coarse)').matches) handle.focus()
  }
  const goTo = (card: Card) => {
    switch (card.kind) {
      case 'change':
        return handle.goTo(card.change.eId)
      case 'suggestion':
        return handle.goToSuggestion(card.suggestion.id)
      case 'thread':
        goToThread(handle, card.thread)
        return setThread(card.key)
    }
  }
  const draw = (card: Card, { compact, active }: { compact: boolean; active: boolean }) => {
    const look = { compact, active, onGoTo: () => goTo(card) }
    switch (card.kind) {
      case 'change':
        return (
          <ChangeCard change={card.change} {...look} onRestore={editable ? () => handle.restoreUnit(card.change.eId) : null} />
        )
      case 'suggestion':
        return (
          <SuggestionCard
            suggestion={card.suggestion}
            author={names(card.suggestion.user)}
            at={suggestedAt(card.suggestion.id)}
            role={role}
            thread={threadOf(threads.list, card.suggestion)}
            threads={threads}
            writes={writing}
            {...look}
            onDecide={decideOn}
          />
        )
      case 'thread':
        return <ThreadCard thread={card.thread} threads={threads} role={role} standing={card.top() !== null} {...look} />
    }
  }
  return (
    <>
      {cards.length === 0 ? <NoChanges /> : null}
      <ol className="margin-cards">
        {placed.map((place) =>
          place.kind === 'card' ? (
            <li key={place.card.key} style={{ insetBlockStart: place.top }} ref={place.active ? heightOf(setHeight) : null}>
              {draw(place.card, place)}
            </li>
          ) : (
            <li key={`fold ${place.cards[0]!.key}`} style={{ insetBlockStart: place.top }}>
              <button type="button" className="change-fold" onClick={() => goTo(place.cards[0]!)}>
                {t('review.folded', { count: place.cards.length })}
              </button>
            </li>
          ),
        )}
      </ol>
      <output className="visually-hidden" aria-live="polite">
        {said}
      </output>
    </>
  )
}

/** Calls back with the element's height whenever it changes. */
const heightOf = (tell: (height: number) => void) => (element: HTMLElement | null) => {
  if (!element) return
  const observer = new ResizeObserver(() => tell(element.offsetHeight))
  observer.observe(element)
  return () => observer.disconnect()
}

/** Everything that stands in the margin; resolved threads are in the list of all changes only. */
function useCards(handle: EditorHandle, threads: readonly Thread[]): readonly Card[] {
  const changes = useChanges(handle)
  const suggestions = useEditorField(handle, 'suggestions')
  return useMemo(
    () => [
      ...changes.map((change): Card => ({ kind: 'change', key: keyOf(change), change, top: () => handle.coordsAt(change.eId) })),
      ...suggestions.map((suggestion): Card => ({
        kind: 'suggestion',
        key: suggestion.id,
        suggestion,
        top: () => handle.coordsOfSuggestion(suggestion.id),
      })),
      ...threads
        .filter(({ anchor, resolved }) => anchor.kind !== 'suggestion' && resolved === null)
        .map((thread): Card => ({ kind: 'thread', key: thread.id, thread, top: () => topOfThread(handle, thread) })),
    ],
    [handle, changes, suggestions, threads],
  )
}

function topOfThread(handle: EditorHandle, { anchor }: Thread): number | null {
  switch (anchor.kind) {
    case 'words':
      return handle.coordsOfComment(anchor.mark)
    case 'provision':
      return handle.coordsAt(anchor.eId)
    case 'suggestion':
      return handle.coordsOfSuggestion(anchor.suggestionId)
  }
}

export const threadOf = (threads: readonly Thread[], { id }: Suggestion): Thread | null =>
  threads.find(({ anchor }) => anchor.kind === 'suggestion' && anchor.suggestionId === id) ?? null

/** The thread gone to last, else the suggestion, else the change that the caret stands in. */
function useActiveCard(handle: EditorHandle, cards: readonly Card[]): [string | null, (thread: string) => void] {
  const current = useEditorField(handle, 'current')
  const suggestion = useEditorField(handle, 'activeSuggestion')
  const [thread, setThread] = useState<{ key: string; suggestion: string | null } | null>(null)
  const change = cards.find((card) => card.kind === 'change' && card.change.eId === current)
  // Whoever goes on to another suggestion has left the thread.
  const still = thread !== null && thread.suggestion === suggestion
  return [
    still ? thread.key : (suggestion ?? change?.key ?? null),
    (key) => setThread({ key, suggestion: handle.getSnapshot().activeSuggestion }),
  ]
}
