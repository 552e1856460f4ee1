import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { baseRuns, changedUnits, DiffCache, differing, draftRuns, redline, type Entry, type Piece } from '@travaux/shared/diff'
import { blocks, build, schema } from '@travaux/shared/model'
import { arbitraryDocument } from '../support/documents.ts'
import { applyEdits, arbitraryEdit } from '../support/edits.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

const { article, chapter, doc, p, title } = build

/** `keep [-deleted-] [+inserted+]`, ¶ for a paragraph mark, bold in asterisks. */
function shown(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      const text = 'paragraph' in piece ? '¶' : piece.marks.length > 0 ? `*${piece.text}*` : piece.text
      return piece.op === 'keep' ? text : piece.op === 'insert' ? `[+${text}+]` : `[-${text}-]`
    })
    .join('')
}

const single = (words: string | readonly Node[]): Node => doc(article('1', 'Scope', p('1', words)))
const between = (base: string | readonly Node[], draft: string | readonly Node[]): string =>
  shown(redline(single(base), single(draft))[1]!.pieces)

describe('the redline of words', () => {
  it.each([
    ['replace', 'to this chapter and', 'to this Convention and', 'to this [-chapter-][+Convention+] and'],
    ['insert', 'shall be subject to review', 'shall be subject to prior review', 'shall be subject to [+prior +]review'],
    ['insert at the end', 'One.', 'One. Restrictions shall be necessary.', 'One.[+ Restrictions shall be necessary.+]'],
    ['insert at the start', 'the State shall', 'Where needed, the State shall', '[+Where needed, +]the State shall'],
    ['delete', 'review, as appropriate, of', 'review of', 'review[-, as appropriate,-] of'],
    ['before punctuation', 'data, and', 'data of persons, and', 'data[+ of persons+], and'],
    ['a sentence in the middle', 'First. Third.', 'First. Second. Third.', 'First. [+Second. +]Third.'],
    ['punctuation', 'sovereignty; and', 'sovereignty.', 'sovereignty[-; and-][+.+]'],
    [
      'a sentence that begins like the next',
      'It is so. The State may.',
      'It is so. The court must. The State may.',
      'It is so. [+The court must. +]The State may.',
    ],
    [
      'a clause that ends like the one before',
      'a law, of a State, and',
      'a law, of a State, of a group of a State, and',
      'a law, of a State, [+of a group of a State, +]and',
    ],
    ['a deleted clause', 'persons, of property, of data and', 'persons, of data and', 'persons, [-of property, -]of data and'],
    ['a phrase', 'adopt such measures as', 'take such steps as', '[-adopt such measures-][+take such steps+] as'],
    ['two places', 'collection of data', 'retention of content data', '[-collection-][+retention+] of [+content +]data'],
    ['a hyphened word is one word', 'a cross-border act', 'a cross-frontier act', 'a [-cross-border-][+cross-frontier+] act'],
    ['an apostrophe too', 'the State’s law', 'the States’ law', 'the [-State’s-][+States’+] law'],
    ['a number', 'within 30 days', 'within 60 days', 'within [-30-][+60+] days'],
    ['white space only', 'a  b', 'a b', 'a[-  -][+ +]b'],
    ['Chinese by character', '本公约适用于', '本公约不适用于', '本公约[+不+]适用于'],
    ['Arabic by word', 'المادة الأولى من', 'المادة الثانية من', 'المادة [-الأولى-][+الثانية+] من'],
    ['all of it', 'Nothing here.', 'Quite another text', '[-Nothing here.-][+Quite another text+]'],
    ['from empty', '', 'New words', '[+New words+]'],
    ['to empty', 'Old words', '', '[-Old words-]'],
    [
      'a rewritten passage is one replacement',
      'Each State Party shall consider taking, in accordance with its law, the measures that may be necessary to permit the use of it.',
      'Each State Party may, subject to article 24, adopt measures of that kind only to protect the rights of it.',
      'Each State Party [-shall consider taking, in accordance with its law, the measures that may be necessary to permit the use-][+may, subject to article 24, adopt measures of that kind only to protect the rights+] of it.',
    ],
    [
      'a long kept sentence between rewritten ones stays',
      'Alpha beta gamma. Each State Party shall do so. Delta epsilon zeta.',
      'One two three. Each State Party shall do so. Four five six.',
      '[-Alpha beta gamma-][+One two three+]. Each State Party shall do so. [-Delta epsilon zeta-][+Four five six+].',
    ],
  ])('%s', (_name, base, draft, expected) => {
    expect(between(base, draft)).toBe(expected)
  })

  it('compares marks with the words', () => {
    const bold = [schema.text('shall '), schema.text('not', [schema.mark('strong')]), schema.text(' apply')]
    expect(between('shall not apply', bold)).toBe('shall [-not-][+*not*+] apply')
  })

  it('replaces a block whole when it would take more edits than anyone reads', () => {
    const words = (prefix: string) => Array.from({ length: 700 }, (_, index) => `${prefix}${index} same`).join(' ')
    expect(between(`Both ${words('a')} end`, `Both ${words('b')} end`)).toBe(
      `Both [-${words('a')}-][+${words('b')}+] end`.replace(' same-]', '-]').replace(' same+]', '+] same'),
    )
  })
})

