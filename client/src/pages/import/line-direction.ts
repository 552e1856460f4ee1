const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * The direction of a line where it is not that of the text around it: a date or a symbol in Latin letters within a text that runs from
 * right to left ("14 November 2031" would be shown as "November 2031 14").
 */
export const lineDirection = (words: string, around: 'ltr' | 'rtl'): 'ltr' | undefined =>
  around === 'rtl' && !RTL.test(words) && /\p{L}/u.test(words) ? 'ltr' : undefined
