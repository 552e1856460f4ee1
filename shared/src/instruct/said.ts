import { LATIN_WORDS } from '../number/index.ts'
import { ORDINAL } from './ordinals.ts'

/**
 * What delegates say, brought into the order of the grammar: "Art. 24(1): “a” should read “b”" is "In art. 24(1), replace “a” with
 * “b”". Works on a sentence whose quotations are slots (`Template`), so that no rule touches a quoted word.
 */
export function inHouseOrder(text: string): string {
  return RULES.reduce((said, [pattern, by]) => said.replace(pattern, by as string), text)
}

/** A place, as a stretch without quotations; where a place can begin, so that a verb is not taken for one. */
const UNIT =
  '(?:the )?(?:new )?(?:(?:whole |entire )?(?:text|title|preamble|closing|heading|chapeau)|articles?\\b|arts?\\.|annex(?:es)?|chapters?|chap\\.|parts?|(?:sub)?sections?|sect?\\.|(?:sub-?\\s?)?paragraphs?|(?:sub-?\\s?)?paras?\\b\\.?|points?|recitals?|footnotes?|preambular|pp\\s?\\d|op\\s?\\d|last|first' +
  `|${ORDINAL})`
const PLACE = `(${UNIT}[^“”:]*?)`
const BELOW = `((?:the )?(?:new )?(?:(?:sub-?\\s?)?paragraphs?|(?:sub-?\\s?)?paras?\\b\\.?|points?|articles?|sections?|chapeau|heading|last|${ORDINAL})\\b[^“”:]*?)`
const Q = '“\\d+”'
const OCC = '(?: (?:where|when) it \\S+ occurs| (?:in|at) its \\S+ occurrence| wherever (?:it occurs|they occur)| throughout)?'
const THE_WORDS = '(?:(?:the )?(?:words?|phrase|expression|term|sentence) )?'
const FOLLOWS =
  '(?:,? (?:reading|to read|which (?:would )?reads?|worded|as follows|reading as follows|to read as follows|which (?:would )?reads? as follows))?'
const SHOULD = '(?:should|shall|would|must|is to|are to|to)'

const BE = `(?:${SHOULD} be|is|are|is hereby)`

const rule = (pattern: string, by: string | Rewrite): [RegExp, string | Rewrite] => [new RegExp(pattern, 'iu'), by]
type Rewrite = (whole: string, ...groups: string[]) => string

