/** A line of a text file. */
export interface TextLine {
  text: string
  /** Its number in the file, 1 for the first. */
  at: number
  /** Whether a page begins with it: a form feed stands before it. */
  opensPage: boolean
  /** Numbers of the notes that its `NOTE_REF` characters stand for, in order. */
  references?: readonly string[]
}

/** The lines of a text, without the spaces at their ends. */
export const textLines = (text: string): TextLine[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((line, index) =>
      line.split('\f').map((part, page) => ({ text: part.trimEnd(), at: index + 1, opensPage: page > 0 })),
    )

export const isBlank = ({ text }: TextLine): boolean => text.trim() === ''
