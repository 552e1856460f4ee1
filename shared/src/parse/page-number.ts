import { asciiDigits, roman } from './numeral.ts'

/** "– 12 –" as "– # –" with 12; a roman number that stands by itself counts too. */
export function framed(text: string): { frame: string; numbers: number[] } {
  const numbers: number[] = []
  const plain = asciiDigits(text.trim()).replace(/\s+/g, ' ')
  const frame = plain.replace(/\d+|(?<=^|[\s–—-])[ivxlc]+(?=$|[\s–—-])/gi, (found) => {
    const value = /\d/.test(found) ? Number(found) : roman(found)
    if (value === null) return found
    numbers.push(value)
    return '#'
  })
  return { frame, numbers }
}

const PAGE_NUMBER =
  /^(?:[-–—|[(]\s*)?(?:(?:page|p\.|página|pág\.|pagina|seite|стр\.|صفحة|الصفحة|第)\s*)?#\s*(?:(?:of|de|von|из|sur|\/)\s*#)?(?:\s*[-–—|\])])?(?:\s*页)?$/iu

/** Whether a line, framed, is the number of a page and nothing else. */
export const isPageNumber = (frame: string): boolean => PAGE_NUMBER.test(frame)

/** Whether the number is set off by dashes or words ("- 2 -", "Page 2 of 9"), so that it is no label whatever stands around it. */
export const isSetOff = (frame: string): boolean => isPageNumber(frame) && /^[-–—|].*[-–—|]$|\p{L}|\//u.test(frame)
