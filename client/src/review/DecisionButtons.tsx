import { Check, Undo2, X, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { can, type Role } from '@travaux/shared/protocol'
import type { Suggestion } from '@travaux/shared/suggest'
import { useMe } from '../pages/RequireMe.tsx'
import type { Named } from './people.ts'
import type { Verb } from './use-decisions.ts'

export interface DecisionButtonsProps {
  suggestion: Suggestion
  author: Named
  role: Role
  onDecide: (verb: Verb) => void
}

const BUTTONS = {
  accepted: { icon: Check, name: 'review.acceptOf', words: 'review.accept' },
  rejected: { icon: X, name: 'review.rejectOf', words: 'review.reject' },
  withdrawn: { icon: Undo2, name: 'review.withdrawOf', words: 'review.withdraw' },
} as const satisfies Record<Verb, { icon: LucideIcon; name: string; words: string }>

/** Drafters accept and reject; one's own suggestion can be withdrawn. */
export function DecisionButtons({ suggestion, author, role, onDecide }: DecisionButtonsProps) {
  const { t } = useTranslation()
  const me = useMe()
  const verbs = verbsOf(role, suggestion.user === me.id)
  if (verbs.length === 0) return null
  return (
    <p className="card-actions">
      {verbs.map((verb) => {
        const { icon: Icon, name, words } = BUTTONS[verb]
        return (
          <button
            key={verb}
            type="button"
            className="card-action"
            aria-label={t(name, { author: author.name, location: suggestion.location })}
            onClick={() => onDecide(verb)}
          >
            <Icon aria-hidden="true" />
            {t(words)}
          </button>
        )
      })}
    </p>
  )
}

/** What somebody in this role may do with suggestions, of which all are their own or not. */
export function verbsOf(role: Role, own: boolean): readonly Verb[] {
  if (can(role, 'edit')) return ['accepted', 'rejected']
  return can(role, 'suggest') && own ? ['withdrawn'] : []
}
