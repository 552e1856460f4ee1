import { Transform } from '@tiptap/pm/transform'
import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { BREAK, build, schema } from '@travaux/shared/model'
import {
  accept,
  editOf,
  NO_RECORDS,
  proposal,
  rejected,
  suggest,
  suggestions,
  withChanges,
  type SuggestedDraft,
} from '@travaux/shared/suggest'

const { article, doc, p } = build

/** The draft that all begin with. Its blocks are art_1, art_1__para_1, art_1__para_2 and art_2. */
const base = doc(
  article('1', 'Scope', p('1', 'Data may be kept.'), p('2', 'Parties agree 🦉.')),
  article('2', 'Use', p('1', 'مادة البيانات')),
)

/** How a draft reads with its suggestions: `[-struck-]`, `[+added+]`, `¶` for a proposed break, `(+…+)` around proposed blocks. */
function shown({ doc: draft, records }: SuggestedDraft): string {
  const words = (node: Node): string =>
    node.children
      .map((run) => {
        const names = run.marks.map(({ type }) => type.name)
        const text = names.includes('strong') ? `*${run.text}*` : run.text!.replaceAll(BREAK, '¶')
        const added = names.includes('insertion') ? `[+${text}+]` : text
        return names.includes('deletion') ? `[-${added}-]` : added
      })
      .join('')
  const block = (node: Node): string => {
    const inside = node.isTextblock ? words(node) : node.children.map(block).join(' | ')
    return proposal(node) ? `(+${inside}+)` : inside
  }
  const about = Array.from(records.values(), (record) =>
    record.op === 'set' ? `${record.target} ${record.attribute}=${record.value}` : `${record.op} ${record.target}`,
  )
  return [draft.children.map(block).join('\n'), ...about].join('\n')
}

/** Where words stand in a draft. */
function at(draft: Node, words: string, offset = 0): number {
  let found = -1
  draft.descendants((node, pos) => {
    if (found < 0 && node.isTextblock && node.textContent.includes(words))
      found = pos + 1 + node.textContent.indexOf(words) + offset
    return found < 0
  })
  return found
}

type Hands = (tr: Transform) => unknown

let count = 0
function suggested(draft: SuggestedDraft, hands: Hands, user = 'rita'): SuggestedDraft {
  const tr = new Transform(draft.doc)
  hands(tr)
  const { transform, records } = suggest(draft, editOf(tr), { user, at: 1, newId: () => `${user}:${++count}` })
  return { doc: transform.doc, records: withChanges(draft.records, records) }
}

const text = (words: string) => schema.text(words)
const lines = (draft: SuggestedDraft) => shown(draft).split('\n')
const from = (...hands: Hands[]): SuggestedDraft =>
  hands.reduce((draft, one) => suggested(draft, one), { doc: base, records: NO_RECORDS } as SuggestedDraft)
const type =
  (after: string, words: string): Hands =>
  (tr) =>
    tr.insert(at(tr.doc, after, after.length), text(words))
const remove =
  (words: string): Hands =>
  (tr) =>
    tr.delete(at(tr.doc, words), at(tr.doc, words, words.length))