const LONG = 'Each State Party shall adopt such legislative and other measures as may be necessary.'
const OTHER = 'The collection of traffic data in real time requires prior authorisation by a court.'
const THIRD = 'A request may be refused where it concerns a political offence or an offence connected with it.'

/** Entries as `base ids → draft ids: pieces`, unchanged ones left out. */
const entriesShown = (base: Node, draft: Node): string[] =>
  redline(base, draft)
    .filter((entry) => entry.changed)
    .map(({ bases, drafts, pieces, moved }) => {
      const ids = (list: Entry['bases']) => list.map((block) => block.eId).join(' ') || '–'
      return `${ids(bases)} → ${ids(drafts)}${moved === null ? '' : ` (${moved})`}: ${shown(pieces)}`
    })

const withIds = (node: Node, ids: Record<string, string>): Node => {
  const attrs = node.attrs['eId'] in ids ? { ...node.attrs, eId: ids[node.attrs['eId'] as string] } : node.attrs
  return node.isTextblock
    ? node.type.create(attrs, node.content)
    : node.type.create(
        attrs,
        node.children.map((child) => withIds(child, ids)),
      )
}

describe('the redline of blocks', () => {
  const base = doc(
    title('T'),
    article('5', 'Five', p('1', LONG), p('2', OTHER), p('3', THIRD)),
    article('6', 'Six', p('1', 'End.')),
  )

  it.each<[string, Node, string[]]>([
    ['nothing', base, []],
    [
      'a new paragraph between two',
      withIds(
        doc(
          title('T'),
          article('5', 'Five', p('1', LONG), p('1 bis', 'New.'), p('2', OTHER), p('3', THIRD)),
          article('6', 'Six', p('1', 'End.')),
        ),
        { art_5__para_1bis: 'art_5__para_xabc' },
      ),
      ['– → art_5__para_xabc: [+New.+]'],
    ],
    [
      'a deleted article, behind what is new in the article before it',
      doc(title('T'), article('5', 'Five', p('1', LONG), p('2', OTHER), p('3', THIRD), p('4', 'New.'))),
      ['– → art_5__para_4: [+New.+]', 'art_6 → –: [-Six-]', 'art_6__para_1 → –: [-End.-]'],
    ],
    [
      'a paragraph split in two',
      withIds(
        doc(
          title('T'),
          article(
            '5',
            'Five',
            p('1', LONG),
            p('2', 'The collection of traffic data in real time'),
            p('8', 'requires prior authorisation by a court.'),
            p('3', THIRD),
          ),
          article('6', 'Six', p('1', 'End.')),
        ),
        {},
      ),
      [
        'art_5__para_2 → art_5__para_2 art_5__para_8: The collection of traffic data in real time[- -][+¶+]requires prior authorisation by a court.',
      ],
    ],
    [
      'a paragraph split early, with a sentence written on each side',
      withIds(
        doc(
          title('T'),
          article(
            '5',
            'Five',
            p('1', LONG),
            p('2', 'The collection of traffic data Such measures respect the principles of legality and necessity.'),
            p('8', 'No search is made without it. in real time requires prior authorisation by a court.'),
            p('3', THIRD),
          ),
          article('6', 'Six', p('1', 'End.')),
        ),
        {},
      ),
      [
        'art_5__para_2 → art_5__para_2 art_5__para_8: The collection of traffic data [+Such measures respect the principles of legality and necessity.+][+¶+][+No search is made without it. +]in real time requires prior authorisation by a court.',
      ],
    ],
    [
      'two paragraphs joined',
      doc(title('T'), article('5', 'Five', p('1', `${LONG} ${OTHER}`), p('3', THIRD)), article('6', 'Six', p('1', 'End.'))),
      [`art_5__para_1 art_5__para_2 → art_5__para_1: ${LONG}[-¶-][+ +]${OTHER}`],
    ],
    [
      'a moved paragraph',
      doc(title('T'), article('5', 'Five', p('2', OTHER), p('3', THIRD), p('1', LONG)), article('6', 'Six', p('1', 'End.'))),
      [`art_5__para_1 → – (art_5__para_1): [-${LONG}-]`, `– → art_5__para_1 (art_5__para_1): [+${LONG}+]`],
    ],
    [
      'a paragraph cut and pasted under a new id',
      withIds(
        doc(title('T'), article('5', 'Five', p('2', OTHER), p('3', THIRD)), article('6', 'Six', p('1', 'End.'), p('2', LONG))),
        {
          art_6__para_2: 'art_6__para_xnew',
        },
      ),
      [`art_5__para_1 → – (art_6__para_xnew): [-${LONG}-]`, `– → art_6__para_xnew (art_5__para_1): [+${LONG}+]`],
    ],
    [
      'a paragraph typed anew with other words',
      withIds(
        doc(
          title('T'),
          article('5', 'Five', p('1', LONG), p('2', OTHER.replace('a court', 'a judge')), p('3', THIRD)),
          article('6', 'Six', p('1', 'End.')),
        ),
        { art_5__para_2: 'art_5__para_xnew' },
      ),
      [
        'art_5__para_2 → art_5__para_xnew: The collection of traffic data in real time requires prior authorisation by a [-court-][+judge+].',
      ],
    ],
    [
      'a whole article pasted anew',
      withIds(
        doc(
          title('T'),
          article('5', 'Five', p('1', LONG), p('2', OTHER), p('3', 'Quite different.')),
          article('6', 'Six', p('1', 'End.')),
        ),
        {
          art_5: 'art_xnew',
          art_5__para_1: 'art_xnew__1',
          art_5__para_2: 'art_xnew__2',
          art_5__para_3: 'art_xnew__3',
        },
      ),
      [`art_5__para_3 → –: [-${THIRD}-]`, '– → art_xnew__3: [+Quite different.+]'],
    ],
    [
      'an article replaced by another one',
      doc(title('T'), article('5 bis', 'Other', p('1', 'Nothing of the kind stands here.')), article('6', 'Six', p('1', 'End.'))),
      [
        'art_5 → –: [-Five-]',
        `art_5__para_1 → –: [-${LONG}-]`,
        `art_5__para_2 → –: [-${OTHER}-]`,
        `art_5__para_3 → –: [-${THIRD}-]`,
        '– → art_5bis: [+Other+]',
        '– → art_5bis__para_1: [+Nothing of the kind stands here.+]',
      ],
    ],
    [
      'a number and a level',
      withIds(
        doc(title('T'), article('5', 'Five', p('1', LONG), p('a', OTHER, 2), p('4', THIRD)), article('6', 'Six', p('1', 'End.'))),
        { art_5__para_1__point_a: 'art_5__para_2', art_5__para_4: 'art_5__para_3' },
      ),
      [`art_5__para_2 → art_5__para_2: ${OTHER}`, `art_5__para_3 → art_5__para_3: ${THIRD}`],
    ],
  ])('%s', (_name, draft, expected) => {
    expect(entriesShown(base, draft)).toEqual(expected)
  })

  it('believes words against ids that two revisions count each for itself', () => {
    const recitals = [
      'Recalling the instruments in force that deal with organized crime and corruption,',
      'Mindful of the purposes and principles of the Charter of the United Nations,',
      'Concerned that the same technologies serve those who commit offences,',
    ]
    const added = 'Alarmed by the growing number of attacks against hospitals and water supply,'
    const from = doc(
      ...recitals.map((text) => build.recital(text)),
      article('1', 'One', p(null, LONG)),
      article('2', 'Two', p(null, OTHER)),
    )
    const to = doc(
      ...[recitals[0]!, added, recitals[1]!, recitals[2]!.replace('serve', 'also serve')].map((text) => build.recital(text)),
      article('1', 'New at the head', p(null, THIRD)),
      article('2', 'One', p(null, LONG)),
      article('3', 'Two', p(null, OTHER)),
    )
    expect(entriesShown(from, to)).toEqual([
      `– → rec_2: [+${added}+]`,
      'rec_3 → rec_4: Concerned that the same technologies [+also +]serve those who commit offences,',
      '– → art_1: [+New at the head+]',
      `– → art_1__para_1: [+${THIRD}+]`,
      'art_1 → art_2: One',
      'art_2 → art_3: Two',
    ])
  })

  it('still takes a rewritten provision for the same one', () => {
    const rewritten = doc(
      title('T'),
      article('5', 'Five', p('1', LONG), p('2', 'All of this is new.'), p('3', THIRD)),
      article('6', 'Six', p('1', 'End.')),
    )
    expect(entriesShown(base, rewritten)).toEqual([
      `art_5__para_2 → art_5__para_2: [-${OTHER.slice(0, -1)}-][+All of this is new+].`,
    ])
  })

  it('counts the second block with an id as new', () => {
    const twice = doc(article('5', 'Five', p('1', LONG)))
    const restored = twice.copy(twice.content.append(twice.content))
    expect(entriesShown(twice, restored)).toEqual(['– → art_5~2: [+Five+]', `– → art_5__para_1~2: [+${LONG}+]`])
  })
})

