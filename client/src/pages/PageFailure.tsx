import { Component, type ReactNode } from 'react'
import { ProblemNote } from '../ui/ProblemNote.tsx'
import { CentrePage } from './CentrePage.tsx'

/** Shows what went wrong in place of a page that failed, its code not arriving after an update of the server among the rest. */
export class PageFailure extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <CentrePage title="Travaux">
        <ProblemNote error={error} onRetry={() => location.reload()} />
      </CentrePage>
    )
  }
}
