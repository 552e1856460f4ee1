import { DecorationSet } from '@tiptap/pm/view'
import { Fragment } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { build, schema } from '@travaux/shared/model'
import { suggestions } from '@travaux/shared/suggest'
import { count } from '../../client/src/editor/counted.ts'
import { keepRedline, type Count } from '../../client/src/editor/redline-keeper.ts'
import { shownBlocks } from '../../client/src/editor/shown-blocks.ts'
import { ids, started, suggestEdit } from '../support/suggesting.ts'

const { article, doc, p } = build

const means = (...words: [number: string, text: string, level?: number][]) =>
  doc(article('1', 'Means', ...words.map(([number, text, level]) => p(number, text, level))))
const base = means(['1', 'By hand.'], ['2', 'By machine.'], ['3', 'By both:'], ['a', 'at once;', 2])

/** The base without its first paragraph; what stays keeps its number and eId. */
const draft = base.copy(Fragment.from(base.child(0).copy(Fragment.from(base.child(0).children.filter((_node, at) => at !== 1)))))
const EDITS = [
  ['By both:', 'By either:'],
  ['at once;', 'in turn;'],
] as const

/** Where the suggestions of a draft are said to stand, whose redline gives numbers so. */
function locations(counts: Count | null): string[] {
  const made = ids()
  const proposed = EDITS.reduce((text, [from, to]) => {
    const edited = text.doc
      .child(0)
      .children.map((node) => (node.textContent === from ? node.type.create(node.attrs, schema.text(to)) : node))
    return suggestEdit(text, 'rita', text.doc.copy(Fragment.from(text.doc.child(0).copy(Fragment.from(edited)))), made)
  }, started(draft))
  const keeper = keepRedline(base, 'en')
  keeper.number(counts)
  const empty = { base: null, entries: [], decorations: DecorationSet.empty, shown: true, counted: new Map(), fresh: false }
  const redline = keeper.afresh(empty, DecorationSet.empty, proposed.doc)
  return suggestions(proposed, shownBlocks(proposed.doc, redline)).map(({ location }) => location)
}

describe('a suggestion’s card in a draft', () => {
  it('that keeps its numbers gives those', () => {
    expect(locations(null)).toEqual(['article 1, paragraph 3', 'article 1, paragraph 3, subparagraph (a)'])
  })

  it('that counts them gives the numbers that the page shows', () => {
    expect(locations(count)).toEqual(['article 1, paragraph 2', 'article 1, paragraph 2, subparagraph (a)'])
  })
})
