import type { Author } from '../types.ts'

/**
 * Colours and the active suggestion, as rules of a style sheet of the page: changing them touches no
 * element of the text, however many suggestions stand in it.
 */
export class SuggestionStyles {
  readonly #sheet = new CSSStyleSheet()
  #members: readonly Author[]
  #active: string | null = null

  constructor(members: readonly Author[]) {
    this.#members = members
    document.adoptedStyleSheets.push(this.#sheet)
    this.#write()
  }

  setMembers(members: readonly Author[]): void {
    this.#members = members
    this.#write()
  }

  setActive(id: string | null): void {
    if (id === this.#active) return
    this.#active = id
    this.#write()
  }

  remove(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet)
  }

  #write(): void {
    const colours = this.#members.map(({ id, color }) => `${authored(id)} { --author: ${color} }`)
    this.#sheet.replaceSync([...colours, ...this.#highlight()].join('\n'))
  }

  #highlight(): string[] {
    if (this.#active === null) return []
    return [
      `.draft-text [data-suggestion="${CSS.escape(this.#active)}"] { background: color-mix(in srgb, var(--author) 22%, transparent) }`,
    ]
  }
}

const authored = (id: string): string => `.draft-text [data-author="${CSS.escape(id)}"]`
