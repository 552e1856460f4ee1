import { CSPProvider } from '@base-ui/react/csp-provider'
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { ChosenContext, useChoose, useChosen } from './chosen.ts'
import './menu.css'

/** A button with a menu. The trigger is the button itself; items are `MenuItem`s. */
export function Menu({
  trigger,
  children,
  defaultOpen = false,
}: {
  trigger: ReactElement
  children: ReactNode
  defaultOpen?: boolean
}) {
  const { choose, onOpenChangeComplete } = useChosen()
  return (
    <CSPProvider disableStyleElements>
      <Base.Root defaultOpen={defaultOpen} modal={false} onOpenChangeComplete={onOpenChangeComplete}>
        <Base.Trigger render={trigger} />
        <Base.Portal>
          <Base.Positioner className="menu-place" sideOffset={6} align="end" collisionPadding={8}>
            <Base.Popup className="menu">
              <ChosenContext value={choose}>{children}</ChosenContext>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  )
}

export interface MenuItemProps {
  onSelect: () => void
  icon?: ReactNode
  hint?: string
  disabled?: boolean
  children: ReactNode
}

export function MenuItem({ onSelect, icon, hint, disabled = false, children }: MenuItemProps) {
  const choose = useChoose()
  return (
    <Base.Item className="menu-item" onClick={() => choose(onSelect)} disabled={disabled}>
      <span className="menu-icon">{icon}</span>
      <span>
        {children}
        {hint ? <small className="menu-hint">{hint}</small> : null}
      </span>
    </Base.Item>
  )
}

export const MenuGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <Base.Group>
    <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
    {children}
  </Base.Group>
)

export const MenuLine = () => <Base.Separator className="menu-line" />

export interface MenuChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string; hint?: string }[]
  onChange: (value: T) => void
}

/** One of several, such as the appearance. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick={false}>
            <span className="menu-icon">
              <Base.RadioItemIndicator className="menu-dot" />
            </span>
            <span>
              {option.label}
              {option.hint ? <small className="menu-hint">{option.hint}</small> : null}
            </span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

export interface MenuSwitchProps {
  checked: boolean
  hint: string
  onChange: (checked: boolean) => void
  children: ReactNode
}

export function MenuSwitch({ checked, hint, onChange, children }: MenuSwitchProps) {
  return (
    <Base.CheckboxItem className="menu-item" checked={checked} onCheckedChange={onChange} closeOnClick={false}>
      <span className="menu-icon">
        <Base.CheckboxItemIndicator className="menu-check">✓</Base.CheckboxItemIndicator>
      </span>
      <span>
        {children}
        <small className="menu-hint">{hint}</small>
      </span>
    </Base.CheckboxItem>
  )
}
