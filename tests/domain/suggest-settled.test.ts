import fc from 'fast-check'
import { Transform } from '@tiptap/pm/transform'
import { describe, expect, it } from 'vitest'
import { build, schema } from '@travaux/shared/model'
import { dropInherited, settled, settledPlaces, writesInProposal } from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { arbitraryTurns, session } from '../support/suggesting.ts'

const { article, doc, p } = build
const mark = (name: 'insertion' | 'deletion') => schema.mark(name, { id: 'rita:1', user: 'rita', at: 1 })
const words = (text: string, ...marks: ReturnType<typeof mark>[]) => schema.text(text, marks)

describe('the settled text', () => {
  it('is the draft without what anybody proposes, and without comments', () => {
    const draft = doc(
      article(
        '1',
        null,
        p('1', [words('Data '), words('may', mark('deletion')), words('shall', mark('insertion')), words(' be kept.')]),
      ),
      article('2', null, p('1', [schema.text('Said', [schema.mark('comment', { id: 'rita:2' })])])),
    )
    expect(settled(draft).eq(doc(article('1', null, p('1', 'Data may be kept.')), article('2', null, p('1', 'Said'))))).toBe(true)
  })

  it('leaves a draft without suggestions as it is, the very same nodes', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (text) => {
        expect(settled(text)).toBe(text)
      }),
    )
  })

  it('knows where its words stand in the draft', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryTurns(10), (text, turns) => {
        const draft = session(text, turns).doc
        const [clean, places] = [settled(draft), settledPlaces(draft)]
        expect(places.map(draft.content.size)).toBe(clean.content.size)
        clean.descendants((node, pos) => {
          if (!node.isText) expect(draft.nodeAt(places.invert().map(pos, 1))!.type).toBe(node.type)
          else
            for (let at = 0; at < node.text!.length; at++)
              expect(draft.textBetween(places.invert().map(pos + at, 1), places.invert().map(pos + at, 1) + 1)).toBe(
                node.text![at],
              )
        })
      }),
      { numRuns: 100 },
    )
  })
})

describe('a drafter beside suggestions', () => {
  const draft = doc(
    article('1', null, p('1', [words('Data '), words('retained', mark('insertion')), words(' here')]), p('2', 'Second')),
  )
  // The article opens at 0, its first paragraph at 1.
  const inInsertion = 2 + 'Data reta'.length

  it('types words that take on no suggestion', () => {
    const tr = new Transform(draft)
    const inherited = draft.resolve(inInsertion).marks()
    tr.insert(inInsertion, words('XX', ...(inherited as ReturnType<typeof mark>[])))
    expect(dropInherited(tr)).toBe(true)
    expect(tr.doc.textContent).toContain('Data retaXXined')
    tr.doc.descendants((node) => {
      if (node.text?.includes('XX')) expect(node.text).toBe('XX')
    })
  })

  it('keeps suggestions on words that only move', () => {
    const tr = new Transform(draft).split(inInsertion)
    expect(dropInherited(tr)).toBe(false)
    expect(tr.doc.rangeHasMark(0, tr.doc.content.size, schema.marks.insertion)).toBe(true)
    const moved = draft.slice(2, inInsertion).content
    const joined = new Transform(draft).delete(2, inInsertion)
    joined.insert(joined.doc.content.size - 2, moved)
    expect(dropInherited(joined)).toBe(false)
  })

  it('copies words without their suggestion', () => {
    const tr = new Transform(draft).insert(draft.content.size - 2, draft.slice(2, inInsertion).content)
    expect(dropInherited(tr)).toBe(true)
    expect(tr.doc.textContent).toContain('SecondData reta')
    expect(tr.doc.rangeHasMark(tr.doc.content.size - 10, tr.doc.content.size, schema.marks.insertion)).toBe(false)
  })

  it('is told when they write in what another proposes', () => {
    const proposed = draft.copy(
      draft.content.addToEnd(schema.node('article', { eId: 'art_9', sug: '1 rita:9' }, [p('1', 'Proposed')])),
    )
    const inside = proposed.content.size - 4
    expect(writesInProposal(new Transform(proposed).insert(inside, schema.text('x')))).toBe('rita:9')
    expect(writesInProposal(new Transform(proposed).insert(3, schema.text('x')))).toBeNull()
    expect(writesInProposal(new Transform(proposed).delete(draft.content.size, proposed.content.size))).toBeNull()
  })
})
