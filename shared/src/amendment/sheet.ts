import type { Node } from 'prosemirror-model'

/** Where an amendment stands in the coalition and before the States. */
export const AMENDMENT_STATUSES = ['draft', 'agreed', 'submitted', 'adopted', 'rejected', 'withdrawn'] as const
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number]

/** `kept`: what is new takes bis, ter … and no number of the base changes. `counted`: it takes the next number, and so does all that follows. */
export const NUMBERINGS = ['kept', 'counted'] as const
export type Numbering = (typeof NUMBERINGS)[number]

export const SUPPORTER_KINDS = ['organisation', 'state'] as const

export interface Supporter {
  readonly kind: (typeof SUPPORTER_KINDS)[number]
  readonly name: string
  /** "A/AC.291/22", "the seventh session": where a State said so; null where it isn't known. */
  readonly document: string | null
}

/** One run of a justification's or fallback wording's words. */
export interface RichRun {
  readonly text: string
  readonly strong: boolean
  readonly em: boolean
}

export interface RichParagraph {
  /** Whether it is an item of a list. */
  readonly bullet: boolean
  readonly runs: readonly RichRun[]
}

/** What people have noted about one amendment. */
export interface SheetEntry {
  /** The eId of the unit that it was made for. */
  readonly key: string
  /** eIds of the units and provisions whose changes it holds, its key among them unless that was given away. */
  readonly units: readonly string[]
  readonly proposer: string | null
  readonly status: AmendmentStatus
  readonly supporters: readonly Supporter[]
  readonly justification: readonly RichParagraph[]
  readonly fallback: readonly RichParagraph[]
}

/** Entries by key. */
export type Sheet = ReadonlyMap<string, SheetEntry>

/** An entry of the list, as far as it says where its notes stand. */
export interface Kept {
  readonly key: string
  /** The key of the amendment that it was merged into. */
  readonly into: string | null
}

/**
 * The entries by the key under which their notes stand, those that were merged into another before its own. Where two people merged two
 * amendments into each other, both stand under the first of their keys.
 */
export function byHome<T extends Kept>(entries: readonly T[]): Map<string, T[]> {
  const byKey = Map.groupBy(entries, ({ key }) => key)
  const homeOf = (key: string): string => {
    const path: string[] = []
    for (let at = key; ;) {
      const into = byKey.get(at)?.every((one) => one.into !== null) ? byKey.get(at)!.at(-1)!.into : null
      if (into === null) return at
      if (path.includes(at)) return path.slice(path.indexOf(at)).toSorted()[0]!
      path.push(at)
      at = into
    }
  }
  const ordered = [...entries.filter(({ into }) => into !== null), ...entries.filter(({ into }) => into === null)]
  return Map.groupBy(ordered, ({ key, into }) => (into === null ? key : homeOf(into)))
}

/**
 * Reads the list (a document of `sheetSchema`). Two entries under one key, which two people made at the same moment, read as one: the
 * later one's proposer and status where it has any, everything else of both. One that was merged into another gives it all but its status.
 */
export function readSheetDocument(doc: Node): Sheet {
  const entries = doc.children
    .filter(({ type }) => type.name === 'amendment')
    .map((node) => ({ node, key: node.attrs['key'] as string, into: node.attrs['into'] as string | null }))
  const read = Array.from(byHome(entries), ([key, list]): [string, SheetEntry] => {
    const stated = list.findLast(({ node, into }) => into === null && node.attrs['status'] !== null)
    const all = list.map(({ node }) => entryOf(node)).reduce(joined)
    return [key, { ...all, key, status: stated ? entryOf(stated.node).status : 'draft' }]
  })
  return new Map(read)
}

/** How the draft of this list numbers; what two people chose at the same moment is settled by its place in the list. */
export const numberingOf = (doc: Node): Numbering =>
  NUMBERINGS.find((one) => one === doc.children.findLast(({ type }) => type.name === 'numbering')?.attrs['choice']) ?? 'kept'

/** Words of rich text as plain lines. */
export const plainLines = (paragraphs: readonly RichParagraph[]): string[] =>
  paragraphs.map(({ runs }) => runs.map(({ text }) => text).join(''))

/** Whether nothing is written in it. */
export const isBlank = (paragraphs: readonly RichParagraph[]): boolean =>
  plainLines(paragraphs).every((line) => line.trim() === '')

function entryOf(node: Node): SheetEntry {
  const of = (name: string) => node.children.filter(({ type }) => type.name === name)
  const status = AMENDMENT_STATUSES.find((known) => known === node.attrs['status']) ?? 'draft'
  return {
    key: node.attrs['key'] as string,
    units: [...new Set(of('unit').map(({ attrs }) => attrs['eId'] as string))],
    proposer: node.attrs['proposer'] as string | null,
    status,
    supporters: of('supporter').map(({ attrs }) => ({
      kind: SUPPORTER_KINDS.find((kind) => kind === attrs['kind']) ?? 'organisation',
      name: attrs['name'] as string,
      document: attrs['document'] as string | null,
    })),
    justification: of('justification').flatMap(paragraphsOf),
    fallback: of('fallback').flatMap(paragraphsOf),
  }
}

const paragraphsOf = (text: Node): RichParagraph[] =>
  text.children.map((paragraph) => ({
    bullet: paragraph.attrs['list'] === 'bullet',
    runs: paragraph.children.map((run) => ({
      text: run.text ?? '',
      strong: run.marks.some(({ type }) => type.name === 'strong'),
      em: run.marks.some(({ type }) => type.name === 'em'),
    })),
  }))

const joined = (a: SheetEntry, b: SheetEntry): SheetEntry => ({
  key: a.key,
  units: [...new Set([...a.units, ...b.units])],
  proposer: b.proposer ?? a.proposer,
  status: a.status,
  supporters: [...a.supporters, ...b.supporters],
  justification: [...a.justification, ...b.justification],
  fallback: [...a.fallback, ...b.fallback],
})
