import { useEffect } from 'react'
import type { EditorHandle, ReferenceRepair } from '../../editor/index.ts'
import { patiently } from '../../ui/patiently.ts'

/** Carries out the repairs that the page of amendments has sent here with the address, once the text is there. */
export function useAskedRepairs(handle: EditorHandle | null): void {
  useEffect(() => {
    const { repairs } = (history.state ?? {}) as { repairs?: readonly ReferenceRepair[] }
    if (!handle || !repairs) return
    history.replaceState(null, '')
    void patiently(() => import('../../amendments/carry-out-repairs.ts')).then(({ carryOutRepairs }) =>
      carryOutRepairs(handle, repairs),
    )
  }, [handle])
}
