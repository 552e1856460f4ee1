import fc from 'fast-check'
import { expect, it } from 'vitest'
import { restored, settled } from '@travaux/shared/suggest'
import { arbitraryDocument } from '../support/documents.ts'
import { applyEdits, arbitraryEdit } from '../support/edits.ts'
import { seeds } from '../support/seeds.ts'
import { arbitraryTurns, session } from '../support/suggesting.ts'

const marked = (doc: { toJSON: () => unknown }): number => JSON.stringify(doc.toJSON()).split('"insertion"').length - 1

it('a restored draft reads as the version does, whatever is proposed in it', () => {
  fc.assert(
    fc.property(arbitraryDocument(), arbitraryTurns(8), fc.array(arbitraryEdit, { maxLength: 6 }), (doc, turns, edits) => {
      const draft = session(doc, turns).doc
      const version = applyEdits(doc, edits)
      expect(settled(restored(draft, version)).toJSON()).toEqual(version.toJSON())
    }),
    seeds(200),
  )
})

it('restoring what is there changes nothing, suggestions included', () => {
  fc.assert(
    fc.property(arbitraryDocument(), arbitraryTurns(8), (doc, turns) => {
      const draft = session(doc, turns).doc
      const same = restored(draft, settled(draft))
      expect(same.toJSON()).toEqual(draft.toJSON())
      expect(marked(same)).toBe(marked(draft))
    }),
    seeds(100),
  )
})
