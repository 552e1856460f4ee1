import { useId, type ComponentProps, type ReactNode } from 'react'
import './field.css'

interface Labelled {
  label: string
  hint?: string
}

export function TextField({ label, hint, ...input }: Labelled & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} {...input} />
      {hint ? (
        <small id={`${id}-hint`} className="field-hint">
          {hint}
        </small>
      ) : null}
    </div>
  )
}

export function SelectField({ label, hint, children, ...select }: Labelled & ComponentProps<'select'>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} {...select}>
        {children}
      </select>
      {hint ? (
        <small id={`${id}-hint`} className="field-hint">
          {hint}
        </small>
      ) : null}
    </div>
  )
}

export interface Choice<T extends string> {
  value: T
  label: string
  hint?: string
}

export interface ChoiceFieldProps<T extends string> {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
}

/** One of a few, each explained in words. */
export function ChoiceField<T extends string>({ label, value, choices, onChange }: ChoiceFieldProps<T>): ReactNode {
  const name = useId()
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          <span>
            {choice.label}
            {choice.hint ? <small className="field-hint">{choice.hint}</small> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
