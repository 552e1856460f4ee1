import { DOMParser, XMLSerializer, type Document, type Element, type Node } from '@xmldom/xmldom'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/**
 * A lawyer who edits an exported Word file with tracking on, at the level of its XML, as Word, LibreOffice or Google Docs would leave
 * it. Paragraphs, runs and offsets are chosen by number among what there is.
 */
export type Dialect = 'word' | 'libreoffice' | 'google'

export const LAWYER_OPS = [
  'insert',
  'delete',
  'replace',
  'new paragraph',
  'delete paragraph',
  'move paragraph',
  'split',
  'join',
  'bold',
  'comment',
] as const

export interface LawyerEdit {
  readonly op: (typeof LAWYER_OPS)[number]
  readonly paragraph: number
  readonly at: number
  readonly length: number
  readonly text: string
  readonly author: string
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const DATE = '2026-11-25T09:30:00Z'

export class Lawyer {
  readonly #parts: Record<string, Uint8Array>
  readonly #doc: Document
  readonly #dialect: Dialect
  #id = 90_000
  readonly #comments: string[] = []

  constructor(file: Uint8Array, dialect: Dialect = 'word') {
    this.#parts = unzipSync(file)
    this.#doc = new DOMParser().parseFromString(strFromU8(this.#parts['word/document.xml']!), 'text/xml')
    this.#dialect = dialect
  }

