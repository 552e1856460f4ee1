import { ContextMenu as Base } from '@base-ui/react/context-menu'
import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactElement, ReactNode } from 'react'
import { ChosenContext, useChosen } from './chosen.ts'
import './menu.css'

/** A menu at the place of a right click (or a long press) on the trigger; its items are those of `Menu`. */
export function ContextMenu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  const { choose, onOpenChangeComplete } = useChosen()
  return (
    <CSPProvider disableStyleElements>
      <Base.Root onOpenChangeComplete={onOpenChangeComplete}>
        <Base.Trigger render={trigger} />
        <Base.Portal>
          <Base.Positioner className="menu-place" collisionPadding={8}>
            <Base.Popup className="menu">
              <ChosenContext value={choose}>{children}</ChosenContext>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  )
}
