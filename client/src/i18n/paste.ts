/** English strings of what a person should know about a paste. */
export const paste = {
  tooLarge: 'Too much to paste at once',
  tooLargeHow: 'Nothing was pasted. Paste the text in smaller parts, or import it as an instrument of its own.',
  notLoaded: 'Nothing was pasted',
  notLoadedHow: 'A part of this page could not be fetched. Try again when the connection is back.',
  footnotes_one: '{{count, number}} footnote was left out',
  footnotes_other: '{{count, number}} footnotes were left out',
  footnotesHow: 'The words were pasted without their footnotes. Take over what you need from the source.',
} as const