  save(): Uint8Array {
    if (this.#dialect === 'google') this.#forget()
    if (this.#comments.length > 0) this.#writeComments()
    const xml = new XMLSerializer().serializeToString(this.#doc)
    return zipSync({ ...this.#parts, 'word/document.xml': strToU8(xml) })
  }

  /** Every paragraph's text as it stands, for tests that look for one. */
  paragraphs(): string[] {
    return this.#paragraphs().map((one) => this.#live(one).map(textOf).join(''))
  }

  edit(edit: LawyerEdit): void {
    const list = this.#paragraphs()
    const paragraph = list[edit.paragraph % list.length]!
    switch (edit.op) {
      case 'insert':
        return this.#insert(paragraph, edit.at, edit.text, edit.author)
      case 'delete':
        return this.#delete(paragraph, edit.at, edit.length, edit.author)
      case 'replace':
        this.#insert(paragraph, edit.at + edit.length, edit.text, edit.author)
        return this.#delete(paragraph, edit.at, edit.length, edit.author)
      case 'new paragraph':
        return this.#newParagraph(paragraph, edit)
      case 'delete paragraph':
        this.#delete(paragraph, 0, Infinity, edit.author, true)
        return paragraph === list.at(-1) ? undefined : this.#mark(paragraph, 'del', edit.author)
      case 'move paragraph':
        return this.#move(paragraph, list.slice(0, -1)[edit.at % list.length], edit.author)
      case 'split':
        return this.#split(paragraph, edit)
      case 'join':
        return paragraph === list.at(-1) ? undefined : this.#mark(paragraph, 'del', edit.author)
      case 'bold':
        return this.#bold(paragraph, edit)
      case 'comment':
        return this.#comment(paragraph, edit)
    }
  }

  /** Changes words without tracking, as somebody does who has switched it off. */
  retype(paragraph: number, before: string, after: string): void {
    const run = this.#live(this.#paragraphs()[paragraph]!).find((one) => textOf(one).includes(before))
    if (!run) throw new Error(`“${before}” is not in one run.`)
    setText(run, textOf(run).replace(before, after))
  }

  #paragraphs(): Element[] {
    return [...this.#doc.getElementsByTagNameNS(W, 'p')].filter(
      (one) => this.#markOf(one, 'del') === null && this.#markOf(one, 'moveFrom') === null,
    )
  }

  /** Runs of a paragraph that are not struck. */
  #live(paragraph: Element): Element[] {
    return [...paragraph.getElementsByTagNameNS(W, 'r')].filter(
      (run) =>
        textOf(run) !== '' &&
        run.getElementsByTagNameNS(W, 't').length > 0 &&
        inside(run, 'del') === null &&
        inside(run, 'moveFrom') === null,
    )
  }

  /** The runs from character `from` to `to`, cut so that they hold just those. Labels and the tab behind them are left alone. */
  #cut(paragraph: Element, from: number, to: number, label: boolean): Element[] {
    const chosen: Element[] = []
    let at = 0
    for (const run of this.#live(paragraph).slice(label ? 0 : this.#labelRuns(paragraph))) {
      const size = textOf(run).length
      const [start, end] = [Math.max(from, at) - at, Math.min(to, at + size) - at]
      at += size
      if (start >= end) continue
      chosen.push(this.#part(run, start, end))
    }
    return chosen
  }

  /** How many runs come before the tab that parts label and words. */
  #labelRuns(paragraph: Element): number {
    const live = [...paragraph.getElementsByTagNameNS(W, 'r')]
    const tab = live.findIndex((run) => run.getElementsByTagNameNS(W, 'tab').length > 0)
    const before = new Set(live.slice(0, tab < 0 ? 0 : tab + 1))
    return this.#live(paragraph).filter((run) => before.has(run)).length
  }

  #part(run: Element, start: number, end: number): Element {
    const text = textOf(run)
    const parts = [text.slice(0, start), text.slice(start, end), text.slice(end)]
    let middle = run
    for (const [index, part] of parts.entries()) {
      if (part === '') continue
      const copy = run.cloneNode(true) as Element
      setText(copy, part)
      run.parentNode!.insertBefore(copy, run)
      if (index === 1) middle = copy
    }
    run.parentNode!.removeChild(run)
    return middle
  }

  #element(name: string, author: string | null = null): Element {
    const element = this.#doc.createElementNS(W, `w:${name}`)
    if (author === null) return element
    element.setAttributeNS(W, 'w:id', String(this.#id++))
    element.setAttributeNS(W, 'w:author', author)
    element.setAttributeNS(W, 'w:date', DATE)
    return element
  }

  #run(text: string): Element {
    const run = this.#element('r')
    run.appendChild(this.#element('t'))
    setText(run, text)
    return run
  }

  #inserted(text: string, author: string): Element {
    const ins = this.#element('ins', author)
    // LibreOffice writes a run a portion, and words may come in several.
    const portions = this.#dialect === 'libreoffice' ? text.split(/(?<= )/) : [text]
    for (const portion of portions) ins.appendChild(this.#run(portion))
    return ins
  }

  #insert(paragraph: Element, at: number, text: string, author: string): void {
    const runs = this.#live(paragraph).slice(this.#labelRuns(paragraph))
    let left = at % (runs.reduce((sum, run) => sum + textOf(run).length, 0) + 1)
    for (const run of runs) {
      const size = textOf(run).length
      if (left > size) {
        left -= size
        continue
      }
      return this.#place(run, left, this.#inserted(text, author))
    }
    const last = runs.at(-1) ?? this.#live(paragraph).at(-1)
    if (last) this.#place(last, textOf(last).length, this.#inserted(text, author))
  }

  /** Puts an element into the middle of a run; an insertion around the run is parted. */
  #place(run: Element, offset: number, element: Element): void {
    const size = textOf(run).length
    const anchor = offset === 0 ? run : offset === size ? run : this.#part(run, offset, size)
    const behind = offset === size && size > 0
    const outer = inside(anchor, 'ins')
    if (!outer) return void anchor.parentNode!.insertBefore(element, behind ? anchor.nextSibling : anchor)
    const rest = outer.cloneNode(false) as Element
    rest.setAttributeNS(W, 'w:id', String(this.#id++))
    let node: Node | null = behind ? anchor.nextSibling : anchor
    while (node) {
      const next: Node | null = node.nextSibling
      rest.appendChild(node)
      node = next
    }
    outer.parentNode!.insertBefore(element, outer.nextSibling)
    if (rest.childNodes.length > 0) outer.parentNode!.insertBefore(rest, element.nextSibling)
  }

  #delete(paragraph: Element, at: number, length: number, author: string, label = false): void {
    const size = this.#live(paragraph).reduce((sum, run) => sum + textOf(run).length, 0)
    const from = length === Infinity ? 0 : at % (size + 1)
    for (const run of this.#cut(paragraph, from, from + length, label)) this.#strike(run, author)
    if (label)
      for (const run of Array.from(paragraph.getElementsByTagNameNS(W, 'r')))
        if (!inside(run, 'del') && run.getElementsByTagNameNS(W, 'tab').length > 0) this.#strike(run, author)
  }

  #strike(run: Element, author: string): void {
    const own = inside(run, 'ins')
    // What one has inserted oneself just goes.
    if (own?.getAttributeNS(W, 'author') === author) return void run.parentNode!.removeChild(run)
    const del = this.#element('del', author)
    run.parentNode!.insertBefore(del, run)
    this.#toDeleted(run)
    del.appendChild(run)
  }

  #toDeleted(run: Element): void {
    for (const t of Array.from(run.getElementsByTagNameNS(W, 't'))) {
      const struck = this.#element('delText')
      struck.setAttribute('xml:space', 'preserve')
      struck.appendChild(this.#doc.createTextNode(t.textContent ?? ''))
      t.parentNode!.replaceChild(struck, t)
    }
  }

  #markOf(paragraph: Element, name: string): Element | null {
    const rPr = child(child(paragraph, 'pPr'), 'rPr')
    return rPr && child(rPr, name)
  }

