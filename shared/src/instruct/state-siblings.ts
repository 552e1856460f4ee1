import type { Block } from '../model/index.ts'
import { Succession } from './arrivals.ts'
import { wordsOf, type Compared } from './compared.ts'
import { hunksOf } from './hunks.ts'
import type { Consequence, Instruction, Place, WordEdit } from './instruction.ts'
import { sameLabel } from './labels.ts'
import { printLines } from './lines.ts'
import { newName } from './new-name.ts'
import { isHeaded, ownPlace, type Unit } from './places.ts'
import { recount } from './recount.ts'
import { rewritten } from './rewritten.ts'
import { longestAscending } from './sequence.ts'
import { stateWords } from './state-words.ts'
import { blocksOf, type Tree } from './tree.ts'
import type { Ground } from './resolve.ts'
import { hits, quotable } from './words.ts'

/** The sentence whose place stands above a list of siblings: a provision, or the article itself. */
interface Parent {
  /** What "after it, first of all" is called. */
  readonly place: Place
  /** The level of what is inserted there. */
  readonly levels: (level: number) => boolean
}

/**
 * The instructions that make one list of sibling provisions of another, with everything below them, in document order. Null when a
 * new provision's level can't be said there: also what stands above is replaced.
 */
export function stateSiblings(
  compared: Compared,
  bases: readonly Tree[],
  drafts: readonly Tree[],
  parent: Parent,
): Instruction[] | null {
  const { units } = compared.ground.places
  const matched = matchSiblings(compared, bases, drafts)
  const slots: Instruction[][] = Array.from({ length: bases.length + 1 }, () => [])
  const own: Instruction[][] = bases.map(() => [])
  const flagged = recountedAlike(bases, drafts, matched)
  const also = (tree: Tree): Consequence[] => (flagged ? [{ type: 'renumber', units: unitsWord(tree.block) }] : [])
  let anchor = -1
  for (const [at, draft] of drafts.entries()) {
    const from = matched.baseAt[at]!
    if (from === null) {
      const placed = newSibling(compared, bases, anchor, draft, parent)
      if (!placed) return null
      slots[anchor + 1]!.push({ ...placed, also: also(draft) })
      continue
    }
    const base = bases[from]!
    const unit = units[base.index]!
    if (!matched.stays.has(at)) {
      const to = anchor >= 0 ? units[bases[anchor]!.index]! : units[bases[0]!.index]!
      slots[anchor + 1]!.push({
        type: 'move',
        at: unit.place,
        side: anchor >= 0 ? 'after' : 'before',
        to: to.place,
        also: also(draft),
      })
    } else anchor = from
    own[from] = stateProvision(compared, base, draft, flagged)
  }
  bases.forEach((base, at) => {
    if (!matched.taken.has(at)) own[at] = [{ type: 'delete', at: units[base.index]!.place, also: also(base) }]
  })
  const arrivals = slots.map((list) => {
    const succession = new Succession()
    return list.map((instruction) => succession.following(instruction))
  })
  return [...arrivals[0]!, ...own.flatMap((list, at) => [...list, ...arrivals[at + 1]!])]
}

interface Matched {
  /** Index in the base's list for each of the draft's. */
  readonly baseAt: readonly (number | null)[]
  /** Draft indexes that kept their order. */
  readonly stays: ReadonlySet<number>
  readonly taken: ReadonlySet<number>
}

export function matchSiblings({ baseOf }: Compared, bases: readonly Tree[], drafts: readonly Tree[]): Matched {
  const at = new Map(bases.map(({ block }, index) => [block.eId, index]))
  const baseAt = rewritten(
    drafts.map(({ block }) => {
      const index = at.get(baseOf.get(block.eId) ?? '')
      return index !== undefined && bases[index]!.block.level === block.level ? index : null
    }),
    (index, draft) => {
      const [base, own] = [bases[index]!.block, drafts[draft]!.block]
      return own.number !== null && base.number === own.number && base.level === own.level
    },
    bases.length,
  )
  const matched = baseAt.flatMap((index, draft) => (index === null ? [] : [{ index, draft }]))
  const kept = longestAscending(matched.map(({ index }) => index))
  return {
    baseAt,
    stays: new Set(matched.filter((_, index) => kept.has(index)).map(({ draft }) => draft)),
    taken: new Set(matched.map(({ index }) => index)),
  }
}

/** Whether the numbers of the draft are those that counting on behind what is new, gone or moved gives. */
function recountedAlike(bases: readonly Tree[], drafts: readonly Tree[], { baseAt, stays, taken }: Matched): boolean {
  const changed = drafts.some(({ block }, at) => baseAt[at] !== null && bases[baseAt[at]!]!.block.number !== block.number)
  const structural = taken.size < bases.length || baseAt.includes(null) || stays.size < taken.size
  const model = (drafts[0] ?? bases[0])?.block.node
  if (!changed || !structural || !model) return false
  const items = drafts.map(({ block }, at) => {
    const from = baseAt[at]!
    return { node: (from === null ? block : bases[from]!.block).node!, counted: from !== null }
  })
  const marks = structuralMarks(bases, drafts, baseAt, stays)
  const counted = recount(
    items,
    marks.map((at) => ({ at, model })),
    bases.map(({ block }) => block.node!),
  )
  return counted.every((node, at) => node.attrs['number'] === drafts[at]!.block.number)
}

