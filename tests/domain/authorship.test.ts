import { Fragment, type Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { creditor, withUpdate, type Session } from '@travaux/shared/authorship'
import { seedUpdate, writeChange, writeRecords } from '@travaux/shared/crdt'
import { creditsBetween, Trace, tracedText } from '@travaux/shared/crdt/trace'
import { blocks, blockText, build, schema } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { accept, suggest, suggestions } from '@travaux/shared/suggest'
import { draftIn } from '../support/hands.ts'

const MINUTE = 60_000
const { doc, title, article, p } = build
const BASE = doc(
  title('Convention'),
  article('1', 'Scope', p('1', 'Each State Party shall act.'), p('2', 'Evidence may be kept.')),
  article('2', 'Terms', p('1', 'Terms are defined here.')),
)

/** A draft in which one person writes after the other, each with a window of their own, a minute apart. */
class Writing {
  readonly trace = Trace.empty()
  readonly #windows = new Map<string, { doc: Y.Doc; undo: Y.UndoManager }>()
  #seq = 1

  constructor(base = BASE) {
    this.#take('nobody', seedUpdate(base, TEXT_ROOT))
  }

  #take(userId: string, update: Uint8Array): void {
    this.trace.apply({ seq: this.#seq, userId, at: this.#seq * MINUTE, update })
    this.#seq++
    for (const [who, { doc }] of this.#windows) if (who !== userId) Y.applyUpdate(doc, update, 'remote')
  }

  #window(who: string) {
    let window = this.#windows.get(who)
    if (!window) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.trace.doc), 'remote')
      window = { doc, undo: new Y.UndoManager(doc.getXmlFragment(TEXT_ROOT), { captureTimeout: 0 }) }
      this.#windows.set(who, window)
      doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'remote' && this.#take(who, update))
    }
    return window
  }

  undo(who: string): void {
    this.#window(who).undo.undo()
  }

  /** Makes the draft read otherwise. */
  write(who: string, change: (doc: Node) => Node): void {
    const { doc } = this.#window(who)
    writeChange(doc.getXmlFragment(TEXT_ROOT), change(draftIn(doc).doc))
  }

  suggest(who: string, change: (doc: Node) => Node): void {
    const { doc } = this.#window(who)
    const draft = draftIn(doc)
    const author = { user: who, at: 0, newId: () => `${who}:1`, newEId: () => `new_${who}` }
    const { transform, records } = suggest(draft, { after: change(draft.doc), ranges: null }, author)
    doc.transact(() => {
      writeChange(doc.getXmlFragment(TEXT_ROOT), transform.doc)
      writeRecords(doc, records)
    })
  }

  acceptAll(who: string): void {
    const { doc } = this.#window(who)
    const draft = draftIn(doc)
    const ids = suggestions(draft).map(({ id }) => id)
    const decided = accept(draft, ids, { newEId: () => 'split_off' })
    if (!decided.ok) throw new Error(decided.reason)
    doc.transact(() => {
      writeChange(doc.getXmlFragment(TEXT_ROOT), decided.transform.doc)
      writeRecords(doc, decided.records)
    })
  }

  credits() {
    const first = new Writing(BASE)
    return creditsBetween(this.trace, tracedText(first.trace), tracedText(this.trace))
  }

  /** Each block that anybody but the base wrote in, as “words” in turn with their authors. */
  told(): string[] {
    const { later, deeds } = this.credits()
    return blocks(tracedText(this.trace).doc).flatMap((block, index) => {
      let at = 0
      const words = later[index]!.runs.map(({ length, author }) => {
        const text = blockText(block).slice(at, (at += length))
        const { by, accepted } = deeds[author]!
        return by === null ? text : `[${text}|${by}${accepted ? ` by ${accepted.by}` : ''}]`
      })
      return later[index]!.runs.some(({ author }) => author !== 0) ? [words.join('')] : []
    })
  }

  /** Who took away the words of a base block, by place. */
  whoTook(eId: string, at: number | 'end'): string | null {
    return creditor(this.credits())({ side: 'earlier', eId, at })?.by ?? null
  }
}

