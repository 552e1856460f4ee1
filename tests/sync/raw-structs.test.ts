import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { draftDoc, seedUpdate } from '@travaux/shared/crdt'
import { RECORDS_ROOT, TEXT_ROOT, type Role } from '@travaux/shared/protocol'
import { rejected } from '@travaux/shared/suggest'
import { DraftState } from '../../server/src/sync/draft-state.ts'
import { LIMITS } from '../../server/src/sync/limits.ts'
import { ownProposal, prepared } from '../support/attacks.ts'
import { draftIn, withoutComments } from '../support/hands.ts'
import { arbitraryRawStructs, writtenRaw } from '../support/raw-structs.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { baseDocument } from '../support/sync-server.ts'

/** The server's checks without its sockets and its store, against updates that no Yjs client would write (laws 6, 11 and 16). */
const [RAUL, RITA, UNUSED] = [1000, 2000, 3000]
const OWNERS = new Map([
  [RAUL, 'raul'],
  [RITA, 'rita'],
])

function copyOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = draftDoc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** A draft in which Raul and Rita have proposed something. */
function proposedIn(): Uint8Array {
  const write = (state: Uint8Array, client: number, hands: (doc: Y.Doc) => void) => {
    const doc = copyOf(state)
    doc.clientID = client
    doc.transact(() => hands(doc))
    return Y.encodeStateAsUpdate(doc)
  }
  return write(write(seedUpdate(baseDocument, TEXT_ROOT), RAUL, prepared), RITA, ownProposal)
}
const STATE = proposedIn()

const NOTHING = () => {}
const ENVIRONMENT = { logger: { info: NOTHING }, clock: () => 1_800_000_000_000, limits: LIMITS } as never

/** What is stored of an update that Rita sends; null when it is refused or brings nothing new. */
function stored(role: Role, update: Uint8Array): Uint8Array | null {
  const tail = [{ seq: 1, userId: 'importer', at: 0, update: STATE }]
  const draft = new DraftState(
    'draft',
    { snapshot: null, tail, seq: 1, historyBytes: 0, clientOwners: OWNERS },
    ENVIRONMENT,
    () => [],
  )
  const verdict = draft.judge({ joiner: { role }, person: { id: 'rita' }, charge: NOTHING } as never, { update, step2: false })
  return verdict.refused === null && verdict.row ? verdict.row.update : null
}

const withoutRita = (doc: Y.Doc): string => JSON.stringify(withoutComments(rejected(draftIn(doc).doc, 'rita')).toJSON())
const recordsOfOthers = (doc: Y.Doc) => [...draftIn(doc).records].filter(([key]) => !key.startsWith('rita:'))

describe.each<[role: Role, few: number]>([
  ['reviewer', 1500],
  ['drafter', 500],
])('updates that a %s writes byte by byte', { timeout: PATIENCE }, (role, few) => {
  it(`leave a draft that can be read${role === 'reviewer' ? ', and as it was without what they propose' : ''}`, () => {
    const before = copyOf(STATE)
    let passed = 0
    fc.assert(
      fc.property(arbitraryRawStructs, (raw) => {
        const update = stored(role, writtenRaw(before, RITA, UNUSED, raw))
        if (update === null) return
        passed++
        const after = copyOf(STATE, update)
        expect([after.store.pendingStructs, after.store.pendingDs]).toEqual([null, null])
        expect(() => draftIn(after)).not.toThrow()
        if (role === 'drafter') return
        expect(withoutRita(after)).toBe(withoutRita(before))
        expect(recordsOfOthers(after)).toEqual(recordsOfOthers(before))
        expect([...after.share.keys()].filter((root) => root !== TEXT_ROOT && root !== RECORDS_ROOT)).toEqual([])
      }),
      seeds(few),
    )
    // The property says something only if some of it is let in.
    expect(passed).toBeGreaterThan(10)
  })
})