/** Draft indexes where something is new, has come, or stood before it went. */
export function structuralMarks(
  bases: readonly Tree[],
  drafts: readonly Tree[],
  baseAt: readonly (number | null)[],
  stays: ReadonlySet<number>,
): number[] {
  const marks: number[] = []
  let anchor = -1
  drafts.forEach((_, at) => {
    const from = baseAt[at]!
    if (from === null || !stays.has(at)) return void marks.push(at)
    if (from > anchor + 1) marks.push(at)
    anchor = from
  })
  if (anchor < bases.length - 1) marks.push(drafts.length)
  return marks
}

const unitsWord = ({ level }: Block): string => (level === 1 ? 'paragraphs' : 'subparagraphs')

/** A new provision with what stands below it, behind the sibling at `anchor`. */
function newSibling(
  { ground, draft }: Compared,
  bases: readonly Tree[],
  anchor: number,
  tree: Tree,
  parent: Parent,
): Extract<Instruction, { type: 'insert' }> | null {
  const { units } = ground.places
  const { level } = tree.block
  const beside = bases[Math.max(anchor, 0)]
  if (beside ? beside.block.level !== level : !parent.levels(level)) return null
  const lines = printLines(
    blocksOf(tree).map(({ node }) => node!),
    draft.attrs['language'] as string,
  )
  const at = beside ? units[beside.index]!.place : parent.place
  return { type: 'insert', side: anchor < 0 && beside ? 'before' : 'after', at, name: newName(tree.block), lines, also: [] }
}

/** What changes in a provision that stays, and below it. */
function stateProvision(compared: Compared, base: Tree, draft: Tree, recounted: boolean): Instruction[] {
  const { ground } = compared
  const unit = ground.places.units[base.index]!
  const languages = [ground.base.attrs['language'] as string, compared.draft.attrs['language'] as string] as const
  const renumbered = base.block.number !== draft.block.number
  const relabelled = renumbered && (base.block.number === null || draft.block.number === null)
  const sameForm = sameLabel(base.block, { ...draft.block, number: base.block.number }, ...languages)
  const below = stateSiblings(compared, base.children, draft.children, {
    place: `${unit.place}, chapeau`,
    levels: (level) => level === base.block.level + 1,
  })
  if (below === null || relabelled || !sameForm) return [replacement(compared, unit.place, draft)]
  const own = stateOwnWords(compared, unit, draft.block)
  const number: Instruction[] =
    renumbered && !recounted ? [{ type: 'renumber', at: unit.place, number: draft.block.number!, also: [] }] : []
  return [...number, ...own, ...below]
}

const replacement = ({ draft }: Compared, at: Place, tree: Tree): Instruction => ({
  type: 'replace',
  at,
  lines: printLines(
    blocksOf(tree).map(({ node }) => node!),
    draft.attrs['language'] as string,
  ),
  also: [],
})

/** The words of one block: edits of words, or the block as a whole. */
export function stateOwnWords(compared: Compared, unit: Unit, draft: Block): Instruction[] {
  const hunks = hunksOf(wordsOf(compared, unit.block, draft))
  if (hunks.length === 0) return []
  const place = ownPlace(unit)
  const edits = stateWords(quotable(unit.block.node), hunks)
  if (edits) return edits.map((edit): Instruction => ({ type: 'words', at: [wordsPlace(compared, unit, edit)], edit, also: [] }))
  const base = draft.node!.type.create(
    { ...draft.node!.attrs, ...('number' in draft.node!.attrs ? { number: unit.block.number } : {}) },
    draft.node!.content,
  )
  const bare = unit.block.kind === 'article' || unit.block.kind === 'annex' || unit.block.rank !== null
  const lines = bare ? [quotable(draft.node)] : printLines([base], compared.draft.attrs['language'] as string)
  return [{ type: 'replace', at: place, lines, also: [] }]
}

/** The words of an article's only paragraph are the article's: "In article 10, …", "In article 3, chapeau, …". */
function wordsPlace({ ground }: Compared, unit: Unit, edit: WordEdit): Place {
  const top = unit.child === null ? undefined : ground.places.indexIn(-1, unit.top)
  const container = top === undefined ? undefined : ground.places.units[top]
  const sole = container !== undefined && container.index + 1 === unit.index && container.end === unit.end
  const place = sole && unit.block.number === null ? container.place : unit.place
  if (isHeaded(unit.block.kind)) return ownPlace(unit)
  return unit.end - unit.index > 1 && !isSaidOnce(ground, unit, edit) ? `${place}, chapeau` : place
}

/** Whether nothing below the chapeau could be meant as well: an occurrence counts from the chapeau on. */
function isSaidOnce(ground: Ground, { index, end }: Unit, edit: WordEdit): boolean {
  if (edit.op === 'add') return false
  if (typeof edit.occurrence === 'number') return true
  for (let at = index + 1; at < end; at++) if (hits(ground.textOf(at), edit.words).length > 0) return false
  return true
}
