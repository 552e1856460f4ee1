import { isAgreed } from '../status.ts'

/** Lines that a negotiation adds to a text and that are no provision of it. */

/** "[agreed ad referendum]" on a line or in a table cell of its own: it says something of what stands before it. */
export const isStatusRemark = (words: string): boolean => {
  const inner = /^[[(]([^[\]()]{1,80})[\])]\.?$/u.exec(words)?.[1]
  return inner === undefined ? ALONE.test(words) : isAgreed(inner)
}

/** Without brackets only the whole formula is a remark: "Agreed" may as well begin a sentence. */
const ALONE = /^(?:(?:provisionally )?agreed(?: ad ref(?:erendum|\.)?)?|ad referendum|ad ref\.?)$/iu

const RESERVATION = new RegExp(
  `^[[(]?\\s*(?:${[
    'reservations?\\s+(?:of|by|from|entered\\s+by)\\s[^:.]{2,80}:',
    "\\p{Lu}[\\p{L}\\s,'’()-]{1,80}\\sreserves?\\s+(?:its|their)\\s+positions?\\b",
    "r[ée]serves?\\s+(?:de|du|des|d[’']|formulée)[^:.]{2,80}:",
    'reservas?\\s+(?:de|del|formulada)\\s[^:.]{2,80}:',
    'оговорк[аи]\\s[^:.]{2,80}:',
    'تحفظ\\s[^:.]{2,80}:',
    '(?:note|comment)s?\\s+(?:by|of|from)\\s+the\\s+(?:secretariat|chair\\p{L}*|co-?chairs?|facilitators?|bureau)\\b[^.]{0,80}:',
    "(?:chair(?:person|man)?|co-?chairs?|facilitator|secretariat|drafting|editorial)(?:[’']s?)?\\s+note\\b[^.]{0,80}:",
    'note\\s+du\\s+secr[ée]tariat',
    'nota\\s+de\\s+la\\s+secretar[íi]a',
    'примечание\\s+секретариата',
    'ملاحظة\\s+من\\s+الأمانة',
  ].join('|')})`,
  'iu',
)

/** "Reservation of A: …", "A reserves its position on …", "Note by the secretariat: …". */
export const isReservation = (words: string): boolean => RESERVATION.test(words)

/** "Option 1", "[Alternative B]", "Variant 2:": the provisions of each begin to count anew. */
export const isAlternative = (words: string): boolean => ALTERNATIVE.test(words)
const ALTERNATIVE =
  /^[[(]?(?:option|alternative|variante?|opción|alternativa|вариант|الخيار|البديل|备选案文)\s*(?:\p{Nd}{1,2}|[A-Z]|[IVX]{1,4})\s*[:.)\]]*$/iu
