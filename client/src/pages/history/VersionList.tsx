import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { can } from '@travaux/shared/protocol'
import { api, type Draft } from '../../api/calls.ts'
import { asProblem } from '../../api/problem.ts'
import { historyQuery, queryClient } from '../../api/queries.ts'
import { exactTime } from '../../i18n/formats.ts'
import { IconButton } from '../../ui/Button.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { BASE, type Version } from './versions.ts'

export interface VersionListProps {
  draft: Draft
  versions: readonly Version[]
  names: (seq: number) => string
  chosen: number
  onChoose: (seq: number) => void
}

/** What there is to look at, the latest first. */
export function VersionList({ draft, versions, names, chosen, onChoose }: VersionListProps) {
  return (
    <ol className="version-list">
      {versions.map((version) => (
        <li key={version.seq}>
          <button
            type="button"
            className="version"
            aria-current={version.seq === chosen ? 'true' : undefined}
            onClick={() => onChoose(version.seq)}
          >
            <Said draft={draft} version={version} latest={version === versions[0]} />
          </button>
          {can(draft.role, 'edit') ? <Names draftId={draft.id} named={version.named} /> : null}
          <Restorations version={version} names={names} />
        </li>
      ))}
    </ol>
  )
}

function Said({ draft, version, latest }: { draft: Draft; version: Version; latest: boolean }) {
  const { t } = useTranslation()
  const { seq, at, people, named } = version
  const base = t('history.baseOf', { instrument: draft.instrumentTitle, revision: draft.revisionName })
  return (
    <>
      {named.map(({ id, name }) => (
        <strong key={id}>{name}</strong>
      ))}
      {seq === BASE ? <span>{t('history.base')}</span> : null}
      {latest && seq !== BASE ? <span>{t('history.now')}</span> : null}
      {at ? <time dateTime={at}>{exactTime(at)}</time> : <small>{base}</small>}
      {people.length > 0 ? <small>{people.join(', ')}</small> : null}
    </>
  )
}

function Names({ draftId, named }: { draftId: string; named: Version['named'] }) {
  const { t } = useTranslation()
  const remove = async (id: string, name: string) => {
    try {
      await api.unnameVersion(draftId, id)
      notify({ title: t('history.name.removed', { name }) })
    } catch (error) {
      notify({ title: asProblem(error).title, kind: 'problem' })
    }
    await queryClient.invalidateQueries(historyQuery(draftId))
  }
  return named.map(({ id, name }) => (
    <IconButton key={id} label={t('history.name.remove', { name })} onClick={() => void remove(id, name)} data-hint-end="">
      <X />
    </IconButton>
  ))
}

function Restorations({ version, names }: { version: Version; names: (seq: number) => string }) {
  const { t } = useTranslation()
  return version.restorations.map(({ id, seq, by, at }) => (
    <small key={id} className="version-restored">
      {t('history.restoredBy', {
        name: by,
        version: names(seq),
        when: exactTime(at),
      })}
    </small>
  ))
}
