import type { Author, SuggestionView } from '../types.ts'

/**
 * Colours, the active suggestion and whose suggestions are shown, as rules of a style sheet of the page: changing them touches no
 * element of the text, however many suggestions stand in it.
 */
export class SuggestionStyles {
  readonly #sheet = new CSSStyleSheet()
  #members: readonly Author[]
  #active: string | null = null
  #view: SuggestionView = { shown: 'marked', author: null }

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

  setView(view: SuggestionView): void {
    this.#view = view
    this.#write()
  }

  remove(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet)
  }

  #write(): void {
    const colours = this.#members.map(({ id, color }) => `${authored(id)} { --author: ${color} }`)
    this.#sheet.replaceSync([...colours, ...this.#highlight(), ...viewRules(this.#view)].join('\n'))
  }

  #highlight(): string[] {
    if (this.#active === null) return []
    return [
      `.draft-text [data-suggestion="${CSS.escape(this.#active)}"] { background: color-mix(in srgb, var(--author) 22%, transparent) }`,
    ]
  }
}

const authored = (id: string): string => `.draft-text [data-author="${CSS.escape(id)}"]`

const PROPOSED = ':is(.proposed-words, .proposed-block, .proposed-label)'
const STRUCK = ':is(.struck-words, .proposed-deletion, .proposed-join)'
const PLAIN = '{ text-decoration: none; border: 0; background: none; opacity: 1 }'

function viewRules({ shown, author }: SuggestionView): string[] {
  const hidden = (selector: string) => `${selector} { display: none }`
  const others =
    author === null
      ? []
      : [
          `.draft-text :is(.proposed-words, .proposed-block, .proposed-label):not([data-author="${CSS.escape(author)}"]) { display: none }`,
          `.draft-text ${STRUCK}:not([data-author="${CSS.escape(author)}"]) ${PLAIN}`,
        ]
  const chosen = author === null ? '.draft-text [data-author]' : authored(author)
  switch (shown) {
    case 'marked':
      return others
    case 'accepted':
      return [...others, hidden(`${chosen}${STRUCK}`), `${chosen}${PROPOSED} ${PLAIN}`]
    case 'rejected':
      return [...others, hidden(`${chosen}${PROPOSED}`), `${chosen}${STRUCK} ${PLAIN}`]
  }
}
