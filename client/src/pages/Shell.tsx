import { Pages } from './Pages.tsx'
import { Toasts } from '../ui/Toasts.tsx'

/** What every page stands in. */
export function Shell() {
  return (
    <>
      <Pages />
      <Toasts />
    </>
  )
}
