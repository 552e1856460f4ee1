import { Pencil } from 'lucide-react'
import { lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { can } from '@travaux/shared/protocol'
import type { DraftSummary } from '../../api/calls.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { draftAddress, expectDraft } from '../draft/address.ts'
import { useMe } from '../RequireMe.tsx'

const RenameDialog = lazy(() => import('./RenameDialog.tsx'))

/** More faces than this say nothing at a glance. */
const MOST_FACES = 5

export function DraftList({ drafts }: { drafts: readonly DraftSummary[] }) {
  const { t } = useTranslation()
  const { role } = useMe()
  const [renaming, setRenaming] = useState<DraftSummary | null>(null)
  if (drafts.length === 0)
    return (
      <div className="home-empty">
        <p className="home-empty-title">{t('home.noDrafts')}</p>
        <p>{t(can(role, 'createDraft') ? 'home.noDraftsHow' : 'home.noDraftsWatch')}</p>
      </div>
    )
  return (
    <>
      <ul className="draft-list">
        {drafts.map((draft) => (
          <DraftRow key={draft.id} draft={draft} onRename={can(role, 'edit') ? () => setRenaming(draft) : null} />
        ))}
      </ul>
      <Lazily>{renaming ? <RenameDialog draft={renaming} onClose={() => setRenaming(null)} /> : null}</Lazily>
    </>
  )
}

function DraftRow({ draft, onRename }: { draft: DraftSummary; onRename: (() => void) | null }) {
  const { t } = useTranslation()
  const expect = () => void expectDraft(draft.id)
  return (
    <li className="draft-row">
      <div className="draft-words">
        <h3>
          <Link to={draftAddress(draft.id)} onPointerEnter={expect} onFocus={expect}>
            {draft.title}
          </Link>
        </h3>
        <p>{t('home.onInstrument', { instrument: draft.instrumentTitle, revision: draft.revisionName })}</p>
      </div>
      <Faces draft={draft} />
      <p className="draft-when">
        <RelativeTime at={draft.changedAt} say={(when) => t('home.changed', { when })} />
      </p>
      {onRename ? (
        <IconButton
          label={t('home.renameOf', { title: draft.title })}
          className="draft-rename"
          onClick={onRename}
          data-hint-end=""
        >
          <Pencil />
        </IconButton>
      ) : null}
    </li>
  )
}

function Faces({ draft: { members, present } }: { draft: DraftSummary }) {
  const { t } = useTranslation()
  const here = new Set(present)
  const shown = members.toSorted((a, b) => Number(here.has(b.id)) - Number(here.has(a.id)))
  return (
    <ul className="faces" aria-label={t('home.members')}>
      {shown.slice(0, MOST_FACES).map(({ id, name, color }) => (
        <li key={id} title={here.has(id) ? t('home.here', { name }) : name}>
          <Avatar name={name} color={color} present={here.has(id)} />
          <span className="visually-hidden">{here.has(id) ? t('home.here', { name }) : name}</span>
        </li>
      ))}
      {shown.length > MOST_FACES ? (
        <li className="faces-more">{t('draft.morePeople', { count: shown.length - MOST_FACES })}</li>
      ) : null}
    </ul>
  )
}
