import { CSPProvider } from '@base-ui/react/csp-provider'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef, type ReactNode } from 'react'
import { CloseButton } from './CloseButton.tsx'
import './dialog.css'

export interface DialogProps {
  title: string
  /** A sentence below the title. */
  lead?: ReactNode
  wide?: boolean
  /** `sheet` comes from the edge of a phone, `start` like a drawer from the side. */
  shape?: 'box' | 'sheet' | 'start'
  onClose: () => void
  children: ReactNode
}

/**
 * A modal dialog that is open while it is mounted. Escape, the cross and the veil close it. What it asks for has the focus, so that
 * Enter answers it; a dialog that asks nothing begins at the cross.
 */
export function Dialog({ title, lead, wide = false, shape = 'box', onClose, children }: DialogProps) {
  const body = useRef<HTMLDivElement>(null)
  return (
    <CSPProvider disableStyleElements>
      <Base.Root open onOpenChange={(open) => !open && onClose()}>
        <Base.Portal>
          <Base.Backdrop className="dialog-veil" />
          <Base.Viewport className="dialog-place" data-shape={shape}>
            <Base.Popup
              className="dialog"
              data-wide={wide}
              data-shape={shape}
              // By touch the field would bring up the keyboard, which covers half of what there is to read.
              initialFocus={(openedBy) => (openedBy === 'touch' ? null : fieldIn(body.current))}
            >
              <div className="dialog-head">
                <Base.Title className="dialog-title">{title}</Base.Title>
                <Base.Close render={<CloseButton />} />
              </div>
              {lead ? <Base.Description className="dialog-lead">{lead}</Base.Description> : null}
              <div ref={body} className="dialog-body">
                {children}
              </div>
            </Base.Popup>
          </Base.Viewport>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  )
}

const fieldIn = (body: HTMLElement | null): HTMLElement | null =>
  body?.querySelector<HTMLElement>('input:not([type="search"]):not([type="file"]):not([disabled])') ?? null

/** The row of buttons that ends a dialog. */
export const DialogActions = ({ children }: { children: ReactNode }) => <div className="dialog-actions">{children}</div>
