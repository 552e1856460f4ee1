/**
 * What the reader of web pages asks of a page: the part of the DOM that a browser's document and a page parsed on the server have in
 * common.
 */
export interface PageNode {
  readonly nodeType: number
  readonly nodeValue: string | null
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
}

export interface PageElement extends PageNode {
  readonly localName: string
  readonly id: string
  readonly parentElement: PageElement | null
  readonly nextElementSibling: PageElement | null
  readonly children: Iterable<PageElement>
  readonly classList: Iterable<string>
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
}

export const ELEMENT_NODE = 1
export const TEXT_NODE = 3
export const COMMENT_NODE = 8