/** The document with the block of this eId put in other words, or in other blocks. */
const changed = (eId: string, into: (block: Node) => readonly Node[]) => {
  const visit = (node: Node): readonly Node[] =>
    node.attrs['eId'] === eId
      ? into(node)
      : node.isTextblock
        ? [node]
        : [node.copy(Fragment.fromArray(node.children.flatMap(visit)))]
  return (doc: Node): Node => doc.copy(Fragment.fromArray(doc.children.flatMap(visit)))
}
const reworded = (from: string, to: string, eId = 'art_1__para_1') =>
  changed(eId, (block) => [block.copy(Fragment.from(schema.text(block.textContent.replace(from, to))))])
const split = (at: number, eId = 'art_1__para_1', second = 'second') =>
  changed(eId, (block) => [
    block.cut(0, at),
    block.type.create({ ...block.attrs, eId: second, number: null }, block.content.cut(at)),
  ])
const joined = (first: string, second: string) => (doc: Node) => {
  const gone = blocks(doc).find(({ eId }) => eId === second)!.node!
  const without = changed(second, () => [])(doc)
  return changed(first, (block) => [block.copy(block.content.append(gone.content))])(without)
}

describe('who wrote which words', () => {
  it.each<{ name: string; act: (draft: Writing) => void; told: string[] }>([
    {
      name: 'words typed among those of the base',
      act: (draft) => draft.write('anna', reworded('act', 'act freely')),
      told: ['Each State Party shall act[ freely|anna].'],
    },
    {
      name: 'two people in one word',
      act: (draft) => {
        draft.write('anna', reworded('act', 'act wil'))
        draft.write('bela', reworded('wil', 'will'))
      },
      told: ['Each State Party shall act[ wil|anna][l|bela].'],
    },
    {
      name: 'Enter: the words behind it stay the base’s, a single full stop too',
      act: (draft) => draft.write('anna', split(26)),
      told: [],
    },
    {
      name: 'Enter and Backspace, fifty times',
      act: (draft) => {
        draft.write('bela', reworded('act', 'always act'))
        for (let turn = 0; turn < 50; turn++) {
          draft.write('anna', split(5 + (turn % 20)))
          draft.write('anna', joined('art_1__para_1', 'second'))
        }
      },
      told: ['Each State Party shall [always |bela]act.'],
    },
    {
      name: 'an article that is moved',
      act: (draft) => {
        draft.write('bela', reworded('act', 'always act'))
        draft.write('anna', (doc) => doc.copy(Fragment.fromArray([doc.child(0), doc.child(2), doc.child(1)])))
      },
      told: ['Each State Party shall [always |bela]act.'],
    },
    {
      name: 'words that are deleted and brought back by undo',
      act: (draft) => {
        draft.write('bela', reworded('act', 'always act'))
        draft.write('anna', reworded('shall always act', ''))
        draft.undo('anna')
      },
      told: ['Each State Party shall [always |bela]act.'],
    },
    {
      name: 'a paragraph that is deleted and brought back by undo',
      act: (draft) => {
        draft.write('bela', reworded('act', 'always act'))
        draft.write(
          'anna',
          changed('art_1__para_1', () => []),
        )
        draft.undo('anna')
      },
      told: ['Each State Party shall [always |bela]act.'],
    },
    {
      name: 'words that are cut and pasted elsewhere',
      act: (draft) => {
        draft.write('bela', reworded('act', 'act without delay'))
        draft.write('anna', reworded(' act without delay', ''))
        draft.write('anna', reworded('kept', 'kept act without delay', 'art_1__para_2'))
      },
      told: ['Evidence may be kept act[ without delay|bela].'],
    },
    {
      name: 'words that are copied are the copier’s',
      act: (draft) => draft.write('anna', reworded('kept', 'kept, Each State Party shall act', 'art_1__para_2')),
      told: ['Evidence may be kept[, Each State Party shall act|anna].'],
    },
    {
      name: 'a suggestion that is accepted',
      act: (draft) => {
        draft.suggest('rita', reworded('shall', 'may'))
        draft.acceptAll('anna')
      },
      told: ['Each State Party [may|rita by anna] act.'],
    },
    {
      name: 'a new paragraph that is accepted',
      act: (draft) => {
        const added = p('3', 'Nobody shall wait.')
        draft.suggest(
          'rita',
          changed('art_1__para_2', (block) => [block, added.type.create({ ...added.attrs, eId: 'x' }, added.content)]),
        )
        draft.acceptAll('anna')
      },
      told: ['[Nobody shall wait.|rita by anna]'],
    },
    {
      name: 'a move that is accepted leaves the words to the base',
      act: (draft) => {
        draft.suggest('rita', (doc) => doc.copy(Fragment.fromArray([doc.child(0), doc.child(2), doc.child(1)])))
        draft.acceptAll('anna')
      },
      told: [],
    },
    {
      name: 'a paragraph that is written anew whole keeps the words that it has kept',
      act: (draft) =>
        draft.write(
          'anna',
          changed('art_1__para_1', (block) => [
            block.type.create({ ...block.attrs, eId: 'again' }, schema.text('Each State Party may freely act.')),
          ]),
        ),
      told: ['Each State Party [may freely|anna] act.'],
    },
  ])('$name', ({ act, told }) => {
    const draft = new Writing()
    act(draft)
    expect(draft.told()).toEqual(told)
  })
})

