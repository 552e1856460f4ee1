import { redline, type Entry, type Redline } from '../../diff/index.ts'
import { blocks, type Block } from '../../model/index.ts'
import type { Amendment } from '../../instruct/index.ts'
import { plainLines, type RichParagraph, type SheetEntry, type Supporter } from '../../amendment/index.ts'
import type { AmendmentSource } from '../source.ts'
import { lineContext, type LineContext } from './lines.ts'
import { wordsIn, type FileWords, type Frame } from '../words/index.ts'
import { capital, pathOf, tableLocation } from './location.ts'
import { ENGLISH, plainRun, type Depth, type PaperBlock, type PaperRun, type WordsRole } from './paper.ts'
import { sideBlocks } from './sides.ts'

/** Words of a paper's own, in the language of its frame. */
export const ownWords = (role: WordsRole, text: string, { language, direction }: Frame): PaperBlock => ({
  kind: 'words',
  role,
  frame: { language, direction },
  runs: [plainRun(text)],
})

/** Writes one draft's amendments as blocks of a paper. */
export class AmendmentWriter {
  private readonly source: AmendmentSource
  private readonly compared: Redline
  private readonly context: LineContext
  private readonly own: FileWords
  /** By eId of the draft: the key of the base's block that it goes on with. */
  private readonly continued: ReadonlyMap<string, string>
  private readonly sides: Record<'base' | 'draft', { list: Block[]; index: Map<string, number> }>

  constructor(source: AmendmentSource, depth: Depth = 1) {
    this.source = source
    this.own = wordsIn(source.language)
    this.compared = redline(source.base, source.draft)
    this.context = lineContext(this.compared, source.language, depth)
    this.continued = new Map(
      this.compared.flatMap(({ bases: [base], drafts: [draft] }) => (base && draft ? [[draft.eId, `base ${base.eId}`]] : [])),
    )
    const side = (list: Block[]) => ({ list, index: new Map(list.map(({ eId }, at) => [eId, at])) })
    this.sides = { base: side(blocks(source.base)), draft: side(blocks(source.draft)) }
  }

  /** The unit in words; the instructions' own name for it is English. */
  name({ id, kind, name }: Amendment): string {
    if (this.own.language === 'en') return name
    return this.named(kind === 'ADD' ? 'draft' : 'base', id) ?? this.named('draft', id) ?? name
  }

  /** Where it is and how it reads on both sides: the smallest unit that holds all of its changes, whole. */
  table(amendment: Amendment): PaperBlock[] {
    const path = this.commonPath(amendment)
    const within = this.compared.filter((entry) => this.pathsOf(entry).some((own) => startsWith(own, path)))
    const whole = within.length > 0 ? within : amendment.changes
    const entries = whole.length > 1 && amendment.changes.every(isHeading) ? amendment.changes : whole
    const isNew = entries.every(({ bases }) => bases.length === 0)
    const isGone = entries.every(({ drafts }) => drafts.length === 0)
    const cell = (side: 'base' | 'draft'): PaperBlock[] => {
      if (side === 'draft' && isGone) return [ownWords('absent', this.own.deleted, this.own)]
      return sideBlocks(entries, side, this.context)
    }
    const remarks = entries.flatMap((entry) => this.moveRemark(entry))
    return [
      ownWords('location', `${capital(this.place(path, amendment))}${isNew ? this.own.isNew : ''}`, this.own),
      { kind: 'columns', heads: this.own.heads, cells: [isNew ? [] : cell('base'), cell('draft')] },
      ...[...new Set(remarks)].map((remark) => ownWords('remark', remark, this.own)),
    ]
  }

  /** Who proposes and supports it, and where it stands. */
  facts(amendment: Amendment): PaperBlock[] {
    const note = this.source.notes.get(amendment.id)
    const facts = note ? factsOf(note, this.own) : []
    return facts.length > 0 ? [{ kind: 'facts', colon: this.own.colon, facts }] : []
  }

  justification(amendment: Amendment): PaperBlock[] {
    return (this.source.notes.get(amendment.id)?.justification ?? []).flatMap(richBlock)
  }

  /** Its sentences, numbered from `first`, and what no sentence can say. */
  instructions(amendment: Amendment, first: number): PaperBlock[] {
    return [
      ...amendment.instructions.map(({ text }, index) => ownWords('instruction', `${first + index}. ${text}`, ENGLISH)),
      ...(amendment.unstated.length > 0 ? [ownWords('remark', this.unstated(amendment), this.own)] : []),
    ]
  }

