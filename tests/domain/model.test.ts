import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { blocks, BREAK, build, decodeDocument, encodeDocument, newEId, provisions } from '@travaux/shared/model'
import { readDocument, seedUpdate } from '@travaux/shared/crdt'
import { arbitraryDocument } from '../support/documents.ts'

const { article, chapter, doc, p, title } = build

it('a published text does not hold the character of a proposed break', () => {
  const text = doc(article('1', `A ${BREAK} heading`, p('1', `One ${BREAK}${BREAK}two`)))
  expect(text.textContent).toBe('A ¶ headingOne ¶¶two')
})

describe('eIds', () => {
  it('follow number and place', () => {
    const text = doc(
      title('A convention'),
      chapter('II', 'Scope'),
      article(
        '24',
        'Conditions',
        p('1', 'One.'),
        p('2', 'Two:'),
        p('a', 'point;', 2),
        p('i', 'sub-point;', 3),
        p('b', 'point.', 2),
      ),
      article('6 bis', 'Researchers', p(null, 'Alone.')),
    )
    expect(blocks(text).map((block) => block.eId)).toEqual([
      'title',
      'chp_II',
      'art_24',
      'art_24__para_1',
      'art_24__para_2',
      'art_24__para_2__point_a',
      'art_24__para_2__point_a__subpoint_i',
      'art_24__para_2__point_b',
      'art_6bis',
      'art_6bis__para_1',
    ])
  })

  it('are unique in any document', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (text) => {
        const ids = blocks(text).map((block) => block.eId)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  it('of new provisions never repeat', () => {
    const made = Array.from({ length: 10_000 }, () => newEId('para', 'art_24'))
    expect(new Set(made).size).toBe(made.length)
  })
})

describe('the flat list of provisions', () => {
  it('gives kind, number, heading, own words and level', () => {
    const text = doc(chapter('I', 'General'), article('1', 'Purpose', p('1', 'The purposes are:'), p('a', 'to act.', 2)))
    expect(provisions(text)).toEqual([
      { eId: 'chp_I', kind: 'chapter', number: 'I', heading: 'General', text: '', level: 0 },
      { eId: 'art_1', kind: 'article', number: '1', heading: 'Purpose', text: '', level: 0 },
      { eId: 'art_1__para_1', kind: 'paragraph', number: '1', heading: null, text: 'The purposes are:', level: 1 },
      { eId: 'art_1__para_1__point_a', kind: 'subparagraph', number: 'a', heading: null, text: 'to act.', level: 2 },
    ])
  })
})

describe('codecs', () => {
  it('JSON and Yjs give any document back', () => {
    fc.assert(
      fc.property(arbitraryDocument(), (text) => {
        const decoded = decodeDocument(JSON.parse(JSON.stringify(encodeDocument(text))))
        expect(decoded.ok && decoded.doc.eq(text)).toBe(true)
        const copy = new Y.Doc()
        Y.applyUpdate(copy, seedUpdate(text, 'text'))
        const read = readDocument(copy.getXmlFragment('text'), text.attrs)
        expect(read.ok && read.doc.eq(text)).toBe(true)
      }),
    )
  })

  it('the same document always gives the same first update', () => {
    const text = doc(title('A'), article('1', 'B', p('1', 'C')))
    expect(seedUpdate(text, 'text')).toEqual(seedUpdate(text, 'text'))
  })

  it.each([
    [null, 'Invalid input'],
    [{ type: 'doc', attrs: { schemaVersion: 99 } }, 'newer version'],
    [{ type: 'doc', content: [{ type: 'script' }] }, 'script'],
    [{ type: 'doc', content: [{ type: 'title', content: [{ type: 'article' }] }] }, 'article'],
    [{ type: 'article' }, 'whole document'],
  ])('refuses %j', (json, reason) => {
    const decoded = decodeDocument(json)
    expect(decoded.ok).toBe(false)
    expect(!decoded.ok && decoded.reason).toContain(reason)
  })
})
