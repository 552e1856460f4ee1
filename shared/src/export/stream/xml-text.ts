/**
 * Text as XML 1.0 can carry it: control characters and lone surrogates, which no XML file can hold and which make Word call a
 * file corrupt, are left out.
 */
export function xmlText(text: string): string {
  return UNWRITABLE.test(text) ? text.replaceAll(new RegExp(UNWRITABLE, 'gu'), '') : text
}

// oxlint-disable-next-line no-control-regex -- these are the characters to remove
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

const RTL_LETTER = String.raw`[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]`
const RIGHT_TO_LEFT = new RegExp(RTL_LETTER, 'u')
const RIGHT_TO_LEFT_STRETCH = new RegExp(
  `(${RTL_LETTER}(?:[^\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Han}]*${RTL_LETTER})?)`,
  'u',
)
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}]/u

/** Whether a run of a right-to-left paragraph takes the complex-script font and direction; words in Latin letters do not. */
export const readsRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text) || !LEFT_TO_RIGHT.test(text)

/** A text cut where words of a right-to-left script begin and end, with what stands between two of them. */
export const directionalRuns = (text: string): { text: string; rightToLeft: boolean }[] =>
  text
    .split(RIGHT_TO_LEFT_STRETCH)
    .map((part, index) => ({ text: part, rightToLeft: index % 2 === 1 }))
    .filter((part) => part.text !== '')
