import fc from 'fast-check'
import { Fragment, type Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { BREAK, build, schema } from '@travaux/shared/model'
import { accept, suggestions, reject, sidesOf, type Statement, type SuggestedDraft } from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { arbitraryTurns, ids, session, started, suggestEdit } from '../support/suggesting.ts'

const { article, doc, p, title } = build
const bold = (text: string): Node => schema.text(text, [schema.mark('strong')])
const treaty = (...content: Node[]): Node => doc(title('Convention'), article('24', 'Conditions', ...content))
const before = treaty(p('1', 'Each State Party may keep data.'), p('2', 'Keep them safe.'))

/** The document after the edit, with the eIds that the base gave. */
const edited = (change: (article: Node) => Node): Node => before.copy(before.content.replaceChild(1, change(before.child(1))))
const words =
  (index: number, ...content: Node[]) =>
  (unit: Node) =>
    unit.copy(unit.content.replaceChild(index, unit.child(index).type.create(unit.child(index).attrs, content)))

const EXAMPLES: readonly (readonly [what: string, after: Node, where: string, statements: Statement[]])[] = [
  [
    'a word for another',
    edited(words(1, schema.text('Each State Party shall keep data.'))),
    'article 24, paragraph 1',
    [{ kind: 'replace', before: 'may', after: 'shall' }],
  ],
  [
    'words added',
    edited(words(2, schema.text('Keep all of them safe.'))),
    'article 24, paragraph 2',
    [{ kind: 'insert', text: 'all of ' }],
  ],
  ['words struck', edited(words(2, schema.text('Keep safe.'))), 'article 24, paragraph 2', [{ kind: 'delete', text: 'them ' }]],
  [
    'half a word',
    edited(words(2, schema.text('Keep these safe.'))),
    'article 24, paragraph 2',
    [{ kind: 'replace', before: 'them', after: 'these' }],
  ],
  [
    'a letter more',
    edited(words(2, schema.text('Keeps them safe.'))),
    'article 24, paragraph 2',
    [{ kind: 'replace', before: 'Keep', after: 'Keeps' }],
  ],
  [
    'another look',
    edited(words(2, schema.text('Keep '), bold('them'), schema.text(' safe.'))),
    'article 24, paragraph 2',
    [{ kind: 'format', text: 'them', on: ['strong'], off: [] }],
  ],
  [
    'another number',
    edited((unit) => unit.type.create({ ...unit.attrs, number: '24 bis' }, unit.content)),
    'article 24',
    [{ kind: 'label', attribute: 'number', before: '24', after: '24 bis' }],
  ],
  [
    'a new paragraph',
    edited((unit) => unit.copy(unit.content.addToEnd(schema.node('provision', { number: '3', eId: 'x' }, schema.text('New.'))))),
    'article 24, paragraph 3',
    [{ kind: 'newBlock', text: 'New.' }],
  ],
  [
    'a paragraph struck whole',
    edited((unit) => unit.copy(unit.content.cut(0, unit.content.size - unit.lastChild!.nodeSize))),
    'article 24, paragraph 2',
    [{ kind: 'deleteBlock', text: 'Keep them safe.' }],
  ],
  [
    'Enter in a paragraph',
    edited((unit) => {
      const second = unit.child(2)
      const half = (from: number, to: number, eId: string) =>
        second.type.create({ ...second.attrs, eId }, second.content.cut(from, to))
      return unit.copy(unit.content.replaceChild(2, half(0, 5, second.attrs['eId'] as string)).addToEnd(half(5, 15, 'x')))
    }),
    'article 24, paragraph 2',
    [{ kind: 'split' }],
  ],
]

describe('a suggestion in words', () => {
  it.each(EXAMPLES)('%s', (_, after, where, statements) => {
    const [only, ...others] = suggestions(suggestEdit(started(before), 'rita', after, ids()))
    expect(others).toEqual([])
    expect(only).toMatchObject({ user: 'rita', location: where, container: 'art_24', statements })
    expect(only!.kind).toBe(statements[0]!.kind)
  })

  it('has two sides', () => {
    const statements: Statement[] = [{ kind: 'replace', before: 'may', after: 'shall' }, { kind: 'split' }]
    expect(sidesOf({ statements })).toEqual({ before: 'may', after: 'shall … ¶' })
  })

  it('words behind a proposed break are not the rest of the word before it', () => {
    const mark = (name: string) => schema.mark(name, { id: 'rita:1', user: 'rita', at: 1 })
    const line = (...content: Node[]) => ({ ...started(before), doc: edited(words(2, ...content)) })
    const said = (draft: SuggestedDraft) => suggestions(draft).flatMap(({ statements }) => statements)
    const broken = schema.text(`${BREAK}And `, [mark('insertion')])
    expect(said(line(schema.text('Keep'), broken, schema.text('them safe.')))).toEqual([
      { kind: 'insert', text: 'And' },
      { kind: 'split' },
    ])
  })

  it('a block to be deleted is named by the draft’s words, a moved one also by what becomes of them', () => {
    const first = suggestEdit(started(before), 'raul', edited(words(2, schema.text('Keep all of them safe.'))), ids())
    const unitOf = (draft: Node, ...children: number[]) =>
      draft.copy(
        draft.content.replaceChild(1, draft.child(1).copy(Fragment.from(children.map((index) => draft.child(1).child(index))))),
      )
    const gone = suggestEdit(first, 'rita', unitOf(first.doc, 0, 1), ids())
    expect(
      suggestions(gone)
        .filter(({ user }) => user === 'rita')
        .map(({ statements }) => statements),
    ).toEqual([[{ kind: 'deleteBlock', text: 'Keep them safe.' }]])
    const moved = suggestEdit(started(before), 'rita', unitOf(before, 0, 2, 1), ids())
    const copy = moved.doc.child(1).children.findIndex((node) => node.attrs['sug'] !== null)
    const reworded = moved.doc
      .child(1)
      .child(copy)
      .copy(Fragment.from(schema.text('Each Party may keep all data.')))
    const unit = moved.doc.child(1)
    const doc = moved.doc.copy(moved.doc.content.replaceChild(1, unit.copy(unit.content.replaceChild(copy, reworded))))
    expect(suggestions({ ...moved, doc }).map(({ statements }) => statements)).toEqual([
      [
        { kind: 'move', text: 'Each State Party may keep data.' },
        { kind: 'replace', before: 'State Party may keep', after: 'Party may keep all' },
      ],
    ])
  })

  it('leaves out what somebody else proposes in between', () => {
    const first = suggestEdit(started(before), 'rita', edited(words(1, schema.text('Each State Party shall keep data.'))), ids())
    const unit = first.doc.child(1)
    const [head, ...rest] = unit.child(1).children
    const changed = words(1, schema.text('Every'), head!.cut(4), ...rest)(unit)
    const both = suggestEdit(first, 'raul', first.doc.copy(first.doc.content.replaceChild(1, changed)), ids())
    expect(suggestions(both).map(({ user, statements }) => [user, statements])).toEqual([
      ['raul', [{ kind: 'replace', before: 'Each', after: 'Every' }]],
      ['rita', [{ kind: 'replace', before: 'may', after: 'shall' }]],
    ])
  })
})

describe('the list of suggestions', () => {
  it('names every suggestion once, in document order, and all that it names can be accepted and rejected', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(10), (base, turns) => {
        const draft = session(base, turns)
        const list = suggestions(draft)
        expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
        const places = list.flatMap(({ pos }) => (pos === null ? [] : [pos]))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        for (const { id, statements } of list) {
          expect(statements.length).toBeGreaterThan(0)
          expect(reject(draft, [id]).ok).toBe(true)
          const accepted = accept(draft, [id])
          expect(accepted.ok || accepted.reason).not.toBe('unknown')
        }
        const all = list.map(({ id }) => id)
        if (all.length === 0) return
        const without = reject(draft, all)
        if (!without.ok) throw new Error(without.reason)
        const left = {
          doc: without.transform.doc,
          records: new Map([...draft.records].filter(([, { id }]) => !all.includes(id))),
        }
        expect(suggestions(left)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
