import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { COMMENT_NODE, ELEMENT_NODE, TEXT_NODE, type PageElement, type PageNode } from './page.ts'

/** A page of deeper elements is a hostile file: browsers themselves stop near 500. */
const MAX_DEPTH = 600

export class PageTooDeep extends Error {}

/** Parses a page as browsers do (the HTML standard), into elements that show, run and fetch nothing. Throws `PageTooDeep`. */
export function parsePage(html: string): PageElement {
  let depth = 0
  const document = parse(html, {
    scriptingEnabled: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      onItemPush: () => {
        if (++depth > MAX_DEPTH) throw new PageTooDeep()
      },
      onItemPop: () => {
        depth--
      },
    },
  })
  const root = document.childNodes.find((node): node is Tree.Element => 'tagName' in node)!
  return new ParsedElement(root, null)
}

class ParsedElement implements PageElement {
  readonly nodeType = ELEMENT_NODE
  readonly nodeValue = null
  readonly localName: string
  readonly childNodes: readonly (PageNode | ParsedElement)[]
  readonly parentElement: PageElement | null
  readonly #attributes: ReadonlyMap<string, string>

  constructor(element: Tree.Element, parent: PageElement | null) {
    this.localName = element.tagName
    this.parentElement = parent
    this.#attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
    this.childNodes = element.childNodes.flatMap((node): (PageNode | ParsedElement)[] => {
      if ('tagName' in node) return [new ParsedElement(node, this)]
      if (node.nodeName === '#text') return [textNode(node.value)]
      return node.nodeName === '#comment' && 'data' in node ? [comment(node.data)] : []
    })
  }

  get id(): string {
    return this.#attributes.get('id') ?? ''
  }
  get children(): PageElement[] {
    return this.childNodes.filter((node) => node instanceof ParsedElement)
  }
  get classList(): string[] {
    return (this.#attributes.get('class') ?? '').split(/\s+/).filter(Boolean)
  }
  get nextElementSibling(): PageElement | null {
    const around = [...(this.parentElement?.children ?? [])]
    return around[around.indexOf(this) + 1] ?? null
  }
  get textContent(): string {
    return this.childNodes.map((node) => node.textContent ?? '').join('')
  }
  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null
  }
  hasAttribute(name: string): boolean {
    return this.#attributes.has(name)
  }
}

/** Its words are no text of the page: `textContent` is that of the words around it. */
const comment = (words: string): PageNode => ({ nodeType: COMMENT_NODE, nodeValue: words, textContent: '', childNodes: [] })

const textNode = (text: string): PageNode => ({ nodeType: TEXT_NODE, nodeValue: text, textContent: text, childNodes: [] })
