import { Toast } from '@base-ui/react/toast'
import { useEffect } from 'react'
import { CloseButton } from './CloseButton.tsx'
import { onNotice, takeNotices } from './Toasts.tsx'
import './toast.css'

/** A problem stays longer: it has more to read. Milliseconds. */
const SHOWN = { info: 5_000, problem: 15_000 }

export default function ToastStack() {
  return (
    <Toast.Provider>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const { toasts, add } = Toast.useToastManager()
  useEffect(() => {
    const show = () => {
      for (const { kind = 'info', ...notice } of takeNotices())
        add({ ...notice, type: kind, timeout: SHOWN[kind], priority: kind === 'problem' ? 'high' : 'low' })
    }
    show()
    return onNotice(show)
  }, [add])
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <div className="toast-words">
        <Toast.Title className="toast-title" />
        <Toast.Description className="toast-detail" />
      </div>
      <Toast.Close render={<CloseButton />} />
    </Toast.Root>
  ))
}
