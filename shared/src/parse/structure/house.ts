import { label, type Labelled } from '../../number/index.ts'

/** The form as the document keeps it: null where the house style of the language prints the same label. */
export function houseOr(form: string, labelled: Labelled, language: string): string | null {
  if (labelled.number === null) return null
  const printed = label({ ...labelled, form: null }, language)
  return printed === form.replace('#', () => labelled.number!) ? null : form
}
