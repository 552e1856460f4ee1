/** Faces that ship with Word and look like a treaty, by script; a reader without them substitutes its own serif. */
const LATIN_FACE = 'Times New Roman'
const ARABIC_FACE = 'Traditional Arabic'
const EAST_ASIAN_FACES: Record<string, string> = { zh: 'SimSun', ja: 'MS Mincho', ko: 'Batang' }

/** Regions that Word expects after a bare language, where the most populous one is not the one treaties are written in. */
const TREATY_REGIONS: Record<string, string> = { en: 'en-GB', es: 'es-ES', pt: 'pt-PT', ar: 'ar-SA', zh: 'zh-CN' }

/** The instrument's language as Word's proofing tools know it, by the slot of the script it is written in, and fonts to match. */
export function wordLanguage(language: string) {
  const tag = wordTag(language)
  const primary = tag.slice(0, tag.search(/-|$/))
  const eastAsian = EAST_ASIAN_FACES[primary]
  return {
    /** Whether the script has an italic: Arabic and East Asian scripts have none, and slanting them hurts the eye. */
    slanted: !eastAsian && !COMPLEX.has(primary),
    font: {
      ascii: LATIN_FACE,
      hAnsi: LATIN_FACE,
      cs: primary === 'ar' || primary === 'fa' || primary === 'ur' ? ARABIC_FACE : LATIN_FACE,
      eastAsia: eastAsian ?? EAST_ASIAN_FACES['zh']!,
    },
    language: {
      value: tag,
      ...(eastAsian && { value: TREATY_REGIONS['en']!, eastAsia: tag }),
      ...(COMPLEX.has(primary) && { value: TREATY_REGIONS['en']!, bidirectional: tag }),
    },
  }
}

/** Languages that Word proofs in its complex-script slot. */
const COMPLEX: ReadonlySet<string> = new Set(['ar', 'he', 'fa', 'ur'])

function wordTag(language: string): string {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language)) return TREATY_REGIONS['en']!
  return TREATY_REGIONS[language.toLowerCase()] ?? regional(language)
}

function regional(language: string): string {
  const { language: primary, region } = new Intl.Locale(language).maximize()
  return region ? `${primary}-${region}` : language
}
