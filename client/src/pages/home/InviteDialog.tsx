import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES, type Role } from '@travaux/shared/protocol'
import { api, type Invitation, type Invited } from '../../api/calls.ts'
import { asProblem } from '../../api/problem.ts'
import { invitationsQuery, queryClient } from '../../api/queries.ts'
import { exactDay } from '../../i18n/formats.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import './invite.css'

/** How long a link may stay open; 14 days unless chosen otherwise. */
const DAYS = [2, 7, 14, 30, 90]

export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [invited, setInvited] = useState<Invited | null>(null)
  return (
    <Dialog title={t('invite.title')} lead={t('invite.lead')} onClose={onClose} wide>
      {invited ? <Ready invited={invited} /> : null}
      <InviteForm onInvited={setInvited} />
      <Invitations onInvited={setInvited} />
    </Dialog>
  )
}

function Ready({ invited }: { invited: Invited }) {
  const { t } = useTranslation()
  return (
    <div className="invite-ready" aria-live="polite">
      <h3>{t('invite.ready', { name: invited.name })}</h3>
      <CopyField label={t('invite.link')} value={invited.link} />
      <p>{t('invite.readyHow', { name: invited.name, until: exactDay(invited.expiresAt) })}</p>
    </div>
  )
}

function InviteForm({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('drafter')
  const [days, setDays] = useState(14)
  const invite = useMutation({
    mutationFn: () => api.invite({ name: name.trim(), role, days }),
    onSuccess: async (invited) => {
      onInvited(invited)
      setName('')
      await queryClient.invalidateQueries(invitationsQuery)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  return (
    <form onSubmit={submit}>
      <TextField
        label={t('invite.name')}
        value={name}
        required
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <ChoiceField
        label={t('invite.role')}
        value={role}
        onChange={setRole}
        choices={ROLES.map((value) => ({ value, label: t(`role.${value}`), hint: t(`role.may.${value}`) }))}
      />
      <div className="invite-end">
        <SelectField label={t('invite.days')} value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {t('invite.daysCount', { count })}
            </option>
          ))}
        </SelectField>
        <Button kind="primary" type="submit" disabled={invite.isPending || name.trim() === ''}>
          {t('invite.submit')}
        </Button>
      </div>
      {invite.error ? <ProblemNote error={invite.error} /> : null}
    </form>
  )
}

function Invitations({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(invitationsQuery)
  return (
    <section className="invite-list">
      <h3>{t('invite.list')}</h3>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p>{t('invite.none')}</p> : null}
      <ul>
        {data?.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onInvited={onInvited} />
        ))}
      </ul>
    </section>
  )
}

interface InvitationRowProps {
  invitation: Invitation
  onInvited: (invited: Invited) => void
}

function InvitationRow({ invitation, onInvited }: InvitationRowProps) {
  const { t } = useTranslation()
  const state = invitationState(invitation)
  const revoke = useMutation({
    mutationFn: () => api.revokeInvitation(invitation.id),
    onSuccess: async () => {
      notify({ title: t('invite.revokedNow', { name: invitation.name }) })
      await queryClient.invalidateQueries(invitationsQuery)
    },
    onError: (error) => notify({ ...asProblem(error), description: asProblem(error).detail, kind: 'problem' }),
  })
  return (
    <li className="invite-row">
      <p>
        <strong>{invitation.name}</strong> <span>{t(`role.${invitation.role}`)}</span>
        <small>{t(`invite.${state.kind}`, { when: exactDay(state.when) })}</small>
      </p>
      {state.kind === 'open' ? (
        <Button
          kind="danger"
          disabled={revoke.isPending}
          aria-label={t('invite.revokeOf', { name: invitation.name })}
          onClick={() => revoke.mutate()}
        >
          {t('invite.revoke')}
        </Button>
      ) : null}
      {invitation.usedBy === null ? null : (
        <NewLink person={{ id: invitation.usedBy, name: invitation.name }} onInvited={onInvited} />
      )}
    </li>
  )
}

/** For somebody who has come in before and has lost their session: they go on as themselves. */
function NewLink({ person, onInvited }: { person: { id: string; name: string }; onInvited: (invited: Invited) => void }) {
  const { t } = useTranslation()
  const make = useMutation({
    mutationFn: () => api.inviteAgain(person.id),
    onSuccess: async (invited) => {
      onInvited(invited)
      await queryClient.invalidateQueries(invitationsQuery)
    },
    onError: (error) => notify({ ...asProblem(error), description: asProblem(error).detail, kind: 'problem' }),
  })
  return (
    <Button disabled={make.isPending} aria-label={t('invite.againOf', { name: person.name })} onClick={() => make.mutate()}>
      {t('invite.again')}
    </Button>
  )
}

function invitationState({ usedAt, revokedAt, expiresAt }: Invitation): {
  kind: 'used' | 'revoked' | 'expired' | 'open'
  when: string
} {
  if (usedAt) return { kind: 'used', when: usedAt }
  if (revokedAt) return { kind: 'revoked', when: revokedAt }
  return { kind: new Date(expiresAt) < new Date() ? 'expired' : 'open', when: expiresAt }
}