  #mark(paragraph: Element, name: 'ins' | 'del' | 'moveFrom' | 'moveTo', author: string): void {
    let pPr = child(paragraph, 'pPr')
    if (!pPr) paragraph.insertBefore((pPr = this.#element('pPr')), paragraph.firstChild)
    let rPr = child(pPr, 'rPr')
    if (!rPr) {
      const change = child(pPr, 'pPrChange')
      pPr.insertBefore((rPr = this.#element('rPr')), change)
    }
    const known = this.#markOf(paragraph, 'ins')
    if (name === 'del' && known?.getAttributeNS(W, 'author') === author) return
    rPr.insertBefore(this.#element(name, author), known ? known.nextSibling : rPr.firstChild)
  }

  /** Enter at the end of a paragraph: the old one takes an inserted mark, the new one the mark that was there. */
  #newParagraph(paragraph: Element, { text, author }: LawyerEdit): void {
    const made = this.#element('p')
    const pPr = child(paragraph, 'pPr')
    if (pPr) made.appendChild(pPr.cloneNode(true))
    const marks = child(child(paragraph, 'pPr'), 'rPr')
    for (const one of ['ins', 'del']) {
      const mark = marks && child(marks, one)
      if (mark) marks.removeChild(mark)
    }
    made.appendChild(this.#inserted(text, author))
    paragraph.parentNode!.insertBefore(made, paragraph.nextSibling)
    this.#mark(paragraph, 'ins', author)
  }

  #split(paragraph: Element, { at, author }: LawyerEdit): void {
    const runs = this.#live(paragraph).slice(this.#labelRuns(paragraph))
    const run = runs[at % Math.max(1, runs.length)]
    if (!run || inside(run, 'ins') || textOf(run).length < 2 || run.parentNode !== paragraph) return
    const second = this.#part(run, 1 + (at % (textOf(run).length - 1)), textOf(run).length)
    const made = this.#element('p')
    const pPr = child(paragraph, 'pPr')
    if (pPr) made.appendChild(pPr.cloneNode(true))
    for (let node: Node | null = second; node;) {
      const next: Node | null = node.nextSibling
      made.appendChild(node)
      node = next
    }
    paragraph.parentNode!.insertBefore(made, paragraph.nextSibling)
    const marks = child(pPr, 'rPr')
    const old = marks && (child(marks, 'ins') ?? child(marks, 'del'))
    if (old) marks.removeChild(old)
    this.#mark(paragraph, 'ins', author)
  }

  /** Cut and pasted behind another paragraph: Word and LibreOffice call that a move, Google Docs a deletion and an insertion. */
  #move(paragraph: Element, behind: Element | undefined, author: string): void {
    const runs = this.#live(paragraph)
    const touched = ['ins', 'del', 'pPrChange'].some((name) => paragraph.getElementsByTagNameNS(W, name).length > 0)
    if (!behind || behind === paragraph || runs.length === 0 || touched || !this.#paragraphs().includes(paragraph)) return
    if (paragraph === this.#paragraphs().at(-1) || !/^(?:Level|Recital)/.test(styleOf(paragraph))) return
    const [from, to] = this.#dialect === 'google' ? (['del', 'ins'] as const) : (['moveFrom', 'moveTo'] as const)
    const made = this.#element('p')
    const pPr = child(paragraph, 'pPr')
    if (pPr) made.appendChild(pPr.cloneNode(true))
    for (const run of Array.from(paragraph.getElementsByTagNameNS(W, 'r'))) {
      const moved = this.#element(to, author)
      moved.appendChild(run.cloneNode(true))
      made.appendChild(moved)
      const gone = this.#element(from, author)
      run.parentNode!.insertBefore(gone, run)
      gone.appendChild(run)
      if (from === 'del') this.#toDeleted(run)
    }
    this.#mark(paragraph, from, author)
    this.#mark(made, to, author)
    behind.parentNode!.insertBefore(made, behind.nextSibling)
  }

  #bold(paragraph: Element, { at, length, author }: LawyerEdit): void {
    for (const run of this.#cut(paragraph, at, at + length, false)) {
      if (inside(run, 'ins')) continue
      let rPr = child(run, 'rPr')
      if (!rPr) run.insertBefore((rPr = this.#element('rPr')), run.firstChild)
      if (child(rPr, 'b') || child(rPr, 'rPrChange')) continue
      const change = this.#element('rPrChange', author)
      const before = rPr.cloneNode(true)
      rPr.insertBefore(this.#element('b'), rPr.firstChild)
      change.appendChild(before)
      rPr.appendChild(change)
    }
  }

  #comment(paragraph: Element, { at, length, text, author }: LawyerEdit): void {
    const runs = this.#cut(paragraph, at, at + length, false)
    const id = String(this.#comments.length)
    const edge = (name: string) => {
      const element = this.#element(name)
      element.setAttributeNS(W, 'w:id', id)
      return element
    }
    const [first, last] = [runs[0] && top(runs[0], paragraph), runs.at(-1) && top(runs.at(-1)!, paragraph)]
    if (!first || !last) return
    paragraph.insertBefore(edge('commentRangeStart'), first)
    paragraph.insertBefore(edge('commentRangeEnd'), last.nextSibling)
    this.#comments.push(
      `<w:comment w:id="${id}" w:author="${author}" w:date="${DATE}"><w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p></w:comment>`,
    )
  }

  #writeComments(): void {
    this.#parts['word/comments.xml'] = strToU8(
      `<?xml version="1.0"?><w:comments xmlns:w="${W}">${this.#comments.join('')}</w:comments>`,
    )
    const name = 'word/_rels/document.xml.rels'
    const relationship = `<Relationship Id="rIdComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>`
    const known = strFromU8(this.#parts[name]!)
    if (!known.includes('relationships/comments"'))
      this.#parts[name] = strToU8(known.replace('</Relationships>', `${relationship}</Relationships>`))
  }

  /** Google Docs keeps neither bookmarks nor properties. */
  #forget(): void {
    for (const name of ['bookmarkStart', 'bookmarkEnd'])
      for (const one of Array.from(this.#doc.getElementsByTagNameNS(W, name))) one.parentNode!.removeChild(one)
    delete this.#parts['docProps/custom.xml']
    delete this.#parts['docProps/core.xml']
  }
}

const child = (element: Element | null, name: string): Element | null =>
  ([...(element?.childNodes ?? [])].find((node) => node.nodeType === 1 && (node as Element).localName === name) as
    | Element
    | undefined) ?? null

const styleOf = (paragraph: Element): string => child(child(paragraph, 'pPr'), 'pStyle')?.getAttributeNS(W, 'val') ?? ''

const textOf = (run: Element): string => [...run.getElementsByTagNameNS(W, 't')].map((t) => t.textContent ?? '').join('')

function setText(run: Element, text: string): void {
  const [t, ...rest] = [...run.getElementsByTagNameNS(W, 't')]
  for (const one of rest) one.parentNode!.removeChild(one)
  t!.textContent = text
  t!.setAttribute('xml:space', 'preserve')
}

/** The mark of this name around a run, within its paragraph. */
function inside(node: Element, name: string): Element | null {
  for (let at = node.parentNode as Element | null; at && at.localName !== 'p'; at = at.parentNode as Element | null)
    if (at.localName === name) return at
  return null
}

/** The ancestor that stands directly in the paragraph. */
function top(node: Element, paragraph: Element): Node {
  let at: Node = node
  while (at.parentNode && at.parentNode !== paragraph) at = at.parentNode
  return at
}

/** An edit of these words. Labels are runs of their own: what stands before the words is not counted. */
export const inWords = (lawyer: Lawyer, words: string, fields: Partial<LawyerEdit> & Pick<LawyerEdit, 'op'>): LawyerEdit => {
  const paragraph = lawyer.paragraphs().findIndex((text) => text.includes(words))
  const text = lawyer.paragraphs()[paragraph]!
  const label = /^(?:\d+\.|\([a-z]\))/.exec(text)?.[0].length ?? 0
  return { paragraph, at: text.indexOf(words) - label, length: words.length, text: 'new', author: 'Jane Roe', ...fields }
}
