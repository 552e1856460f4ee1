import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Draft } from '../../api/calls.ts'
import { queryClient, workspaceQuery } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField, TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import type { Choices } from './form.ts'

interface AuthorChoiceProps {
  role: Draft['role']
  value: Choices['authors']
  onChange: (value: Choices['authors']) => void
}

/** Whether people are named in the file or the coalition alone, whose name a coordinator sets here. */
export function AuthorChoice({ role, value, onChange }: AuthorChoiceProps) {
  const { t } = useTranslation()
  const { data: workspace } = useQuery(workspaceQuery)
  const name = workspace?.coalition ?? '…'
  return (
    <>
      <ChoiceField
        label={t('exporting.authors')}
        value={value}
        choices={[
          { value: 'names', label: t('exporting.authorsNames') },
          { value: 'coalition', label: t('exporting.authorsCoalition', { name }) },
        ]}
        onChange={onChange}
      />
      {workspace && value === 'coalition' && role === 'coordinator' ? <CoalitionName name={workspace.coalition} /> : null}
    </>
  )
}

function CoalitionName({ name }: { name: string }) {
  const { t } = useTranslation()
  const [written, setWritten] = useState(name)
  const rename = useMutation({
    mutationFn: () => api.nameCoalition(written.trim()),
    onSuccess: async ({ coalition }) => {
      await Promise.all([queryClient.invalidateQueries(workspaceQuery), queryClient.invalidateQueries({ queryKey: ['preview'] })])
      notify({ title: t('exporting.named', { name: coalition }) })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate()
  }
  return (
    <form className="exporting-coalition" onSubmit={submit}>
      <TextField
        label={t('exporting.coalition')}
        value={written}
        required
        maxLength={200}
        onChange={(event) => setWritten(event.target.value)}
      />
      <Button type="submit" disabled={rename.isPending || written.trim() === '' || written.trim() === name}>
        {t('exporting.nameIt')}
      </Button>
      {rename.error ? <ProblemNote error={rename.error} /> : null}
    </form>
  )
}
