import { escaped } from '../html/escape.ts'

/** An element as text; attributes that are null are left out, an element without content closes itself. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes).map(([key, value]) => (value === null ? '' : ` ${key}="${escaped(value)}"`))
  const inner = content.join('')
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`
}

export { escaped as words } from '../html/escape.ts'

/** eIds, of which a document has each once (Akoma Ntoso 3.0, naming convention 5). */
export class EIds {
  private readonly taken = new Set<string>()

  /** The id itself, or one made of it where it is taken. */
  unique(wanted: string): string {
    const plain = wanted.replaceAll(/\s+/g, '') || 'p'
    let eId = plain
    for (let copy = 2; this.taken.has(eId); copy++) eId = `${plain}_${copy}`
    this.taken.add(eId)
    return eId
  }
}
