import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { draftDoc, seedUpdate, writeChange } from '@travaux/shared/crdt'
import { build, schema } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { suggestions } from '@travaux/shared/suggest'
import { draftIn, Hands } from '../support/hands.ts'
import { ids } from '../support/suggesting.ts'

/** What is typed in the middle of marked words while somebody decides on them: no word behind them may take the mark. */
const base = build.doc(build.title('Convention'), build.p('1', 'First the second paragraph.'))
const edit = { at: 1, from: 6, to: 0, length: 10, words: '' }
const copyOf = (update: Uint8Array): Y.Doc => {
  const doc = draftDoc()
  Y.applyUpdate(doc, update)
  return doc
}

/** Runs of the paragraph, those that somebody proposes or that are bold in brackets. */
const read = (doc: Y.Doc): string =>
  draftIn(doc)
    .doc.child(1)
    .children.map(({ text, marks }) => (marks.length > 0 ? `[${text}]` : text))
    .join('')

/** The paragraph after both have done something to the same draft, the same for both. */
function both(state: Uint8Array, one: (copy: Y.Doc) => void, other: (copy: Y.Doc) => void): string {
  const copies = [copyOf(state), copyOf(state)] as const
  one(copies[0])
  other(copies[1])
  const updates = copies.map((copy) => Y.encodeStateAsUpdate(copy))
  const texts = copies.map((copy, index) => {
    Y.applyUpdate(copy, updates[1 - index]!)
    return read(copy)
  })
  expect(texts[0]).toBe(texts[1])
  return texts[0]!
}

describe('words typed into a suggestion while it is decided', () => {
  it.each([
    ['typed', 'withdrawn', 'First Dora the second paragraph.'],
    ['typed', 'rejected', 'First Dora the second paragraph.'],
    ['typed', 'accepted', 'First may Dora [not ]the second paragraph.'],
    ['struck', 'withdrawn', 'First theDora [ second] paragraph.'],
    ['struck', 'rejected', 'First theDora [ second] paragraph.'],
    ['struck', 'accepted', 'First Dora  paragraph.'],
  ] as const)('%s and %s', (kind, decision, text) => {
    const made = ids()
    const draft = copyOf(seedUpdate(base, TEXT_ROOT))
    const [rita, dora, dan] = ['rita', 'dora', 'dora'].map((user) => new Hands(user, made)) as [Hands, Hands, Hands]
    rita.suggest(draft, kind === 'typed' ? { ...edit, kind: 'type', words: 'may not ' } : { ...edit, kind: 'delete words' })
    const all = suggestions(draftIn(draft)).map(({ id }) => id)
    const result = both(
      Y.encodeStateAsUpdate(draft),
      (copy) => (decision === 'withdrawn' ? rita : dan).decideOn(copy, decision === 'accepted' ? 'accept' : 'reject', all),
      (copy) => dora.edit(copy, { ...edit, kind: 'type', from: kind === 'typed' ? 10 : 9, words: 'Dora ' }),
    )
    expect(result).toBe(text)
  })

  it('bold words likewise', () => {
    const bold = build.doc(
      build.title('C'),
      build.p('1', [schema.text('all '), schema.text('bold', [schema.mark('strong')]), schema.text(' end')]),
    )
    const written = (words: readonly (readonly [string, boolean])[]) => (copy: Y.Doc) => {
      const runs = words.map(([text, strong]) => schema.text(text, strong ? [schema.mark('strong')] : []))
      writeChange(
        copy.getXmlFragment(TEXT_ROOT),
        bold.copy(bold.content.replaceChild(1, bold.child(1).copy(build.p('1', runs).content))),
      )
    }
    expect(
      both(
        seedUpdate(bold, TEXT_ROOT),
        written([['all bold end', false]]),
        written([
          ['all ', false],
          ['bo', true],
          ['-', false],
          ['ld', true],
          [' end', false],
        ]),
      ),
    ).toBe('all bo-[ld] end')
  })
})
