import type { Node } from 'prosemirror-model'
import type { Sheet } from '../amendment/index.ts'
import type { Amendment, Header } from '../instruct/index.ts'

/** What every form is made from: two texts and what to call them. */
export interface ExportSource {
  readonly base: Node
  /** Without pending suggestions. */
  readonly draft: Node
  /** BCP 47 tag of the instrument's language. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly instrumentTitle: string
  /** The base in words, as delegates cite it: "Draft convention on cybercrime, final draft (A/AC.291/…)". */
  readonly baseName: string
  readonly draftTitle: string
  readonly generatedAt: Date
}

/** The amendments of a draft and what people have noted about them. */
export interface AmendmentSource extends ExportSource {
  /** At the head of a list of instructions. */
  readonly header: Header
  /** In document order. */
  readonly amendments: readonly Amendment[]
  /** By amendment id; an amendment that nobody has written about is not in it. */
  readonly notes: Sheet
}
