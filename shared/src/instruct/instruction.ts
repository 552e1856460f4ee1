/**
 * An instruction is a change as a sentence states it (`replay` carries it out, `sentence` prints it, `parseInstructions` reads it
 * back). All places are places of the base, but for what comes beside something that another instruction brings (`arrivals.ts`); the
 * instructions of a list are carried out together, not one after the other.
 */
export type Instruction =
  | { readonly type: 'words'; readonly at: readonly Place[]; readonly edit: WordEdit; readonly also: readonly Consequence[] }
  | { readonly type: 'replace'; readonly at: Place; readonly lines: readonly string[]; readonly also: readonly Consequence[] }
  | {
      readonly type: 'insert'
      readonly side: 'after' | 'before'
      readonly at: Place
      /** What is new, in words: "article 6 bis", "subparagraph (b bis)", "preambular paragraph". */
      readonly name: string
      readonly lines: readonly string[]
      readonly also: readonly Consequence[]
    }
  | { readonly type: 'delete'; readonly at: Place; readonly also: readonly Consequence[] }
  | {
      readonly type: 'move'
      readonly at: Place
      readonly side: 'after' | 'before'
      readonly to: Place
      readonly also: readonly Consequence[]
    }
  | { readonly type: 'renumber'; readonly at: Place; readonly number: string; readonly also: readonly Consequence[] }
  | { readonly type: 'retain'; readonly at: Place; readonly revision: string; readonly also: readonly Consequence[] }

/**
 * A place of the base in words, in one spelling: "article 24, paragraph 1, subparagraph (a)(i)", "article 35, paragraph 1, chapeau",
 * "the heading of article 24", "the second preambular paragraph", "the title", "article 24, paragraph 1, second sentence".
 */
export type Place = string

/** An edit of words. `occurrence` counts from 1 among the whole-word hits of the quoted words; null where they are unique. */
export type WordEdit =
  | { readonly op: 'replace'; readonly words: string; readonly by: string; readonly occurrence: Occurrence }
  | { readonly op: 'delete'; readonly words: string; readonly occurrence: Occurrence }
  | { readonly op: 'after' | 'before'; readonly words: string; readonly insert: string; readonly occurrence: Occurrence }
  | { readonly op: 'add'; readonly insert: string }
export type Occurrence = number | 'every' | null

/** What else follows from an instruction, in a sentence of its own behind it. */
export type Consequence =
  /** "Renumber the subsequent paragraphs accordingly." */
  | { readonly type: 'renumber'; readonly units: string }
  /** "Update the reference in article 35, paragraph 1." */
  | { readonly type: 'reference'; readonly at: Place }

/** What the numbers of a list refer to: printed once, at its head. */
export interface Header {
  readonly title: string
  readonly symbol: string | null
  /** "final draft". */
  readonly revision: string | null
  /** As it is printed: "6 February 2024". */
  readonly date: string | null
}

/** Why something pasted is not understood or can't be carried out, in words for the person who pasted it. */
export interface Problem {
  /** Index in the list of instructions; null for what belongs to none. */
  readonly item: number | null
  /** Line of the pasted text, from 1; null when the instruction did not come from a text. */
  readonly line: number | null
  /** The words that it is about. */
  readonly words: string
  readonly message: string
}
