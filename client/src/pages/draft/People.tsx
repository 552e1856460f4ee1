import { useTranslation } from 'react-i18next'
import type { EditorHandle } from '../../editor/index.ts'
import { blockOfCaret, usePresence } from '../../sync/presence.ts'
import type { DraftSession } from '../../sync/session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useMe } from '../RequireMe.tsx'

/** Room for this many faces in the header. */
const MOST_FACES = 4

/** Who has the draft open now. A click on a face leads to where that person's caret is. */
export function People({ session, handle }: { session: DraftSession; handle: EditorHandle | null }) {
  const { t } = useTranslation()
  const me = useMe()
  const people = usePresence(session.awareness, me.id)
  const rest = people.slice(MOST_FACES)
  const goTo = (caret: unknown) => {
    const eId = blockOfCaret(session.document, caret)
    if (eId) handle?.goTo(eId)
  }
  return (
    <ul className="people" aria-label={t('draft.people')}>
      {people.slice(0, MOST_FACES).map((person) => (
        <li key={person.id}>
          {person.me || person.caret === null ? (
            <span className="person" title={person.me ? t('draft.me', { name: person.name }) : person.name}>
              <Avatar {...person} />
              <span className="visually-hidden">{person.me ? t('draft.me', { name: person.name }) : person.name}</span>
            </span>
          ) : (
            <button
              type="button"
              className="person"
              title={person.name}
              aria-label={t('draft.goToPerson', { name: person.name })}
              onClick={() => goTo(person.caret)}
            >
              <Avatar {...person} />
            </button>
          )}
        </li>
      ))}
      {rest.length > 0 ? (
        <li className="people-more" title={rest.map(({ name }) => name).join(', ')}>
          {t('draft.morePeople', { count: rest.length })}
        </li>
      ) : null}
    </ul>
  )
}
