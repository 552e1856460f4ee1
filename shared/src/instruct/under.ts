import type { Place } from './instruction.ts'
import { ORDINAL } from './ordinals.ts'
import { inHouseOrder } from './said.ts'

/** A sentence that stands under the name of a unit: "In paragraph 1, …" below "Article 24" is "In article 24, paragraph 1, …". */
export function under(within: Place, sentence: string): string {
  const text = sentence.replace(/,? (?:of|in) (?:this|that|the same) (?:article|annex)\b/gi, '')
  if (/^(?:delete|remove|omit)(?: (?:it|the whole article))?$/i.test(text)) return `Delete ${within}`
  if (/^(?:insert|add)\b/i.test(text)) return inHouseOrder(`In ${within}, ${text.charAt(0).toLowerCase()}${text.slice(1)}`)
  const [, lead, rest] = /^((?:In|After|Before|Replace|Delete|Remove|Omit|Move|Renumber|Retain|Restore) )(.+)$/is.exec(text) ?? []
  if (lead === undefined || rest === undefined) return text
  if (RELATIVE.test(rest) && !/\b(?:articles?|annex|chapter)\b|\bart\./i.test(rest))
    return `${lead}${/^the heading/i.test(rest) ? `the heading of ${within}${rest.slice(11)}` : `${within}, ${rest.replace(/^the /i, '')}`}`
  return rest.startsWith('“') ? inHouseOrder(`In ${within}, ${lead.toLowerCase()}${rest}`) : text
}

const RELATIVE = new RegExp(
  `^(?:the )?(?:new )?(?:(?:sub-?\\s?)?para(?:graph)?s?\\b|points?\\b|chapeau|heading|(?:${ORDINAL}|last) (?:sentence|paragraph|subparagraph))`,
  'i',
)
