import { Fragment, type Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { draftDoc, dropRepeats, readDocument, seedUpdate, writeChange } from '@travaux/shared/crdt'
import { build, printStamp, schema } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'

/** Two people move one block at the same moment: Yjs keeps both copies. */
const { doc, article, p } = build

type Hands = (draft: Node) => Node

/** How the draft reads when these have written at the same moment, before and after one copy has gone. */
function together(base: Node, ...all: readonly Hands[]): { before: Node; after: Node } {
  const merged = draftDoc()
  Y.applyUpdate(merged, seedUpdate(base, TEXT_ROOT))
  const state = Y.encodeStateAsUpdate(merged)
  for (const hands of all) {
    const copy = draftDoc()
    Y.applyUpdate(copy, state)
    writeChange(copy.getXmlFragment(TEXT_ROOT), hands(read(copy)))
    Y.applyUpdate(merged, Y.encodeStateAsUpdate(copy))
  }
  const before = read(merged)
  dropRepeats(merged, TEXT_ROOT)
  return { before, after: read(merged) }
}

function read(copy: Y.Doc): Node {
  const found = readDocument(copy.getXmlFragment(TEXT_ROOT))
  if (!found.ok) throw new Error(found.reason)
  return found.doc
}

const inArticle = (draft: Node, change: (blocks: readonly Node[]) => readonly Node[]): Node =>
  draft.copy(Fragment.from(draft.child(0).copy(Fragment.fromArray([...change(draft.child(0).children)]))))
const saying = (words: string) => (node: Node) => node.textContent.startsWith(words)
/** Puts the paragraph that begins so behind the one that begins otherwise. */
const move =
  (words: string, behind: string): Hands =>
  (draft) =>
    inArticle(draft, (blocks) => {
      const moved = blocks.find(saying(words))!
      return blocks.flatMap((block) => (block === moved ? [] : saying(behind)(block) ? [block, moved] : [block]))
    })
const type =
  (words: string, more: string): Hands =>
  (draft) =>
    inArticle(draft, (blocks) =>
      blocks.map((block) => (saying(words)(block) ? block.copy(block.content.append(Fragment.from(schema.text(more)))) : block)),
    )
const also =
  (...all: readonly Hands[]): Hands =>
  (draft) =>
    all.reduce((now, hands) => hands(now), draft)

const lines = (draft: Node): string[] =>
  draft
    .child(0)
    .children.slice(1)
    .map(({ textContent }) => textContent)
const names = (draft: Node): string[] => {
  const found: string[] = []
  draft.descendants((node) => void (node.attrs['eId'] && found.push(node.attrs['eId'] as string)))
  return found.toSorted()
}
const base = doc(article('1', 'Scope', p('1', 'Alpha'), p('2', 'Beta'), p('3', 'Gamma'), p('4', 'Delta')))
/** The same with the first paragraph as somebody's proposal. */
const proposed = inArticle(base, ([heading, first, ...rest]) => [
  heading!,
  first!.type.create({ ...first!.attrs, sug: printStamp({ id: 'rita:1', user: 'rita', at: 1 }) }, first!.content),
  ...rest,
])

describe('a block that two people move at the same moment', () => {
  it.each([
    ['of the draft', base],
    ['that is proposed', proposed],
  ])('%s stands once, with its name: the first in the text stays', (_, draft) => {
    const { before, after } = together(draft, move('Alpha', 'Gamma'), move('Alpha', 'Delta'))
    expect(lines(before)).toEqual(['Beta', 'Gamma', 'Alpha', 'Delta', 'Alpha'])
    expect(lines(after)).toEqual(['Beta', 'Gamma', 'Alpha', 'Delta'])
    expect(names(after)).toEqual(names(base))
  })

  it('stays twice where somebody has written in a copy, each with a name of its own', () => {
    const { after } = together(base, move('Alpha', 'Gamma'), also(move('Alpha', 'Delta'), type('Alpha', ' and more')))
    expect(lines(after)).toEqual(['Beta', 'Gamma', 'Alpha', 'Delta', 'Alpha and more'])
    expect(new Set(names(after)).size).toBe(names(after).length)
    expect(new Set(names(after)).isSupersetOf(new Set(names(base)))).toBe(true)
  })

  it('stays where somebody proposes something in it', () => {
    const suggested: Hands = (draft) =>
      inArticle(draft, (blocks) =>
        blocks.map((block) => {
          const mark = schema.mark('insertion', { id: 'raul:1', user: 'raul', at: 1 })
          return saying('Alpha')(block) ? block.copy(block.content.append(Fragment.from(schema.text(' or less', [mark])))) : block
        }),
      )
    const { after } = together(base, move('Alpha', 'Gamma'), also(move('Alpha', 'Delta'), suggested))
    expect(lines(after)).toEqual(['Beta', 'Gamma', 'Delta', 'Alpha or less'])
  })

  it('is the draft’s own where it is still proposed elsewhere', () => {
    const accepted: Hands = (draft) =>
      inArticle(draft, (blocks) =>
        blocks.map((block) =>
          block.type.create({ ...block.attrs, ...('sug' in block.attrs ? { sug: null } : {}) }, block.content),
        ),
      )
    const { after } = together(proposed, move('Alpha', 'Gamma'), also(accepted, move('Alpha', 'Delta')))
    expect(lines(after)).toEqual(['Beta', 'Gamma', 'Alpha', 'Delta', 'Alpha'])
    const [first, last] = [after.child(0).child(3), after.child(0).lastChild!]
    expect([first.attrs['sug'], last.attrs['sug']]).toEqual([expect.any(String), null])
    expect(last.attrs['eId']).toBe(base.child(0).child(1).attrs['eId'])
    expect(first.attrs['eId']).not.toBe(last.attrs['eId'])
  })

  it('is an article with everything in it', () => {
    const articles = doc(
      article('1', 'A', p('1', 'Alpha')),
      article('2', 'B', p('1', 'Beta')),
      article('3', 'C', p('1', 'Gamma')),
    )
    const first =
      (to: number): Hands =>
      (draft) =>
        draft.copy(Fragment.fromArray(draft.children.slice(1).toSpliced(to, 0, draft.child(0))))
    const { before, after } = together(articles, first(1), first(2))
    expect(before.childCount).toBe(4)
    expect(after.children.map(({ textContent }) => textContent)).toEqual(['BBeta', 'AAlpha', 'CGamma'])
    expect(names(after)).toEqual(names(articles))
  })

  it('changes nothing where no block stands twice', () => {
    const { before, after } = together(base, move('Alpha', 'Gamma'), type('Delta', '!'))
    expect(after.eq(before)).toBe(true)
  })
})
