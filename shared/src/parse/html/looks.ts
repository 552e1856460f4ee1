import type { PageElement } from './page.ts'

/** What an element's own style says about the words in it, read from the attribute: a clipboard's page has no computed style. */
export interface Looks {
  strong: boolean
  em: boolean
  /** Small above the line. */
  raised: boolean
  /** Spaces and line breaks count as they are written. */
  preformatted: boolean
}

export const PLAIN: Looks = { strong: false, em: false, raised: false, preformatted: false }

/** Declarations of a style attribute by name. */
export type Style = ReadonlyMap<string, string>

/** Declarations of a style attribute, names and values in lower case. Quoted semicolons don't occur in those that are read here. */
export function styleOf(element: PageElement): Style {
  const declarations = (element.getAttribute('style') ?? '').toLowerCase().split(';')
  return new Map(
    declarations.flatMap((declaration): [string, string][] => {
      const colon = declaration.indexOf(':')
      return colon < 0
        ? []
        : [
            [
              declaration.slice(0, colon).trim(),
              declaration
                .slice(colon + 1)
                .replace('!important', '')
                .trim(),
            ],
          ]
    }),
  )
}

/** Looks inside `element`, given those around it. A heading's weight is its style, not emphasis. */
export function looksInside(element: PageElement, style: Style, around: Looks): Looks {
  const tag = element.localName
  return {
    strong: isHeading(tag) ? false : (weight(style) ?? (tag === 'b' || tag === 'strong' || around.strong)),
    em: slant(style) ?? (tag === 'i' || tag === 'em' || around.em),
    raised: tag === 'sup' || style.get('vertical-align') === 'super' || around.raised,
    preformatted: whiteSpace(style) ?? (tag === 'pre' || around.preformatted),
  }
}

export const isHeading = (tag: string): boolean => /^h[1-6]$/.test(tag)

/** From this weight on a browser draws bold (semi-bold). */
const BOLD = 600

function weight(style: Style): boolean | null {
  const value = style.get('font-weight')
  if (value === undefined) return null
  if (value.startsWith('bold')) return true
  return /^\d+$/.test(value) ? Number(value) >= BOLD : value === 'normal' || value === 'lighter' ? false : null
}

function slant(style: Style): boolean | null {
  const value = style.get('font-style')
  if (value === undefined) return null
  return /^(?:italic|oblique)/.test(value) ? true : value === 'normal' ? false : null
}

function whiteSpace(style: Style): boolean | null {
  const value = style.get('white-space')
  return value === undefined ? null : /^(?:pre|break-spaces)/.test(value)
}

/** Elements whose content is no text of the page. */
const NO_TEXT = new Set(
  (
    'applet area audio base button canvas colgroup datalist embed frame frameset head iframe img input link map math meta meter ' +
    'noembed noframes noscript object optgroup option param picture progress rp rt script select source style svg template textarea ' +
    'title track video xml'
  ).split(' '),
)

/** Whether what stands in the element is no language: its words are not missed. */
export const isCode = ({ localName }: PageElement): boolean =>
  localName === 'script' || localName === 'style' || localName === 'head'

/** Whether the element is a part of a web page around its text: menus, the site's footer. */
export const isMenu = (element: PageElement): boolean =>
  element.localName === 'nav' ||
  (element.localName === 'footer' && element.parentElement?.localName === 'body') ||
  /^(?:navigation|banner|contentinfo|search)$/.test(element.getAttribute('role') ?? '')

/** Whether a reader of the source doesn't see the element, or it is no text: its content is not pasted. Deleted words are not either. */
export function isUnseen(element: PageElement, style: Style): boolean {
  if (NO_TEXT.has(element.localName) || element.localName === 'del' || element.hasAttribute('hidden')) return true
  return (
    style.get('display') === 'none' ||
    /^(?:hidden|collapse)$/.test(style.get('visibility') ?? '') ||
    style.get('mso-hide') === 'all'
  )
}

const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)

/** Elements that end a line however they are drawn: their place in a list or table is what counts. */
const STRUCTURE = new Set(['li', 'td', 'th', 'tr', 'p'])

/** Whether the element begins and ends a line of its own. */
export function isBlock(element: PageElement, style: Style): boolean {
  const display = style.get('display')
  if (display === undefined || display === 'contents' || STRUCTURE.has(element.localName)) return BLOCKS.has(element.localName)
  return !display.startsWith('inline')
}

/** A CSS length in points; null for relative units and words. */
export function points(value: string | undefined): number | null {
  const [, amount, unit] = /^(-?[\d.]+)(pt|px|cm|mm|in|pc)$/.exec(value ?? '') ?? []
  if (amount === undefined || unit === undefined) return null
  return Number(amount) * { pt: 1, px: 0.75, cm: 28.35, mm: 2.835, in: 72, pc: 12 }[unit as 'pt']
}
