import fc from 'fast-check'
import { Fragment, type Node } from 'prosemirror-model'
import { schema } from '@travaux/shared/model'

/**
 * Random edits of a draft, as a drafter, a paste or a concurrent merge makes them. An edit is a value of small numbers, which
 * choose among what the document holds when it is applied, so that failures shrink.
 */
export interface Edit {
  readonly kind: (typeof EDIT_KINDS)[number]
  readonly at: number
  readonly to: number
  readonly from: number
  readonly length: number
  readonly words: string
}

export const EDIT_KINDS = [
  'type',
  'delete words',
  'format',
  'split',
  'join',
  'insert provision',
  'delete provision',
  'move provision',
  'retype provision',
  'repeat provision',
  'insert article',
  'delete article',
  'move article',
  'repeat article',
  'renumber',
  'change level',
] as const

const WORDS = 'this Convention shall apply to electronic evidence, including “data”; المادة 第一条 re-use 🦉 and/or'.split(' ')

/** Edits of a text of so many blocks. */
export const arbitraryEditAmong = (blocks: number): fc.Arbitrary<Edit> =>
  fc.record({
    kind: fc.constantFrom(...EDIT_KINDS),
    at: fc.nat(blocks),
    to: fc.nat(blocks),
    from: fc.nat(120),
    length: fc.integer({ min: 1, max: 60 }),
    words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((list) => list.join(' ')),
  })

export const arbitraryEdit = arbitraryEditAmong(60)

/**
 * The draft after the edits, in order. An edit that finds nothing to act on leaves it as it is. New blocks are numbered from `first`
 * on, so that those of a later call do not have the same ids.
 */
export const applyEdits = (doc: Node, edits: readonly Edit[], first = 0): Node =>
  edits.reduce(
    (draft, edit, count) => whole(withChildren(draft, applyEdit(draft.children, edit, `x${first + count}`)), draft),
    doc,
  )

/** No keyboard cuts a character outside the basic plane into halves. */
const whole = (edited: Node, before: Node): Node => {
  let cut = false
  edited.descendants((node) => void (cut ||= node.isText && !node.text!.isWellFormed()))
  return cut ? before : edited
}

const withChildren = (node: Node, children: readonly Node[]): Node => node.copy(Fragment.fromArray([...children]))
const withAttrs = (node: Node, attrs: Record<string, unknown>): Node =>
  node.type.create({ ...node.attrs, ...attrs }, node.content, node.marks)
const eIdOf = (node: Node): string => node.attrs['eId'] as string

type Change = (siblings: readonly Node[], index: number) => readonly Node[]

function applyEdit(top: readonly Node[], edit: Edit, fresh: string): readonly Node[] {
  const newId = (parent: string) => `${parent}__para_${fresh}`
  switch (edit.kind) {
    case 'type':
      return atBlock(top, edit, (node) => cut(node, edit.from, 0, edit.words))
    case 'delete words':
      return atBlock(top, edit, (node) => cut(node, edit.from, edit.length, ''))
    case 'format':
      return atBlock(top, edit, (node) => format(node, edit))
    case 'split':
      return atProvision(top, edit.at, (siblings, index) => {
        const node = siblings[index]!
        const at = edit.from % (node.content.size + 1)
        const second = withAttrs(node.cut(at), { eId: newId(eIdOf(node)), number: null })
        return siblings.toSpliced(index, 1, node.cut(0, at), second)
      })
    case 'join':
      return atProvision(top, edit.at, (siblings, index) => {
        const [node, next] = [siblings[index]!, siblings[index + 1]]
        if (next?.type.name !== 'provision') return siblings
        return siblings.toSpliced(index, 2, node.copy(node.content.append(next.content)))
      })
    case 'insert provision':
      return atProvision(top, edit.at, (siblings, index) =>
        siblings.toSpliced(index + 1, 0, provision(newId('new'), edit.words, 1 + (edit.length % 4))),
      )
    case 'delete provision':
      return atProvision(top, edit.at, (siblings, index) => siblings.toSpliced(index, 1))
    case 'move provision': {
      const node = provisionAt(top, edit.at)
      if (!node) return top
      const without = atProvision(top, edit.at, (siblings, index) => siblings.toSpliced(index, 1))
      return atProvision(without, edit.to, (siblings, index) => siblings.toSpliced(index + 1, 0, node))
    }
    case 'retype provision':
      return atProvision(top, edit.at, (siblings, index) =>
        siblings.with(index, withAttrs(cut(siblings[index]!, edit.from, edit.length % 8, edit.words), { eId: newId('again') })),
      )
    case 'repeat provision':
      return atProvision(top, edit.at, (siblings, index) => siblings.toSpliced(index + 1, 0, siblings[index]!))
    case 'insert article':
      return top.toSpliced(edit.at % (top.length + 1), 0, article(`art_${fresh}`, edit.words))
    case 'delete article':
      return atArticle(top, edit.at, (siblings, index) => siblings.toSpliced(index, 1))
    case 'move article':
      return atArticle(top, edit.at, (siblings, index) => {
        const rest = siblings.toSpliced(index, 1)
        return rest.toSpliced(edit.to % (rest.length + 1), 0, siblings[index]!)
      })
    case 'repeat article':
      return atArticle(top, edit.at, (siblings, index) => siblings.toSpliced(edit.to % siblings.length, 0, siblings[index]!))
    case 'renumber':
      return atBlock(top, edit, (node) => ('number' in node.attrs ? withAttrs(node, { number: String(edit.to) }) : node))
    case 'change level':
      return atProvision(top, edit.at, (siblings, index) =>
        siblings.with(index, withAttrs(siblings[index]!, { level: 1 + (edit.to % 4) })),
      )
  }
}

