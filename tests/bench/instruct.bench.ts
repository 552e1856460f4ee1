import type { Node } from 'prosemirror-model'
import { amend, AmendCache, staleReferences } from '@travaux/shared/instruct'
import { schema } from '@travaux/shared/model'
import { applyEdits } from '../support/edits.ts'
import { amended, treaty } from '../support/treaty.ts'
import { time, type Bench } from './row.ts'

const WORDS = 20_000
const CHANGES = 60

/** What the amendments page does after one more letter in a long draft, beside stating the whole draft anew. */
const bench: Bench = {
  name: 'Instructions',
  run: async () => {
    const base = treaty(WORDS)
    const draft = schema.nodeFromJSON(amended(base, CHANGES).toJSON())
    const cache = new AmendCache()
    const state = (text: Node, known: AmendCache) => [amend(base, text, { cache: known }), staleReferences(base, text, known)]
    state(draft, cache)
    let current = draft
    const drafts = Array.from({ length: 35 }, () => {
      current = applyEdits(current, [{ kind: 'type', at: 400, to: 0, from: 40, length: 0, words: 'x' }])
      return current
    }).reverse()
    return [
      {
        measure: `amendments and stale references after one keystroke, ${WORDS} words with ${CHANGES} changes`,
        ours: await time(25, () => state(drafts.pop()!, cache), 5),
        peer: await time(5, () => state(draft, new AmendCache())),
        peerName: 'the same without what is remembered',
        unit: 'ms',
        target: 0.25,
      },
    ]
  },
}
export default bench