describe('what a reviewer’s hands do', () => {
  it.each<[string, Hands[], number, string]>([
    ['types', [type('may', ' not')], 0, 'Scope | Data may[+ not+] be kept. | Parties agree 🦉.'],
    [
      'types on, and it is one insertion',
      [type('may', ' n'), type('may n', 'ot')],
      0,
      'Scope | Data may[+ not+] be kept. | Parties agree 🦉.',
    ],
    ['deletes', [remove('may ')], 0, 'Scope | Data [-may -]be kept. | Parties agree 🦉.'],
    ['deletes from right to left', [remove('y '), remove('ma')], 0, 'Scope | Data [-may -]be kept. | Parties agree 🦉.'],
    [
      'replaces',
      [(tr) => tr.replaceWith(at(tr.doc, 'may'), at(tr.doc, 'may', 3), text('shall'))],
      0,
      'Scope | Data [-may-][+shall+] be kept. | Parties agree 🦉.',
    ],
    ['takes back what it typed', [type('may', ' not'), remove(' not')], 0, 'Scope | Data may be kept. | Parties agree 🦉.'],
    [
      'composes a word: each step replaces the last',
      [
        type('Data ', 'k'),
        (tr) => tr.replaceWith(at(tr.doc, 'kmay'), at(tr.doc, 'kmay', 1), text('か')),
        (tr) => tr.replaceWith(at(tr.doc, 'かmay'), at(tr.doc, 'かmay', 1), text('書')),
      ],
      0,
      'Scope | Data [+書+]may be kept. | Parties agree 🦉.',
    ],
    ['types in Arabic', [type('مادة', ' جديدة')], 1, 'Use | مادة[+ جديدة+] البيانات'],
    ['deletes a character of two units', [remove('🦉')], 0, 'Scope | Data may be kept. | Parties agree [-🦉-].'],
    [
      'makes a word bold',
      [(tr) => tr.addMark(at(tr.doc, 'may'), at(tr.doc, 'may', 3), schema.mark('strong'))],
      0,
      'Scope | Data [-may-][+*may*+] be kept. | Parties agree 🦉.',
    ],
    [
      'makes a word bold and plain again',
      [
        (tr) => tr.addMark(at(tr.doc, 'may'), at(tr.doc, 'may', 3), schema.mark('strong')),
        (tr) => tr.removeMark(at(tr.doc, 'maymay', 3), at(tr.doc, 'maymay', 6), schema.mark('strong')),
      ],
      0,
      'Scope | Data may be kept. | Parties agree 🦉.',
    ],
    [
      'deletes a word and types it again, in two goes',
      [remove('may'), type('Data ', 'm'), type('Data m', 'ay')],
      0,
      'Scope | Data may be kept. | Parties agree 🦉.',
    ],
    [
      'replaces in two places at once',
      [
        (tr) =>
          tr
            .replaceWith(at(tr.doc, 'Data'), at(tr.doc, 'Data', 4), text('Evidence'))
            .delete(at(tr.doc, 'kept'), at(tr.doc, 'kept', 4)),
      ],
      0,
      'Scope | [-Data-][+Evidence+] may be [-kept-]. | Parties agree 🦉.',
    ],
    [
      'presses Enter',
      [(tr) => tr.split(at(tr.doc, 'may'), 1, [{ type: schema.nodes.provision, attrs: { eId: 'new_1' } }])],
      0,
      'Scope | Data [+¶+]may be kept. | Parties agree 🦉.',
    ],
    [
      'adds a provision',
      [
        (tr) =>
          tr.insert(at(tr.doc, 'Parties') - 1, p('1 bis', 'New.').type.create({ eId: 'new_2', number: '1 bis' }, text('New.'))),
      ],
      0,
      'Scope | Data may be kept. | (+New.+) | Parties agree 🦉.',
    ],
  ])('%s', (_, hands, line, reads) => {
    const draft = from(...hands)
    expect(lines(draft)[line]).toBe(reads)
    expect(rejected(draft.doc, 'rita').eq(base)).toBe(true)
  })

  it.each<[string, Hands, string[]]>([
    ['joins two paragraphs', (tr) => tr.join(at(tr.doc, 'Parties') - 1), ['join art_1__para_1']],
    [
      'deletes across them',
      (tr) => tr.delete(at(tr.doc, ' be kept'), at(tr.doc, 'agree')),
      ['Scope | Data may[- be kept.-] | [-Parties -]agree 🦉.', 'join art_1__para_1'],
    ],
    ['deletes a paragraph', (tr) => tr.delete(at(tr.doc, 'Parties') - 1, at(tr.doc, '🦉.', 3) + 1), ['delete art_1__para_2']],
    ['deletes an article', (tr) => tr.delete(0, tr.doc.firstChild!.nodeSize), ['delete art_1']],
    ['renumbers', (tr) => tr.setNodeAttribute(0, 'number', '1 bis'), ['art_1 number=1 bis']],
    [
      'moves a paragraph',
      (tr) => {
        const [start, end] = [at(tr.doc, 'Data') - 1, at(tr.doc, 'kept.', 5) + 1]
        const moved = tr.doc.nodeAt(start)!
        tr.delete(start, end).insert(at(tr.doc, '🦉.', 3) + 1, moved)
      },
      ['Scope | Data may be kept. | Parties agree 🦉. | (+Data may be kept.+)', 'move art_1__para_1'],
    ],
  ])('%s', (_, hands, expected) => {
    const draft = from(hands)
    for (const line of expected) expect(lines(draft)).toContain(line)
    expect(rejected(draft.doc, 'rita').eq(base)).toBe(true)
  })

  it('a paragraph that is moved and moved back is not proposed to move', () => {
    const moved = from((tr) => {
      const [start, end] = [at(tr.doc, 'Data') - 1, at(tr.doc, 'kept.', 5) + 1]
      const block = tr.doc.nodeAt(start)!
      tr.delete(start, end).insert(at(tr.doc, '🦉.', 3) + 1, block)
    })
    expect(lines(moved)).toContain('move art_1__para_1')
    const back = suggested(moved, (tr) => {
      const [start, copy] = [at(tr.doc, '🦉.', 3) + 1, tr.doc.firstChild!.child(3)]
      tr.delete(start, start + copy.nodeSize).insert(at(tr.doc, 'Parties') - 1, copy)
    })
    expect(shown(back)).toBe(shown({ doc: base, records: NO_RECORDS }))
  })

  it('a moved paragraph keeps its id when the move is accepted', () => {
    const draft = from((tr) => {
      const [start, end] = [at(tr.doc, 'Data') - 1, at(tr.doc, 'kept.', 5) + 1]
      const moved = tr.doc.nodeAt(start)!
      tr.delete(start, end).insert(at(tr.doc, '🦉.', 3) + 1, moved)
    })
    const result = accept(draft, [draft.records.values().next().value!.id])
    if (!result.ok) throw new Error(result.reason)
    const eIds = result.transform.doc.firstChild!.children.map((node) => node.attrs['eId'] as string)
    expect(eIds.slice(1)).toEqual(['art_1__para_2', 'art_1__para_1'])
  })

  it('puts the caret behind what is typed, before what Backspace strikes, behind what Delete strikes', () => {
    const start: SuggestedDraft = { doc: base, records: NO_RECORDS }
    const author = { user: 'rita', at: 1, newId: () => 'rita:1' }
    const may = at(base, 'may')
    const caret = (hands: Hands, head: number) => {
      const tr = new Transform(base)
      hands(tr)
      return suggest(start, editOf(tr), author).caret(head)
    }
    expect(caret((tr) => tr.insert(may, text('xyz')), may)).toBe(may + 3)
    expect(caret((tr) => tr.delete(may, may + 1), may + 1)).toBe(may)
    expect(caret((tr) => tr.delete(may, may + 1), may)).toBe(may + 1)
  })

  it('knows where words and blocks have come to stand that an edit put in', () => {
    const start: SuggestedDraft = { doc: base, records: NO_RECORDS }
    const placeOf = (hands: Hands, find: (after: Node) => number) => {
      const tr = new Transform(base)
      hands(tr)
      const done = suggest(start, editOf(tr), { user: 'rita', at: 1, newId: () => 'rita:1' })
      const place = done.placeOf(find(tr.doc), 1)
      return place === null ? null : done.transform.doc.textBetween(place, done.transform.doc.resolve(place).end())
    }
    const bold: Hands = (tr) => tr.addMark(at(tr.doc, 'may'), at(tr.doc, 'may', 3), schema.mark('strong'))
    expect(placeOf(bold, (after) => at(after, 'ay be'))).toBe('ay be kept.')
    expect(placeOf(bold, (after) => at(after, 'kept'))).toBe(null)
    const paragraph: Hands = (tr) => tr.insert(at(tr.doc, 'Parties') - 1, p('1 bis', 'New words.'))
    expect(placeOf(paragraph, (after) => at(after, 'words'))).toBe('words.')
  })

  it('in several places in one transaction: the draft stays, and accepted it reads as they made it', () => {
    const place = fc.record({ at: fc.nat(60), size: fc.nat(5), words: fc.constantFrom('', 'a', 'may ', 'x 🦉', 'ab') })
    fc.assert(
      fc.property(fc.array(fc.array(place, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (transactions) => {
        let draft: SuggestedDraft = { doc: base, records: NO_RECORDS }
        for (const places of transactions) {
          const hands: Hands = (tr) => places.forEach((one) => replaceInBlock(tr, one))
          const made = new Transform(draft.doc)
          hands(made)
          if (!made.doc.textContent.isWellFormed()) continue
          draft = suggested(draft, hands)
          expect(rejected(draft.doc, 'rita').eq(base)).toBe(true)
        }
        const ids = suggestions(draft).map(({ id }) => id)
        const result = ids.length > 0 ? accept(draft, ids) : null
        if (transactions.length === 1 && result?.ok) {
          const meant = new Transform(base)
          transactions[0]!.forEach((one) => replaceInBlock(meant, one))
          if (meant.doc.textContent.isWellFormed()) expect(result.transform.doc.textContent).toBe(meant.doc.textContent)
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** Types over some characters of the block in which the place falls. */
function replaceInBlock(tr: Transform, { at: place, size, words }: { at: number; size: number; words: string }): void {
  const $at = tr.doc.resolve(place % tr.doc.content.size)
  if (!$at.parent.isTextblock) return
  const end = Math.min($at.end(), $at.pos + size)
  tr.replaceWith($at.pos, end, words === '' ? [] : text(words))
}
