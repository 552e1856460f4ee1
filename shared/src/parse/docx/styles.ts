import { attribute, child, children, integer, nameOf, path, toggle, val, type Element } from '../xml.ts'

/** What a paragraph style says about the cues of its paragraphs, inheritance resolved. */
export interface ParagraphStyle {
  name: string
  outline: number | null
  numId: string | null
  level: number | null
  indent: number | null
  align: string | null
  hidden: boolean
}

export interface Styles {
  paragraph: (id: string | null) => ParagraphStyle
  /** Looks of a character style; null where it says nothing. */
  character: (id: string | null) => { strong: boolean | null; em: boolean | null; raised: boolean; hidden: boolean }
}

/** Styles may be based on styles; Word itself stops at 11 steps. */
const MAX_INHERITANCE = 20

const PLAIN: ParagraphStyle = { name: '', outline: null, numId: null, level: null, indent: null, align: null, hidden: false }

/** Reads `styles.xml`; a file without one has plain styles. */
export function readStyles(root: Element | null): Styles {
  const elements = new Map<string, Element>()
  let normal: string | null = null
  for (const style of root ? children(root).filter((one) => nameOf(one) === 'style') : []) {
    const id = attribute(style, 'styleId')
    if (id === null) continue
    elements.set(id, style)
    if (attribute(style, 'type') === 'paragraph' && attribute(style, 'default') === '1') normal = id
  }
  const chain = (id: string | null): Element[] => {
    const list: Element[] = []
    for (let at = id; at !== null && elements.has(at) && list.length < MAX_INHERITANCE; at = val(child(list.at(-1), 'basedOn')))
      list.push(elements.get(at)!)
    return list
  }
  const known = new Map<string | null, ParagraphStyle>()
  return {
    paragraph: (id) => {
      const wanted = id ?? normal
      if (!known.has(wanted)) known.set(wanted, paragraphStyle(chain(wanted)))
      return known.get(wanted)!
    },
    character: (id) => {
      const properties = chain(id).map((style) => child(style, 'rPr'))
      const first = (name: string) => properties.map((rPr) => toggle(rPr, name)).find((value) => value !== null) ?? null
      const raised = properties.some((rPr) => val(child(rPr, 'vertAlign')) === 'superscript')
      return { strong: first('b'), em: first('i'), raised, hidden: first('vanish') === true }
    },
  }
}

function paragraphStyle(chain: readonly Element[]): ParagraphStyle {
  if (chain.length === 0) return PLAIN
  const first = <T>(read: (pPr: Element | null, style: Element) => T | null): T | null =>
    chain.map((style) => read(child(style, 'pPr'), style)).find((value) => value !== null) ?? null
  return {
    name: val(child(chain[0], 'name')) ?? '',
    outline: outlineLevel(first((pPr) => integer(child(pPr, 'outlineLvl')))),
    numId: first((pPr) => val(path(pPr, 'numPr', 'numId'))),
    level: first((pPr) => integer(path(pPr, 'numPr', 'ilvl'))),
    indent: first((pPr) => indentOf(pPr)),
    align: first((pPr) => val(child(pPr, 'jc'))),
    hidden: first((_, style) => toggle(child(style, 'rPr'), 'vanish')) === true,
  }
}

/** Level 9 is Word's "body text". */
export const outlineLevel = (level: number | null): number | null => (level === null || level > 8 ? null : level)

/** Indent from the margin in points (20 twips each). */
export function indentOf(pPr: Element | null): number | null {
  const ind = child(pPr, 'ind')
  const twips = integer(ind, 'left') ?? integer(ind, 'start')
  return twips === null ? null : twips / 20
}
