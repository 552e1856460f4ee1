import { DOMParser, type ParseOptions, type ResolvedPos, type Schema, type Slice } from '@tiptap/pm/model'
import type { ClipboardReader } from './clipboard-reader.ts'

/**
 * The clipboard reader, whose code (with the structure step some 15 kB) is fetched when the editor stands, so that the text is not kept
 * waiting for it. It reads nothing before `ready`.
 */
export class LateReader extends DOMParser {
  #reader: ClipboardReader | null = null
  readonly #load: () => Promise<ClipboardReader>

  constructor(schema: Schema, load: () => Promise<ClipboardReader>) {
    super(schema, [])
    this.#load = load
  }

  get ready(): boolean {
    return this.#reader !== null
  }

  /** Fetches the code unless it is there; rejects without a connection, and may be tried again. */
  async prepare(): Promise<void> {
    this.#reader ??= await this.#load()
  }

  override parseSlice(dom: HTMLElement, options?: ParseOptions): Slice {
    return this.#reader!.parseSlice(dom, options)
  }

  parseText(text: string, $context: ResolvedPos): Slice {
    return this.#reader!.parseText(text, $context)
  }
}