  /** Of blocks that the source has: amendments may name blocks of a base numbered anew (`amend`). */
  private pathsOf({ bases, drafts }: Entry): string[][] {
    const of = (side: 'base' | 'draft', list: readonly Block[]) =>
      list
        .filter(({ eId }) => this.sides[side].index.has(eId))
        .map(({ eId }) => pathOf(this.sides[side].list, this.sides[side].index.get(eId)!).map((part) => this.key(side, part)))
    return [...of('draft', drafts), ...of('base', bases)]
  }

  /** One name for a block of the base and the draft's that goes on with it: two texts may use one eId for different blocks. */
  private key(side: 'base' | 'draft', eId: string): string {
    return (side === 'draft' && this.continued.get(eId)) || `${side} ${eId}`
  }

  private commonPath(amendment: Amendment): string[] {
    const paths = amendment.changes.flatMap((entry) => this.pathsOf(entry))
    const blocksOf = amendment.changes.flatMap(({ bases, drafts }) => [...bases, ...drafts]).length
    const own = [this.key(amendment.kind === 'ADD' ? 'draft' : 'base', amendment.id)]
    if (paths.length < blocksOf) return own
    let common = paths[0] ?? own
    for (const path of paths) {
      let at = 0
      while (at < common.length && common[at] === path[at]) at++
      common = common.slice(0, at)
    }
    return common.length > 0 ? common : own
  }

  private place(path: readonly string[], amendment: Amendment): string {
    const [side, eId] = path.at(-1)!.split(' ', 2) as ['base' | 'draft', string]
    const index = this.sides[side].index.get(eId)
    if (index !== undefined) return tableLocation(this.sides[side].list, index, this.own)
    return this.name(amendment)
  }

  private unstated(amendment: Amendment): string {
    const what = [...new Set(amendment.unstated.map((one) => this.own.unstatedWhat[one.what]))]
    return this.own.unstated(this.name(amendment), what.join('; '))
  }

  private moveRemark({ bases, drafts, moved }: Entry): string[] {
    const [base, draft] = [bases[0], drafts[0]]
    if (moved === null || (base && draft)) return []
    const from = base ? this.named('base', base.eId) : this.named('base', moved)
    const to = draft ? this.named('draft', draft.eId) : this.named('draft', moved)
    return from && to ? [this.own.moved(from, to)] : []
  }

  private named(side: 'base' | 'draft', eId: string): string | null {
    const index = this.sides[side].index.get(eId)
    return index === undefined ? null : tableLocation(this.sides[side].list, index, this.own)
  }
}

/** The heading of an article or annex that goes on: its paragraphs need not be shown for it. */
const isHeading = ({ bases: [base], drafts: [draft] }: Entry): boolean =>
  base !== undefined && draft !== undefined && (draft.kind === 'article' || draft.kind === 'annex')

const startsWith = (path: readonly string[], start: readonly string[]): boolean => start.every((part, at) => path[at] === part)

function factsOf({ proposer, supporters, status }: SheetEntry, { facts, statuses }: FileWords) {
  const named = (kind: Supporter['kind']) => supporters.filter((one) => one.kind === kind).map(supporter)
  const [organisations, states] = [named('organisation'), named('state')]
  return [
    ...(proposer ? [{ name: facts.proposer, value: proposer }] : []),
    ...(organisations.length > 0 ? [{ name: facts.organisations, value: organisations.join('; ') }] : []),
    ...(states.length > 0 ? [{ name: facts.states, value: states.join('; ') }] : []),
    { name: facts.status, value: statuses[status] },
  ]
}

const supporter = ({ name, document }: Supporter): string => (document ? `${name} (${document})` : name)

function richBlock({ bullet, runs }: RichParagraph): PaperBlock[] {
  if (plainLines([{ bullet, runs }])[0]!.trim() === '') return []
  const words = runs.map(({ text, strong, em }): PaperRun => ({ text, op: 'keep', ...(strong && { strong }), ...(em && { em }) }))
  return [{ kind: 'words', role: 'justification', frame: null, runs: bullet ? [plainRun('• '), ...words] : words }]
}