describe('units that changed', () => {
  it('names new, deleted, changed and moved ones with the articles around them', () => {
    const base = doc(
      chapter('I', 'One'),
      article('1', 'A', p('1', LONG), p('2', OTHER)),
      article('2', 'B', p('1', 'b')),
      article('3', 'C', p('1', 'c')),
      article('4', 'D', p('1', THIRD), p('2', 'd')),
    )
    const draft = doc(
      chapter('I', 'First'),
      article('1', 'A', p('2', OTHER), p('1', LONG)),
      article('2', 'B', p('1', 'b!')),
      article('3 bis', 'New', p('1', 'Something else')),
      article('4', 'D', p('1', THIRD)),
    )
    expect(differing(redline(base, draft)).map((entry) => (entry.drafts[0] ?? entry.bases[0]!).eId)).toEqual(
      expect.arrayContaining(['art_2', 'art_2__para_1', 'art_4', 'art_4__para_2']),
    )
    expect(differing(redline(base, draft)).flatMap((entry) => entry.bases.map(({ eId }) => eId))).not.toContain('art_4__para_1')
    expect(Object.fromEntries(changedUnits(redline(base, draft)))).toEqual({
      chp_I: 'changed',
      art_1: 'changed',
      art_1__para_2: 'moved',
      art_2: 'changed',
      art_2__para_1: 'changed',
      art_3: 'deleted',
      art_3__para_1: 'deleted',
      art_3bis: 'new',
      art_3bis__para_1: 'new',
      art_4: 'changed',
      art_4__para_2: 'deleted',
    })
  })

  it('of the same text is none', () => {
    const text = doc(article('1', 'A', p('1', LONG)))
    expect(changedUnits(redline(text, text)).size).toBe(0)
  })
})

