import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem.ts'
import { Button } from './Button.tsx'
import './problem-note.css'

export interface ProblemNoteProps {
  error: unknown
  /** What did not work, when the problem's own title needs a frame. */
  title?: string
  /** A sentence behind the detail, such as "Nothing has been stored." */
  after?: string
  onRetry?: () => void
}

/** What went wrong, in words, with the file and the place where the server names them. */
export function ProblemNote({ error, title, after, onRetry }: ProblemNoteProps) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{title ?? problem.title}</p>
      {title ? <p>{problem.title}</p> : null}
      {problem.detail ? <p>{problem.detail}</p> : null}
      {problem.file ? <p className="problem-place">{problem.file}</p> : null}
      {problem.place ? <p className="problem-place">{t('problem.place', { place: problem.place })}</p> : null}
      {after ? <p>{after}</p> : null}
      {onRetry ? <Button onClick={onRetry}>{t('action.retry')}</Button> : null}
    </div>
  )
}
