import type { ExportSource } from '../source.ts'
import { element } from './xml.ts'

/** ISO 639-2 codes, which Akoma Ntoso takes, of the languages that treaties are written in. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'eng',
  fr: 'fra',
  es: 'spa',
  ru: 'rus',
  ar: 'ara',
  zh: 'zho',
  de: 'deu',
  it: 'ita',
  pt: 'por',
}

/** Who the file says it is from: the program, never a person. */
const SOURCE = '#travaux'

/**
 * The metadata that every document needs (Akoma Ntoso 3.0, 5.2): work, expression and manifestation, with `part` for a component.
 * @param analysis the `analysis` element, '' for none
 */
export function meta(source: ExportSource, part: string, analysis = ''): string {
  const primary = source.language.split('-')[0]!.toLowerCase()
  const language = LANGUAGES[primary] ?? primary
  const date = source.generatedAt.toISOString().slice(0, 10)
  const uri = '/akn/un/bill/draft'
  const level = (name: string, at: string, more: string) =>
    element(
      name,
      {},
      element('FRBRthis', { value: `${at}/!${part}` }),
      element('FRBRuri', { value: at }),
      element('FRBRdate', { date, name: 'export' }),
      element('FRBRauthor', { href: SOURCE }),
      more,
    )
  return element(
    'meta',
    {},
    element(
      'identification',
      { source: SOURCE },
      level('FRBRWork', uri, element('FRBRcountry', { value: 'un' })),
      level('FRBRExpression', `${uri}/${language}@${date}`, element('FRBRlanguage', { language })),
      level('FRBRManifestation', `${uri}/${language}@${date}.xml`, ''),
    ),
    analysis,
    // Once for the whole file: the parts refer to the same.
    part !== 'main'
      ? ''
      : element(
          'references',
          { source: SOURCE },
          element('TLCOrganization', { eId: 'travaux', href: '/ontology/organization/travaux', showAs: 'Travaux' }),
          element('TLCConcept', { eId: 'base', href: '/ontology/concept/base', showAs: source.baseName }),
        ),
  )
}

export const akomaNtoso = (document: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element('akomaNtoso', { xmlns: 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0' }, document)}\n`

/** Changes of the text as Akoma Ntoso lists them beside it. */
export interface TextualMod {
  readonly type: 'insertion' | 'repeal' | 'substitution' | 'renumbering' | 'split' | 'join'
  readonly eId: string
  readonly source: string
  readonly destination: string
  readonly old: string | null
  readonly new: string | null
}

export function analysis(kind: 'activeModifications' | 'passiveModifications', mods: readonly TextualMod[]): string {
  if (mods.length === 0) return ''
  const list = mods.map((mod) =>
    element(
      'textualMod',
      { type: mod.type, eId: mod.eId },
      element('source', { href: mod.source }),
      element('destination', { href: mod.destination }),
      mod.old === null ? '' : element('old', { href: mod.old }),
      mod.new === null ? '' : element('new', { href: mod.new }),
    ),
  )
  return element('analysis', { source: SOURCE }, element(kind, {}, ...list))
}
