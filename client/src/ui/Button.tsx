import type { ComponentProps, ReactNode } from 'react'
import './button.css'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind
  icon?: ReactNode
}

export function Button({ kind = 'plain', icon, children, className = '', type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={`button button-${kind} ${className}`} {...rest}>
      {icon}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Its name for everyone, drawn as a hint on hover and keyboard focus. */
  label: string
  children: ReactNode
  /** Shown in the hint behind the label, such as "Ctrl+Z". */
  keys?: string
}

export function IconButton({ label, keys, children, className = '', type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      className={`icon-button ${className}`}
      aria-label={label}
      data-hint={keys ? `${label} · ${keys}` : label}
      {...rest}
    >
      {children}
    </button>
  )
}
