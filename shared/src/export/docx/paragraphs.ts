import {
  BookmarkEnd,
  BookmarkStart,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  InsertedTextRun,
  Paragraph,
  Tab,
  TextRun,
  XmlComponent,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import type { Mark } from 'prosemirror-model'
import type { Attribution, CommentEdge, ParagraphEnd, Token, Words } from '../stream/token.ts'
import { readsRightToLeft, xmlText } from '../stream/xml-text.ts'

/** Author, UTC date to the second and unique id, as every tracked change of a Word file carries them. */
interface Revision {
  id: number
  author: string
  date: string
}

/** What stands in a paragraph; the library writes bookmark edges there too, though its `ParagraphChild` does not list them. */
type Child = ParagraphChild | BookmarkStart | BookmarkEnd | CommentRangeStart | CommentRangeEnd

/** Writes the stream as Word paragraphs with native tracked changes. One writer writes one file: its ids are unique in it. */
export class ParagraphWriter {
  private nextId = 1
  private readonly rightToLeft: boolean
  private readonly openBookmarks = new Map<string, number>()

  constructor(direction: 'ltr' | 'rtl') {
    this.rightToLeft = direction === 'rtl'
  }

  write(tokens: readonly Token[]): Paragraph[] {
    const paragraphs: Paragraph[] = []
    let children: Child[] = []
    for (const token of tokens) {
      if (token.kind === 'end') {
        paragraphs.push(this.paragraph(token, children))
        children = []
      } else children.push(...this.child(token))
    }
    return paragraphs
  }

  private paragraph(end: ParagraphEnd, children: readonly Child[]): Paragraph {
    const style = (end.draft ?? end.base)!
    const restyled = end.op === 'keep' && end.by && end.base !== end.draft ? { by: end.by, style: end.base! } : null
    return new Paragraph({
      style,
      ...(this.rightToLeft && { bidirectional: true }),
      ...(end.op !== 'keep' && { run: { [end.op === 'insert' ? 'insertion' : 'deletion']: this.revision(end.by!) } }),
      ...(restyled && {
        revision: { ...this.revision(restyled.by), style: restyled.style, ...(this.rightToLeft && { bidirectional: true }) },
      }),
      children: children as ParagraphChild[],
    })
  }

  private child(token: Exclude<Token, ParagraphEnd>): Child[] {
    switch (token.kind) {
      case 'words':
        return this.runs(token)
      case 'open': {
        const id = this.nextId++
        this.openBookmarks.set(token.name, id)
        return [new BookmarkStart(token.name, id)]
      }
      case 'close':
        return [new BookmarkEnd(this.openBookmarks.get(token.name)!)]
      case 'comment':
        return commentEdge(token)
    }
  }

  /** Tabs and line breaks are elements of their own in Word. */
  private runs(words: Words): ParagraphChild[] {
    return xmlText(words.text)
      .split(/([\t\n\r])/)
      .filter((part) => part !== '')
      .map((part) => this.run(words, part))
  }

  private run(words: Words, text: string): ParagraphChild {
    if (words.footnote !== undefined) return this.reference(words, words.footnote, text)
    const content = text === '\t' ? { children: [new Tab()] } : text === '\n' || text === '\r' ? { break: 1 } : { text }
    return this.tracked(words, { ...this.properties(words.marks, text), ...content })
  }

  /** A footnote's mark as the text has it, behind the reference to the footnote itself. */
  private reference(words: Words, footnote: number, text: string): ParagraphChild {
    return this.tracked(words, { ...this.properties(words.marks, text), children: [new MarkedReference(footnote), text] })
  }

  private tracked(words: Words, options: IRunOptions): ParagraphChild {
    if (words.op === 'keep') return new TextRun(options)
    const tracked = { ...options, ...this.revision(words.by!) }
    return words.op === 'insert' ? new InsertedTextRun(tracked) : new DeletedTextRun(tracked)
  }

  private properties(marks: readonly Mark[], text: string): IRunOptions {
    const names = marks.map((mark) => mark.type.name)
    return {
      ...(names.includes('strong') && { bold: true }),
      ...(names.includes('em') && { italics: true }),
      ...(names.includes('noteRef') && { superScript: true }),
      ...(this.rightToLeft && readsRightToLeft(text) && { rightToLeft: true }),
    }
  }

  private revision(by: Attribution): Revision {
    return { id: this.nextId++, author: xmlText(by.author).trim() || UNKNOWN_AUTHOR, date: utcSeconds(by.at) }
  }
}

/** `w:footnoteReference` whose mark follows as words: the library's own has Word count. */
class MarkedReference extends XmlComponent {
  constructor(id: number) {
    super('w:footnoteReference')
    this.root.push({ _attr: { 'w:customMarkFollows': 1, 'w:id': id } })
  }
}

/** Word marks a comment's place with a range and, at its end, a reference; a reply stands where its thread does. */
const commentEdge = ({ edge, ids }: CommentEdge): Child[] =>
  edge === 'start'
    ? ids.map((id) => new CommentRangeStart(id))
    : ids.flatMap((id) => [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })])

/** Word shows a change without an author's name as nobody's and some readers refuse it. */
const UNKNOWN_AUTHOR = 'Travaux'

const utcSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
