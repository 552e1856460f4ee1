import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import '../../i18n/home-strings.ts'
import { api } from '../../api/calls.ts'
import { asProblem, ProblemError } from '../../api/problem.ts'
import { meQuery, queryClient } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { CentrePage } from '../CentrePage.tsx'

/** Takes the token out of the address at once, so that it stays in no history and no screenshot. */
function takeToken(): string {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname)
  return token
}

/** Read when the module is loaded: before the router or React's double rendering touches the address. */
const arrivedWith = takeToken()

/** Where a link of invitation or of first set-up leads. The click is asked for because mail scanners open links too. */
export function JoinPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [token] = useState(() => takeToken() || arrivedWith)
  const [name, setName] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.signIn(token, name.trim()),
    onSuccess: async () => {
      queryClient.clear()
      await queryClient.prefetchQuery(meQuery)
      navigate('/', { replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  if (!token)
    return (
      <CentrePage title={t('join.missing.title')}>
        <p>{t('join.missing.detail')}</p>
        <Link to="/">{t('app.home')}</Link>
      </CentrePage>
    )
  if (signIn.error instanceof ProblemError && isDeadLink(signIn.error)) return <DeadLink error={signIn.error} />
  return (
    <CentrePage title={t('join.title')}>
      <p>{t('join.lead')}</p>
      <form onSubmit={submit}>
        <TextField
          label={t('join.name')}
          hint={t('join.nameHint')}
          value={name}
          maxLength={200}
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
        {signIn.error ? <ProblemNote error={signIn.error} /> : null}
        <p className="dialog-actions">
          <Button kind="primary" type="submit" disabled={signIn.isPending}>
            {signIn.isPending ? t('join.working') : t('join.submit')}
          </Button>
        </p>
      </form>
    </CentrePage>
  )
}

const isDeadLink = (error: ProblemError): boolean => error.is('link-used') || error.is('link-expired') || error.is('link-unknown')

function DeadLink({ error }: { error: ProblemError }) {
  const { t } = useTranslation()
  const why = error.is('link-used') ? 'join.used' : error.is('link-expired') ? 'join.expired' : 'join.unknown'
  return (
    <CentrePage title={asProblem(error).title}>
      <p role="alert">{t(why)}</p>
      <Link to="/">{t('app.home')}</Link>
    </CentrePage>
  )
}