const RULES: readonly (readonly [RegExp, string | Rewrite])[] = [
  rule('^(?:please|kindly) ', ''),
  rule(
    '^(?:it is (?:proposed|suggested|recommended)|(?:we|the coalition|the delegation of \\p{L}+) (?:propose|suggest|recommend|request)s?|proposal|proposed)(?: (?:that|the following))?(?: to)?:? ',
    '',
  ),
  // Substitute “new” for “old”.
  rule(`substitute ${THE_WORDS}(${Q}) for ${THE_WORDS}(${Q}${OCC})`, 'replace $2 with $1'),
  rule(
    `\\b(?:delete|strike(?: out)?|remove|omit) ${THE_WORDS}(${Q}${OCC}),? and (?:replace (?:it |them |that )?(?:with|by)|insert|substitute|add|put)(?: instead)? ${THE_WORDS}(${Q})(?: instead| in (?:its|their) place)?`,
    'replace $1 with $2',
  ),
  rule(`\\b(?:change|amend|modify|correct) ${THE_WORDS}(${Q}${OCC}) (?:to(?: read)?|into) (${Q})`, 'replace $1 with $2'),
  rule(`\\bfor ${THE_WORDS}(${Q}${OCC}),? (?:read|substitute) (${Q})`, 'replace $1 with $2'),
  rule(
    `${THE_WORDS}(${Q}${OCC}) (?:${SHOULD} (?:read|become)|${BE} (?:replaced (?:with|by)|changed to)|becomes|→|->|=>) ${THE_WORDS}(${Q})`,
    'replace $1 with $2',
  ),
  rule(`${THE_WORDS}(${Q}${OCC}) ${BE} (?:deleted|omitted|removed|struck(?: out)?)`, 'delete $1'),
  rule(`^${PLACE} ${BE} (deleted|omitted|removed|struck(?: out)?)$`, 'Delete $1'),
  // A unit is to read otherwise.
  rule(
    `^(?:in )?${PLACE}(?:,|\\s?:)? (?:(?:${SHOULD} )?(?:now )?(?:be (?:amended|revised|reworded)(?: so as)? )?(?:to )?reads?(?: as follows)?|${BE} replaced (?:with|by)(?: the following(?: text)?)?):? (${Q})$`,
    'Replace $1 with the following: $2',
  ),
  rule(
    `^(?:amend|revise|reword|redraft|rewrite|modify|change|reformulate) ${PLACE},? (?:so as )?to read(?: as follows)?:? (${Q})$`,
    'Replace $1 with the following: $2',
  ),
  // Article 24: delete “…”.
  rule(
    `^${PLACE}(?:\\s?:|\\s[–—-])\\s?(?=(?:“|replace|substitute|delete|remove|strike|omit|insert|add|after|before|between|move|retain|restore|reinstate|keep|revert|at the end|${SHOULD} |reads?\\b|renumber|the words?))`,
    'In $1, ',
  ),
  rule(
    `^(?:replace|substitute) ${PLACE},? (?:with|by)(?: the following(?: (?:text|wording|language))?)?:? (${Q})$`,
    'Replace $1 with the following: $2',
  ),
  // Units below the place that is named first.
  rule(
    `^In ${PLACE},? (after|before) ${BELOW},? (?:insert|add)\\b(.*)$`,
    (_all, place, side, unit, rest) => `${side} ${place}, ${unit}, insert${rest}`,
  ),
  rule(
    `^In ${PLACE},? (?:insert|add)\\b([^“]*?),? (after|before) ${BELOW}(${FOLLOWS}:? ${Q})$`,
    (_all, place, name, side, unit, rest) => `${side} ${place}, ${unit}, insert${name}${rest}`,
  ),
  rule(
    `^In ${PLACE},? (?:replace|substitute) ${BELOW},? (?:with|by)(?: the following(?: (?:text|wording|language))?)?:? (${Q})$`,
    'Replace $1, $2, with the following: $3',
  ),
  rule(`^In ${PLACE},? (?:delete|remove|omit|strike(?: out)?) ${BELOW}$`, 'Delete $1, $2'),
  rule(
    `^In ${PLACE},? (move|renumber|retain|restore|reinstate) ${BELOW}(?=,? (?:to|after|before|as|in|of|from)\\b)`,
    '$2 $1, $3',
  ),
  rule(
    `^In ${PLACE},? (?:delete|remove|omit|strike(?: out)?)(?: it| (?:in its|the) (?:entirety|whole|entire .*|whole .*))?$`,
    'Delete $1',
  ),
  rule(
    `^(Delete|Remove|Omit|Strike(?: out)?) (?:the (?:whole|entire|entirety) of )?(${UNIT}[^“”]*?)(?:,? (?:in its entirety|entirely|altogether))?$`,
    'Delete $2',
  ),
  // What is new, and where.
  rule(
    `^(?:the following|an?) (?:new )?([^“”]+?) ${BE} (?:inserted|added) (after|before) ${PLACE}(${FOLLOWS}:? ${Q})$`,
    (_all, name, side, unit, rest) => `${side} ${unit}, insert a new ${name}${rest}`,
  ),
  rule(
    `^(?:insert|add)(?: the following)?(?: an?)?(?: new)? ([^“”]+?),? (after|before) ${PLACE}(${FOLLOWS}:? ${Q})$`,
    (_all, name, side, unit, rest) => `${side} ${unit}, insert a new ${name}${rest}`,
  ),
  rule(
    `^(?:insert|add),? (after|before) ${PLACE},? (?:(?:the following|an?) (?:new )?|new )([^“”,]+?)(${FOLLOWS}:? ${Q})$`,
    (_all, side, unit, name, rest) => `${side} ${unit}, insert a new ${name}${rest}`,
  ),
  rule(
    `^(?:in ${PLACE},? )?(?:insert|add)(?: the following)?(?: an?)?(?: new)? ((?:sub-?)?paragraph|subparagraph|article) (\\(?[^“”\\s,():]+(?: (?:${LATIN_WORDS.join('|')}))?\\)?)(?: (?:in|to|under|into) ${PLACE})?(${FOLLOWS}:? ${Q})$`,
    newUnit,
  ),
  rule(`^(after|before) ${PLACE},? (?:insert|add)(?: the following)?(?: text| wording)?:? (${Q})$`, sameKind),
  // “new” after “old” in a place, and at the end of one.
  rule(`^(?:insert|add) ${THE_WORDS}(${Q}) at the end of ${PLACE}$`, 'In $2, at the end, add $1'),
  rule(
    `^At the end of ${PLACE},? (?:insert|add)(?: the following)?(?: sentence| words?)?:? (${Q})$`,
    'In $1, at the end, add $2',
  ),
  rule(
    `^In ${PLACE},? (?:insert|add)(?: the following)?(?: sentence| words?)? at the end:? (${Q})$`,
    'In $1, at the end, add $2',
  ),
  rule(`^In ${PLACE},? (?:insert|add) ${THE_WORDS}(${Q}) at the end$`, 'In $1, at the end, add $2'),
  rule(
    `^((?:replace|substitute|delete|remove|omit|strike(?: out)?|insert|add|after|before|between)\\b.*${Q}${OCC}),? (?:in|of|from) ${PLACE}$`,
    'In $2, $1',
  ),
  rule(
    `^((?:replace|delete)\\b.*${Q}) throughout (?:the )?(?:whole |entire )?(?:draft )?(?:convention|text|treaty|instrument|document|protocol|agreement)$`,
    'In the whole text, $1 wherever it occurs',
  ),
  rule(
    '^Throughout (?:the )?(?:whole |entire )?(?:draft )?(?:convention|text|treaty|instrument|document|protocol|agreement)(?: text)?,? (.*?)(?: wherever it occurs)?$',
    'In the whole text, $1 wherever it occurs',
  ),
  // An earlier text.
  rule(
    `^In ${PLACE},? (?:retain|restore|reinstate|keep|revert to|return to)(?: (?:the )?(?:text|wording|language))? (?:of|in|from|as in|as it (?:appears|stands|reads) in) (?:the )?([^“”]+?)(?: (?:text|version))?$`,
    'Retain $1 as it appears in the $2',
  ),
  rule(
    `^(?:retain|restore|reinstate|keep|revert to|return to|go back to)(?: to)? (?:(?:the )?(?:text|wording|language) of )?${PLACE},? (?:as (?:it )?(?:appears|appeared|stands|stood|reads|read|is|was)?(?: ?(?:contained|set out|found))?(?: ?in)?|of|from|in|to (?:its|the) (?:text|wording) (?:in|of)) (?:the )?(?:text (?:of|in) (?:the )?)?([^“”]+?)(?: (?:text|version))?$`,
    'Retain $1 as it appears in the $2',
  ),
]

