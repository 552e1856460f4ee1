/** Dates and numbers in the person's own locale and time zone; the interface's language chooses the words only. */
const LOCALES = knownLocales(navigator.languages)

/** The well-formed ones: Chromium under the POSIX locale calls its language "en-US@posix", at which every formatter throws. */
export function knownLocales(tags: readonly string[]): string[] {
  return tags.filter((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length > 0
    } catch {
      return false
    }
  })
}

const exact = new Intl.DateTimeFormat(LOCALES, { dateStyle: 'long', timeStyle: 'short' })
const day = new Intl.DateTimeFormat(LOCALES, { dateStyle: 'long' })
const percent = new Intl.NumberFormat(LOCALES, { style: 'percent' })

/** "23 November 2026 at 14:05" */
export const exactTime = (iso: string): string => exact.format(new Date(iso))
/** "23 November 2026" */
export const exactDay = (iso: string): string => day.format(new Date(iso))
/** 0.42 → "42%" */
export const asPercent = (fraction: number): string => percent.format(fraction)

/** Largest unit first, in milliseconds. */
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** "3 minutes ago", "yesterday", "now", in the interface's language. */
export function relativeTime(iso: string, now: number, language: string): string {
  const elapsed = new Date(iso).getTime() - now
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const unit = UNITS.find(([, length]) => Math.abs(elapsed) >= length)
  return unit ? format.format(Math.round(elapsed / unit[1]), unit[0]) : format.format(0, 'second')
}