describe('who took words away', () => {
  const SHALL = 'Each State Party '.length

  it.each<{ name: string; act: (draft: Writing) => void; eId?: string; at: number | 'end'; by: string | null }>([
    { name: 'who deleted them', act: (draft) => draft.write('anna', reworded('shall', 'may')), at: SHALL, by: 'anna' },
    {
      name: 'not who wrote beside them later',
      act: (draft) => {
        draft.write('anna', reworded('shall ', ''))
        draft.write('bela', reworded('act', 'act now'))
      },
      at: SHALL,
      by: 'anna',
    },
    {
      name: 'who deleted them last, after they had been put back',
      act: (draft) => {
        draft.write('anna', reworded('shall ', ''))
        draft.undo('anna')
        draft.write('bela', reworded('shall ', ''))
      },
      at: SHALL,
      by: 'bela',
    },
    {
      name: 'the reviewer who suggested it',
      act: (draft) => {
        draft.suggest('rita', reworded('shall ', ''))
        draft.acceptAll('anna')
      },
      at: SHALL,
      by: 'rita',
    },
    {
      name: 'the reviewer who suggested to delete the paragraph',
      act: (draft) => {
        draft.suggest(
          'rita',
          changed('art_1__para_2', () => []),
        )
        draft.acceptAll('anna')
      },
      eId: 'art_1__para_2',
      at: 0,
      by: 'rita',
    },
    {
      name: 'of a paragraph mark, who joined',
      act: (draft) => draft.write('anna', joined('art_1__para_1', 'art_1__para_2')),
      eId: 'art_1__para_2',
      at: 'end',
      by: 'anna',
    },
  ])('$name', ({ act, eId = 'art_1__para_1', at, by }) => {
    const draft = new Writing()
    act(draft)
    expect(draft.whoTook(eId, at)).toBe(by)
  })
})

describe('sessions', () => {
  /** People by their first letter, a minute each; a dot is a minute in which nobody writes. */
  const sessions = (minutes: string): string[] => {
    let list: readonly Session[] = []
    let seq = 1
    for (const [minute, userId] of minutes.split('').entries())
      if (userId !== '.') list = withUpdate(list, { seq: ++seq, userId, at: minute * MINUTE, written: 1, deleted: 0 })
    return list.map(({ from, to, people }) => `${from}–${to} ${people.map(({ id, written }) => id + written).join(' ')}`)
  }

  it.each([
    ['aaa', ['2–4 a3']],
    ['aa......aa', ['2–3 a2', '4–5 a2']],
    ['aaabbb', ['2–4 a3', '5–7 b3']],
    ['abab', ['2–5 a2 b2']],
    ['abca', ['2–5 a2 b1 c1']],
    ['a......b', ['2–2 a1', '3–3 b1']],
    ['aab......aab', ['2–3 a2', '4–4 b1', '5–6 a2', '7–7 b1']],
    ['a'.repeat(70), ['2–62 a61', '63–71 a9']],
  ])('%s', (minutes, expected) => {
    expect(sessions(minutes)).toEqual(expected)
  })
})