/** "a new paragraph 5 bis in article 35" comes after paragraph 5, "a new paragraph 7" after paragraph 6. */
function newUnit(
  whole: string,
  before: string | undefined,
  word: string,
  number: string,
  behind: string | undefined,
  rest: string,
): string {
  const noun = word.toLowerCase().replace('-', '')
  const named = before ?? behind
  const place = noun === 'article' && !/annex/i.test(named ?? '') ? undefined : named
  const neighbour = neighbourOf(number)
  if (neighbour === null || (place === undefined && noun !== 'article')) return whole
  const unit = `${noun} ${neighbour}`
  return `After ${place === undefined ? unit : `${place}, ${unit}`}, insert a new ${noun} ${number}${rest}`
}

/** "After paragraph 5 add" adds a paragraph. */
function sameKind(whole: string, side: string, place: string, quotation: string): string {
  const noun = NOUN.exec(place)?.[1]?.toLowerCase()
  return noun === undefined ? whole : `${side} ${place}, insert a new ${noun} reading as follows: ${quotation}`
}

const NOUN = /^(?:the )?(?:\p{L}+ )?(preambular paragraph|(?:sub)?paragraph|article|recital)\b/iu

/** The number behind which a new one stands: "5 bis" behind "5", "5 ter" too, since places are the base's; "7" behind "6", "(c)" behind "(b)". */
function neighbourOf(number: string): string | null {
  const found = /^(\(?)(\p{N}+|\p{L})((?: \p{L}+)?)(\)?)$/u.exec(number)
  if (!found) return null
  const [, open, stem, bis, close] = found as unknown as [string, string, string, string, string]
  if (bis !== '') return `${open}${stem}${close}`
  if (/^\d+$/.test(stem)) return Number(stem) > 1 ? `${open}${Number(stem) - 1}${close}` : null
  return /^[b-z]$/.test(stem) ? `${open}${String.fromCharCode(stem.charCodeAt(0) - 1)}${close}` : null
}
