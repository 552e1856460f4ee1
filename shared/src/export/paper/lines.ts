import type { Entry, Redline } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'
import { blockLabel } from '../../number/index.ts'
import { entryTokens } from '../stream/entry-tokens.ts'
import { HEADED, type Headed } from '../stream/look.ts'
import type { Token, Words } from '../stream/token.ts'
import type { Depth, PaperBlock, PaperLine, PaperRun } from './paper.ts'

/** What the lines need to know about the instrument beyond the entries. */
export interface LineContext {
  readonly language: string
  readonly draftEIds: ReadonlySet<string>
  /** The depth of each kind of heading in the outline of the whole paper. */
  readonly depths: ReadonlyMap<Headed | 'title', Depth>
}

/** The context of a redline, all of which is shown at `outermost` or deeper in the outline. */
export function lineContext(compared: Redline, language: string, outermost: Depth = 1): LineContext {
  const all = compared.flatMap(({ bases, drafts }) => [...bases, ...drafts])
  const ranks = new Set(all.map(({ kind, rank }) => rank ?? kind))
  const outline = HEADED.filter((headed) => headed !== 'annex' && ranks.has(headed))
  const below = (steps: number): Depth => Math.min(outermost + steps, 5) as Depth
  return {
    language,
    draftEIds: new Set(compared.flatMap(({ drafts }) => drafts.map(({ eId }) => eId))),
    depths: new Map<Headed | 'title', Depth>([
      ['title', outermost],
      ['annex', below(1)],
      ...outline.map((headed, index) => [headed, below(index + 1)] as const),
    ]),
  }
}

/** Entries of a redline as lines and headings; leaving out either side's words leaves the other text. */
export const entryBlocks = (entries: Redline, context: LineContext): PaperBlock[] =>
  entries.flatMap((entry) => headed(linesOf(entry, context), context))

interface Anchored {
  line: PaperLine
  anchor: string | null
}

/** Nobody's changes: a paper says what changes, the Word file alone says who did it. */
const NOBODY = { author: '', at: new Date(0) }

function linesOf(entry: Entry, { language, draftEIds }: LineContext): Anchored[] {
  const label = (block: Block) => blockLabel(block, language)
  const tokens = entryTokens(entry, { label, attribute: () => NOBODY, draftEIds })
  const anchors = entry.drafts.length > 0 ? entry.drafts.map(({ eId }) => eId) : []
  const lines: Anchored[] = []
  let open: Token[] = []
  let anchor: string | null = null
  for (const token of tokens) {
    if (token.kind === 'open') anchor ??= anchors.shift() ?? null
    if (token.kind !== 'end') open.push(token)
    else {
      const words = open.filter((one): one is Words => one.kind === 'words')
      lines.push({ line: { look: (token.draft ?? token.base)!, end: token.op, ...parted(words) }, anchor })
      open = []
      anchor = null
    }
  }
  return lines
}

/** What stands before the first lone tab, which parts a label from its words, and what stands after it. */
function parted(words: readonly Words[]): Pick<PaperLine, 'label' | 'words'> {
  const tab = words.findIndex(({ text, marks }) => text === '\t' && marks.length === 0)
  const rest = (list: readonly Words[]) => list.filter(({ text }) => text !== '\t').map(runOf)
  return { label: rest(words.slice(0, tab + 1)), words: words.slice(tab + 1).map(runOf) }
}

function runOf({ text, op, marks }: Words): PaperRun {
  const names = new Set(marks.map(({ type }) => type.name))
  return {
    text,
    op,
    ...(names.has('strong') && { strong: true }),
    ...(names.has('em') && { em: true }),
    ...(names.has('noteRef') && { noteRef: true }),
  }
}

/** The line of a number and the line of the words after it are one heading. */
function headed(lines: readonly Anchored[], { depths }: LineContext): PaperBlock[] {
  const list: PaperBlock[] = []
  for (const { line, anchor } of lines) {
    const kind = headedOf(line)
    const last = list.at(-1)
    const depth = kind === null ? null : (depths.get(kind) ?? 2)
    if (kind === null || depth === null) list.push({ kind: 'line', line, anchor })
    else if (last?.kind === 'heading' && last.headed === kind && last.lines.at(-1)!.look === `${kind}Number`)
      list[list.length - 1] = { ...last, lines: [...last.lines, line], anchor: last.anchor ?? anchor }
    else list.push({ kind: 'heading', headed: kind, depth, lines: [line], anchor })
  }
  return list
}

function headedOf({ look }: PaperLine): Headed | 'title' | null {
  if (look === 'Title') return 'title'
  return HEADED.find((headed) => look === `${headed}Number` || look === `${headed}Heading`) ?? null
}
