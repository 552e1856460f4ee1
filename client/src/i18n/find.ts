/** English strings of finding and replacing in the text. */
export const find = {
  title: 'Find in the text',
  words: 'Find',
  replacement: 'Replace with',
  position: '{{current, number}} of {{count, number}}',
  none: 'Not found',
  next: 'Next match',
  previous: 'Previous match',
  matchCase: 'Match capital letters',
  wholeWords: 'Whole words only',
  showReplace: 'Replace…',
  replace: 'Replace',
  replaceAll: 'Replace all',
  replaced_one: '{{count, number}} match replaced',
  replaced_other: '{{count, number}} matches replaced',
  close: 'Close, and select the match',
} as const
