/** Forms of Arabic and Hebrew letters that stand for a place in a word, and Latin ligatures: what a font paints, not what a text is. */
const PRESENTED = /[\uFB00-\uFB4F\uFB50-\uFDCF\uFDF0-\uFDFF\uFE70-\uFEFC]/gu

/** Characters that show nothing or that a font gives where it knows no better. */
const NOTHING = /(?![\t\n\r])\p{Cc}|[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu

/** What nearly every sign is. */
const PLAIN = /^[ -~]+$/

/** The characters of a text for the shapes that a font painted. */
export const plainLetters = (painted: string): string =>
  PLAIN.test(painted) ? painted : painted.replace(NOTHING, '').replace(PRESENTED, (form) => form.normalize('NFKC').trim())
