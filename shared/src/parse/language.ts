/** Language and direction of a text. */
export interface Language {
  /** BCP 47; "und" when nothing speaks for any. */
  code: string
  direction: 'ltr' | 'rtl'
}

/** Languages written from right to left. */
export const RTL_LANGUAGES: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur'])

/** Characters looked at: enough to be sure, and bounded. */
const SAMPLE = 20_000

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['latin', /\p{Script=Latin}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['greek', /\p{Script=Greek}/gu],
  ['han', /\p{Script=Han}/gu],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['hangul', /\p{Script=Hangul}/gu],
  ['devanagari', /\p{Script=Devanagari}/gu],
  ['thai', /\p{Script=Thai}/gu],
]

/** Words that almost every sentence of the language has and its neighbours rarely do. */
const COMMON_WORDS: Readonly<Record<string, RegExp>> = {
  en: /\b(?:the|of|and|shall|to|any|such|or)\b/giu,
  fr: /(?<!\p{L})(?:le|les|des|du|et|ou|aux|est|une|présente)(?!\p{L})/giu,
  es: /(?<!\p{L})(?:el|los|las|del|y|o|una|presente|por|con|al|artículo|\p{L}+ción)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:os|dos|da|das|e|ou|uma|não|ao|em|às|do|artigo|\p{L}+ção)(?!\p{L})/giu,
  it: /(?<!\p{L})(?:il|gli|della|delle|di|e|una|che|dei|nel)(?!\p{L})/giu,
  de: /(?<!\p{L})(?:der|die|das|und|oder|den|von|des|eine|dem)(?!\p{L})/giu,
  nl: /(?<!\p{L})(?:de|het|een|van|en|of|dat|voor|wordt)(?!\p{L})/giu,
  pl: /(?<!\p{L})(?:oraz|lub|się|jest|przez|do|na|w|z)(?!\p{L})/giu,
}

/** Tells the language from script and common words, the direction from the script of most letters. */
export function detectLanguage(text: string): Language {
  const sample = text.slice(0, SAMPLE)
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0
  const counts = new Map(SCRIPTS.map(([name, pattern]) => [name, count(pattern)]))
  const script = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0])[0]
  switch (script) {
    case 'arabic':
      return { code: /[پچگ]/.test(sample) && /ی/.test(sample) ? 'fa' : 'ar', direction: 'rtl' }
    case 'hebrew':
      return { code: 'he', direction: 'rtl' }
    case 'cyrillic':
      return { code: /[іїє]/i.test(sample) ? 'uk' : 'ru', direction: 'ltr' }
    case 'han':
    case 'kana':
      return { code: counts.get('kana')! > 0 ? 'ja' : 'zh', direction: 'ltr' }
    case 'latin':
      return { code: latinLanguage(count), direction: 'ltr' }
    default:
      return { code: { greek: 'el', hangul: 'ko', devanagari: 'hi', thai: 'th' }[script] ?? 'und', direction: 'ltr' }
  }
}

function latinLanguage(count: (pattern: RegExp) => number): string {
  const scores = Object.entries(COMMON_WORDS).map(([code, pattern]): [string, number] => [code, count(pattern)])
  const [code, score] = scores.reduce((most, next) => (next[1] > most[1] ? next : most))
  return score > 0 ? code : 'und'
}