const provision = (eId: string, words: string, level: number): Node =>
  schema.node('provision', { eId, level, number: '9' }, schema.text(words))

const article = (eId: string, words: string): Node =>
  schema.node('article', { eId, number: '9 bis' }, [
    schema.node('heading', null, schema.text(words)),
    provision(`${eId}__para_1`, `${words} ${words}`, 1),
  ])

/** Changes the `at`-th textblock of the document, headings included. */
function atBlock(top: readonly Node[], { at }: Edit, change: (node: Node) => Node): readonly Node[] {
  const count = textblocks(top)
  let left = count === 0 ? -1 : at % count
  const visit = (node: Node): Node => {
    if (!node.isTextblock) return withChildren(node, node.children.map(visit))
    return left-- === 0 ? change(node) : node
  }
  return top.map(visit)
}

const textblocks = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, node) => sum + (node.isTextblock ? 1 : textblocks(node.children)), 0)

/** Changes the list of siblings around the `at`-th provision. */
function atProvision(top: readonly Node[], at: number, change: Change): readonly Node[] {
  const places = provisionPlaces(top)
  const place = places[at % Math.max(1, places.length)]
  if (!place) return top
  if (place.unit === null) return change(top, place.index)
  const unit = top[place.unit]!
  return top.with(place.unit, withChildren(unit, change(unit.children, place.index)))
}

function provisionAt(top: readonly Node[], at: number): Node | null {
  const places = provisionPlaces(top)
  const place = places[at % Math.max(1, places.length)]
  return place ? (place.unit === null ? top : top[place.unit]!.children)[place.index]! : null
}

function provisionPlaces(top: readonly Node[]): { unit: number | null; index: number }[] {
  const within = (unit: number | null, nodes: readonly Node[]) =>
    nodes.flatMap((node, index) => (node.type.name === 'provision' ? [{ unit, index }] : []))
  return [...within(null, top), ...top.flatMap((node, unit) => (node.isTextblock ? [] : within(unit, node.children)))]
}

function atArticle(top: readonly Node[], at: number, change: Change): readonly Node[] {
  const places = top.flatMap((node, index) => (node.type.name === 'article' ? [index] : []))
  const index = places[at % Math.max(1, places.length)]
  return index === undefined ? top : change(top, index)
}

/** The textblock with `length` characters from `from` on replaced by `words`, which take no marks. */
function cut(node: Node, from: number, length: number, words: string): Node {
  const start = from % (node.content.size + 1)
  const end = Math.min(node.content.size, start + length)
  const typed = words === '' ? Fragment.empty : Fragment.from(schema.text(words))
  return node.copy(node.content.cut(0, start).append(typed).append(node.content.cut(end)))
}

function format(node: Node, { from, length }: Edit): Node {
  const start = from % (node.content.size + 1)
  const end = Math.min(node.content.size, start + length)
  const bold = node.content.cut(start, end).content.map((run) => run.mark(schema.marks.strong.create().addToSet(run.marks)))
  return node.copy(node.content.cut(0, start).append(Fragment.fromArray(bold)).append(node.content.cut(end)))
}
