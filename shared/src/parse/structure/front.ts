import type { Node } from 'prosemirror-model'
import type { Warning } from '../../protocol/index.ts'
import { build } from '../../model/index.ts'
import { inline, joinRuns, readable, sliceRuns, withNumbers } from '../line.ts'
import { leftOut, warning } from '../result.ts'
import { ENACTING, PARTIES, PREAMBLE_WORD, RECITAL_WORDS } from '../words.ts'
import { readDate } from './date.ts'
import { houseOr } from './house.ts'
import { isStatusRemark } from './remarks.ts'
import { afterLabel, headingInline, isCapitals, rowOf, type Row } from './sheet.ts'

/** What stands before the first article or chapter. */
export interface Front {
  nodes: Node[]
  title: string | null
  symbol: string | null
  date: string | null
  warnings: Warning[]
}

/** A symbol of United Nations and Council of Europe documents: "A/AC.291/22/Rev.3", "CETS No. 185". */
const SYMBOL = /(?<![\p{L}\d/])(?:[A-Z]{1,6}(?:\/[A-Z0-9][A-Za-z0-9.()-]*)+|[CE]TS No\.? ?\d+)/u
/** The Council of Europe writes its series out in the masthead: "European Treaty Series - No. 185" is ETS No. 185. */
const SERIES = /(?<series>council of europe|european) treaty series\s*[-–—]?\s*no\.?\s*(?<number>\d+)/iu
/** Names of organs that are a line by themselves. */
const ORGANS = [
  'united nations|nations unies|naciones unidas|organización de las naciones unidas|الأمم المتحدة|организация объединенных наций|联合国',
  'general assembly|assemblée générale|asamblea general|генеральная ассамблея|الجمعية العامة|大会',
  'economic and social council|conseil économique et social|consejo económico y social|экономический и социальный совет|council of europe',
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth) committee|ad hoc committee.{0,200}',
  '(?:première|deuxième|troisième|quatrième|cinquième|sixième) commission',
  '(?:primera|segunda|tercera|cuarta|quinta|sexta|séptima|octava|novena) comisión',
  '(?:первый|второй|третий|четвертый|пятый|шестой|седьмой|восьмой|девятый) комитет',
  'اللجنة (?:الأولى|الثانية|الثالثة|الرابعة|الخامسة|السادسة)|第[一二三四五六]委员会',
]
/** Session, agenda item, distribution, language. */
const DETAILS = [
  'distr\\.?\\s*:|original\\s*:|english only|\\[?without reference|page \\d+$|\\*+\\s',
  '(?:[\\p{L}-]+ ){1,4}session$|(?:\\p{L}+ ){1,4}período (?:\\p{L}+ )?de sesiones$|(?:\\p{L}+ ){1,4}сессия$|الدورة \\p{L}|第\\p{Script=Han}{1,8}届会议$',
  "agenda item|item \\d+ of|provisional agenda|point \\d+ de l[’']ordre du jour|tema \\d+ .{0,20}programa|пункт \\d+ .{0,20}повестки дня",
  'البند \\p{Nd}+ .{0,20}جدول|议程项目',
  '(?:european|council of europe|united nations)(?: [—–-] )? ?treaty series|série des traités',
]
/** Lines of a masthead: organ, session, agenda item, distribution, date, language. */
const MASTHEAD = new RegExp(`^(?:(?:${ORGANS.join('|')})$|${DETAILS.join('|')})`, 'iu')
/** A day, or a place and a day: of a masthead above the title, and of the treaty below it. */
const PLACE_DAY = /^(?:\p{Lu}[\p{L}. -]{2,30},\s)?\d{1,2}[\p{L}\d .–—-]{3,40}\d{4}$/u
/** The cover of the European Union's Official Journal: a day, a language, the journal, its number. */
const JOURNAL =
  /official journal of the european|journal officiel (?:de l['’]union|des communautés) europé|amtsblatt der europä|diario oficial de la unión|gazzetta ufficiale dell|^[CL](?: series)? \d+\/\d+$|^\d{1,2}\.\d{1,2}\.\d{4}$/iu
/** What register and publisher say of a treaty around its title: when and where it was adopted, signed, in force. */
const HISTORY =
  /^[([]?\s*(?:(?:date of )?(?:adopted|adoption|done at|done on|concluded|signed|opened for signature|approved|registered)|ent(?:ry|ered) into force|fait à|adopt[ée]+|conclu|sign[ée]+ |entrée en vigueur|adoptad[oa]|aprobad[oa]|firmad[oa]|hech[oa] en|entrada en vigor|abgeschlossen|angenommen|unterzeichnet|in kraft getreten|feit[oa] em|adotad[oa]|fatt[oa] a|adottat[oa]|принят[ао]?|заключен[ао]?|совершен[ао]|вступил[аои]? в силу|اعتمدت|اعتمد|أبرمت|تاريخ بدء)(?![\p{L}])/iu
/** A title is at most this long; a longer first line is text. */
const MAX_TITLE = 500

/** Reads masthead, title and preamble; `place` is where the text begins, `cover` what was left out above it. */
export function readFront(rows: readonly Row[], language: string, place: string | null, cover: readonly Row[]): Front {
  const preambleAt = rows.findIndex(opensPreamble)
  const head = preambleAt < 0 ? rows.slice(0, titleEnd(rows)) : rows.slice(0, preambleAt)
  const { titleRows, mast, other } = splitHead(head)
  const preamble = readPreamble([...other, ...rows.slice(head.length)], language)
  const title = titleRows.reduce<Row['runs']>((all, row) => joinRuns(all, row.runs), [])
  const words = readable(title)
  const warnings = [...mastheadWarning(mast), ...preamble.warnings]
  if (!words) warnings.push(warning('no-title', 'No title was found above the text.', place))
  return {
    nodes: [...(words ? [build.title(headingInline(title))] : []), ...preamble.nodes],
    title: words || null,
    ...detailsOf([...cover, ...mast], other),
    warnings,
  }
}

/** The symbol and the day of a document, from its masthead or a line below its title. */
function detailsOf(mast: readonly Row[], other: readonly Row[]): Pick<Front, 'symbol' | 'date'> {
  const dated = [...mast, ...other.filter(({ words }) => words.length <= MAX_DATE)]
  return {
    symbol: mast.map((row) => symbolIn(row.text)).find((symbol) => symbol !== null) ?? null,
    date: dated.map((row) => readDate(row.words)).find((date) => date !== null) ?? null,
  }
}

/** A line that gives place and day ("Done at Vienna on 23 May 1969") is at most this long. */
const MAX_DATE = 80

function symbolIn(text: string): string | null {
  const { series, number } = SERIES.exec(text)?.groups ?? {}
  return series === undefined ? (SYMBOL.exec(text)?.[0] ?? null) : `${/^c/i.test(series) ? 'C' : ''}ETS No. ${number}`
}

/** Whether a line belongs to a preamble: its heading, the parties, a recital, the formula that ends it. */
export const opensPreamble = ({ words: text }: Row): boolean =>
  PREAMBLE_WORD.test(text) || PARTIES.test(text) || startsRecital(text) || ENACTING.test(text)

const startsRecital = (text: string): boolean => {
  const words = withoutBrackets(text)
  return OPENS_RECITAL.test(words) && ENDS_RECITAL.test(words)
}

const OPENS_RECITAL = new RegExp(`^(?:${RECITAL_WORDS.join('|')}|${RECITAL_WORDS.join('|').toUpperCase()})(?=[\\s,])`, 'u')
/** The stop of a recital, or "and" behind it. */
const ENDS_RECITAL = /[,;，；،؛](?:\s*(?:and|et|y|и|و|以及))?$/u

/** A line without the square brackets around it and the remark behind it. */
const withoutBrackets = (text: string): string => text.replace(/^\[+\s*/u, '').replace(/(?:\s*\[[^[\]]*\]|\])+$/u, '')

/** Without a preamble only the first lines that could be a title are one. */
function titleEnd(rows: readonly Row[]): number {
  const end = rows.findIndex(
    (row) => row.text.length > MAX_TITLE || /[.;:,]$/.test(row.words) || (row.label !== null && !row.label.doubtful),
  )
  return end < 0 ? rows.length : end
}

/** Tells masthead from title: the title is the block of lines right before the preamble, or the first lines that are no masthead. */
function splitHead(head: readonly Row[]): { titleRows: Row[]; mast: Row[]; other: Row[] } {
  const isMast = (row: Row) =>
    MASTHEAD.test(row.text) || JOURNAL.test(row.text) || (SYMBOL.exec(row.text)?.[0].length ?? 0) > row.text.length / 2
  const marked = markedTitle(head)
  const above = marked < 0 ? mastEnd(head, isMast) : marked
  const mast = head.filter((row, index) => index < above || (marked >= 0 && index > marked && isMast(row)))
  const rest = head.filter((row) => !mast.includes(row))
  const first = rest[0]
  if (!first || first.text.length > MAX_TITLE) return { titleRows: [], mast, other: rest }
  let end = 1
  while (end < rest.length && goesOn(rest[end - 1]!, rest[end]!)) end++
  return { titleRows: rest.slice(0, end), mast, other: rest.slice(end) }
}

/** Where the masthead ends; a day right below it is part of it, and one below the title is not. */
function mastEnd(head: readonly Row[], isMast: (row: Row) => boolean): number {
  let end = head.findLastIndex(isMast) + 1
  while (end < head.length - 1 && PLACE_DAY.test(head[end]!.words)) end++
  return end
}

/** Where the title stands that the file itself marks as its first heading, behind lines that are none; -1 where nothing is marked. */
const markedTitle = (head: readonly Row[]): number =>
  head.findIndex(
    ({ line, text }) => (line.outline === 0 || /^(?:title|heading 1)$/i.test(line.style ?? '')) && !HISTORY.test(text),
  )

/** Whether a title goes on in the next line: typed right below it, or set the same way in Word. */
function goesOn(above: Row, row: Row): boolean {
  if (/[.;:,]$/.test(row.words) || row.text.length > MAX_TITLE || HISTORY.test(row.words) || PLACE_DAY.test(row.words))
    return false
  const sameStyle =
    row.line.style !== null &&
    row.line.style === above.line.style &&
    ((row.line.align === 'center' && above.line.align === 'center') || /title|-ti(?:-|$)|titre|titel/i.test(row.line.style))
  return row.line.attached || row.line.close === true || sameStyle || (isCapitals(above.text) && isCapitals(row.text))
}

function mastheadWarning(mast: readonly Row[]): Warning[] {
  if (mast.length === 0) return []
  const message = 'The lines above the title were taken as details of the document and left out of the text.'
  return [leftOut('masthead', message, mast[0]!.line.place, mast.map(({ runs }) => withNumbers(runs)).join('\n'))]
}

function readPreamble(rows: readonly Row[], language: string): { nodes: Node[]; warnings: Warning[] } {
  const warnings: Warning[] = []
  const pieces = rows.flatMap((row) => {
    const parts = divideRunOn(row)
    if (parts.length > 1) warnings.push(dividedWarning(row, parts.length))
    else if (row.text.length > RUN_ON)
      warnings.push(
        warning(
          'preamble-undivided',
          'This part of the preamble stands in one paragraph and was kept as one.',
          row.line.place,
          row.words,
        ),
      )
    return parts
  })
  const first = pieces.findIndex((row) => startsRecital(row.words) || (row.label !== null && !row.label.doubtful))
  // Where nothing tells a recital, a first line in capitals is whoever agrees.
  const leading = first < 0 && isCapitals(pieces[0]?.text ?? '') ? 1 : first
  return { nodes: withRemarks(pieces).map((row, index) => preambleNode(row, language, index < leading)), warnings }
}

const dividedWarning = (row: Row, count: number): Warning =>
  warning(
    'preamble-divided',
    `The preamble stood in one paragraph; it was divided into ${count} parts at its opening words.`,
    row.line.place,
    row.words,
  )

/** A remark on its own line belongs to the recital above it. */
const withRemarks = (rows: readonly Row[]): Row[] =>
  rows.reduce<Row[]>((list, row) => {
    const above = list.at(-1)
    return above && isStatusRemark(row.words)
      ? [...list.slice(0, -1), rowOf(above, joinRuns(above.runs, row.runs))]
      : [...list, row]
  }, [])

/** `leading`: whether it stands above all recitals. There a line with a comma names the parties. */
function preambleNode(row: Row, language: string, leading: boolean): Node {
  const { words: text } = row
  const label = row.label?.bare ? null : row.label
  if (PREAMBLE_WORD.test(text) && text.length < 60) return build.preamble(headingInline(row.runs))
  if (PARTIES.test(text) || ENACTING.test(text) || (text.endsWith(':') && !label)) return build.preamble(inline(row.runs))
  if (!label)
    return !leading && ENDS_RECITAL.test(withoutBrackets(text))
      ? build.recital(inline(row.runs))
      : build.preamble(inline(row.runs))
  const form = houseOr(label.form, { kind: 'recital', number: label.number }, language)
  return build.recital(inline(afterLabel(row, label.end).runs), { number: label.number, form })
}

/** A paragraph of the preamble longer than this holds several recitals. */
const RUN_ON = 1500
const OPENING = new RegExp(
  `(?<=^|[,;.]\\s+)(?:${RECITAL_WORDS.join('|')})(?=[\\s,])|(?<=[,;]\\s+)(?:Have|HAVE) (?:agreed|AGREED|resolved|RESOLVED)`,
  'gu',
)

/** Divides a run-on preamble where an opening word follows a comma; no character but the space between is dropped. */
function divideRunOn(row: Row): Row[] {
  if (row.text.length <= RUN_ON) return [row]
  const starts = Array.from(row.text.matchAll(OPENING), (match) => match.index).filter((index) => index > 0)
  if (starts.length < MIN_RECITALS || starts[0]! > MAX_PARTIES) return [row]
  const cuts = [0, ...afterPreambleWord(row.text), ...starts, row.text.length]
  return cuts.slice(1).map((to, index) => rowOf(row, sliceRuns(row.runs, cuts[index]!, to)))
}

/** Where the formula begins behind the word "Preamble". */
function afterPreambleWord(text: string): number[] {
  const word = PREAMBLE_WORD.exec(text)?.[0] ?? ''
  return word && /^[.:]?\s+\p{Lu}/u.test(text.slice(word.length)) ? [text.indexOf(' ', word.length) + 1] : []
}

/** Fewer opening words are chance. */
const MIN_RECITALS = 3
/** The formula that names the parties is at most this long. */
const MAX_PARTIES = 400