/** The text of each block with its marks, as the document holds it. */
const texts = (text: Node) =>
  blocks(text).map(({ eId, node }) => ({
    eId,
    runs: (node?.children ?? []).map((run) => ({ text: run.text, marks: run.marks })),
  }))

const side = (entries: readonly Entry[], name: 'bases' | 'drafts') =>
  entries.flatMap((entry) => {
    const runs = name === 'bases' ? baseRuns(entry) : draftRuns(entry)
    return entry[name].map(({ eId }, index) => ({ eId, runs: runs[index] }))
  })

const edits = fc.array(arbitraryEdit, { minLength: 1, maxLength: 9 })
const RUNS = seeds(1000)

describe('law 13', { timeout: PATIENCE }, () => {
  it('the redline without insertions is the base, without deletions the draft, whichever is which', () => {
    fc.assert(
      fc.property(arbitraryDocument(), edits, (base, list) => {
        const draft = applyEdits(base, list)
        for (const [from, to] of [[base, draft] as const, [draft, base] as const]) {
          const entries = redline(from, to)
          expect(side(entries, 'bases')).toEqual(texts(from))
          expect(side(entries, 'drafts')).toEqual(texts(to))
        }
      }),
      RUNS,
    )
  })

  it('holds between any two documents', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitraryDocument(), (base, draft) => {
        const entries = redline(base, draft)
        expect(side(entries, 'bases')).toEqual(texts(base))
        expect(side(entries, 'drafts')).toEqual(texts(draft))
      }),
      RUNS,
    )
  })

  it('a text against itself has no changed entry', () => {
    fc.assert(
      fc.property(arbitraryDocument(), edits, (base, list) => {
        const text = applyEdits(base, list)
        const copy = schema.nodeFromJSON(text.toJSON())
        expect(redline(text, copy).filter((entry) => entry.changed)).toEqual([])
      }),
      RUNS,
    )
  })

  it('an entry is changed exactly when its words, number, level or blocks differ', () => {
    fc.assert(
      fc.property(arbitraryDocument(), edits, (base, list) => {
        for (const { bases, drafts, pieces, changed } of redline(base, applyEdits(base, list))) {
          const [from, to] = [bases[0], drafts[0]]
          const sameLabel = from?.number === to?.number && from?.form === to?.form && from?.level === to?.level
          const same = bases.length === 1 && drafts.length === 1 && sameLabel && from?.kind === to?.kind
          expect(changed).toBe(!(same && pieces.every((piece) => piece.op === 'keep')))
        }
      }),
      RUNS,
    )
  })

  it('drawn with the cache of all earlier keystrokes it is the same as drawn anew', () => {
    fc.assert(
      fc.property(
        arbitraryDocument(),
        fc.array(fc.tuple(arbitraryEdit, fc.boolean()), { minLength: 1, maxLength: 9 }),
        (base, list) => {
          const cache = new DiffCache()
          let draft = base
          for (const [edit, rebuilt] of list) {
            draft = applyEdits(draft, [edit])
            if (rebuilt) draft = schema.nodeFromJSON(draft.toJSON())
            expect(redline(base, draft, cache)).toEqual(redline(base, draft))
          }
        },
      ),
      seeds(400),
    )
  })

  it('moves name each other', () => {
    fc.assert(
      fc.property(arbitraryDocument(), edits, (base, list) => {
        const entries = redline(base, applyEdits(base, list)).filter((entry) => entry.moved !== null)
        const from = entries.filter((entry) => entry.drafts.length === 0)
        const to = entries.filter((entry) => entry.bases.length === 0)
        expect(from.length + to.length).toBe(entries.length)
        const pairs = (ids: (string | undefined | null)[][]) => ids.map((pair) => pair.join(' → ')).sort()
        expect(pairs(from.map((entry) => [entry.bases[0]?.eId, entry.moved]))).toEqual(
          pairs(to.map((entry) => [entry.moved, entry.drafts[0]?.eId])),
        )
      }),
      RUNS,
    )
  })

  it('no deletion stands right behind an insertion of words, and white space alone is not kept between changes', () => {
    fc.assert(
      fc.property(arbitraryDocument(), edits, (base, list) => {
        for (const { pieces } of redline(base, applyEdits(base, list))) {
          const ops = pieces.map((piece) =>
            'text' in piece && piece.op === 'keep' && piece.text.trim() === '' ? 'space' : piece.op,
          )
          expect(ops.join(' ')).not.toMatch(/insert delete|(insert|delete) space (insert|delete)/)
        }
      }),
      RUNS,
    )
  })
})
