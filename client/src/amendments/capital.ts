/** The words as a heading or a line of their own begins. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('en') + words.slice(1)
