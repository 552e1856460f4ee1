import { diffWordsWithSpace } from 'diff'
import type { Node } from 'prosemirror-model'
import { DiffCache, redline } from '@travaux/shared/diff'
import { blocks, blockText, build, schema } from '@travaux/shared/model'
import { applyEdits, type Edit } from '../support/edits.ts'
import { time, type Bench, type Row } from './row.ts'

const VOCABULARY = (
  'each State Party shall adopt such legislative and other measures as may be necessary to establish as criminal offences under its ' +
  'domestic law when committed intentionally and without right the access to the whole or any part of an information system'
).split(' ')

/** Numbers from 0 to below `limit`, the same in every run (a linear congruential generator, Numerical Recipes). */
function sequence(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** 70 articles, 1,330 blocks, about 20,000 words. */
function convention(): Node {
  const random = sequence(7)
  const words = (count: number) => Array.from({ length: count }, () => VOCABULARY[random(VOCABULARY.length)]!).join(' ')
  return build.doc(
    ...Array.from({ length: 70 }, (_, index) =>
      build.article(
        String(index + 1),
        words(4),
        ...Array.from({ length: 18 }, (_, place) => build.p(String(place + 1), `${words(15)}.`)),
      ),
    ),
  )
}

/** Three words typed and six characters deleted in every block whose turn it is. */
function edited(base: Node, percent: number): Node {
  const random = sequence(percent)
  const edits = blocks(base).flatMap((_, at): Edit[] => {
    if (random(100) >= percent) return []
    const place = { at, to: 0, from: random(80), length: 6 }
    return [
      { ...place, kind: 'type', words: 'subject to article' },
      { ...place, kind: 'delete words', from: random(80), words: '' },
    ]
  })
  return applyEdits(base, edits)
}

const wholeText = (doc: Node): string => blocks(doc).map(blockText).join('\n')
/** The document as another client has it: nothing is shared with the base but the words. */
const rebuilt = (doc: Node): Node => schema.nodeFromJSON(doc.toJSON())

async function coldDiff(base: Node, percent: number, peerRuns: number): Promise<Row> {
  const draft = edited(base, percent)
  const copies = Array.from({ length: 18 }, () => [rebuilt(base), rebuilt(draft)] as const)
  const [from, to] = [wholeText(base), wholeText(draft)]
  return {
    measure: `redline of 20,000 words, ${percent} % of the blocks edited, without a cache`,
    ours: await time(9, () => redline(...copies.pop()!), 8),
    peer: await time(peerRuns, () => diffWordsWithSpace(from, to), peerRuns > 1 ? 1 : 0),
    peerName: 'diffWordsWithSpace of the diff package on the whole text',
    unit: 'ms',
    target: 0.1,
  }
}

/** One character after another typed in the middle of a draft, with the cache that the editor keeps. */
async function keystroke(base: Node): Promise<Row> {
  const draft = edited(base, 10)
  const cold = Array.from({ length: 12 }, () => [rebuilt(base), rebuilt(draft)] as const)
  const cache = new DiffCache()
  redline(base, draft, cache)
  let current = draft
  const drafts = Array.from({ length: 230 }, () => {
    current = applyEdits(current, [{ kind: 'type', at: 700, to: 0, from: 40, length: 0, words: 'x' }])
    return current
  }).reverse()
  return {
    measure: 'redline after one keystroke in a draft of 20,000 words, with the cache',
    ours: await time(200, () => redline(base, drafts.pop()!, cache), 30),
    peer: await time(9, () => redline(...cold.pop()!), 3),
    peerName: 'the same redline without it',
    unit: 'ms',
    target: 0.25,
  }
}

const bench: Bench = {
  name: 'Redline',
  run: async () => {
    const base = convention()
    return [await coldDiff(base, 10, 5), await coldDiff(base, 100, 1), await keystroke(base)]
  },
}
export default bench
