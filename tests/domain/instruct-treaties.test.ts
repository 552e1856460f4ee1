import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { amend } from '@travaux/shared/instruct'
import { arbitraryDraftOf } from '../support/drafting.ts'
import { applyEdits, arbitraryEditAmong } from '../support/edits.ts'
import { FINAL_DRAFT, readText } from '../support/letter.ts'
import { asRead, leavesOut, replayed } from '../support/replayed.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/treaties')
const TREATIES = ['uncac.en.txt', 'un-charter.en.txt', 'un-charter.ar.txt', 'budapest-ets185.en.txt'].map((name) =>
  path.join(corpus, name),
)
/** The bundled sample, and the real treaties where they are. */
const TEXTS: readonly (readonly [name: string, read: () => Promise<Node>])[] = [
  ['the sample', () => readText(FINAL_DRAFT)],
  ...TREATIES.filter((file) => existsSync(file)).map(
    (file) => [path.basename(file), () => readText(readFileSync(file), path.basename(file))] as const,
  ),
]

describe.each(TEXTS)('amendments of %s', { timeout: PATIENCE }, (_name, load) => {
  it('as delegations make them are carried out again by their instructions, nothing left unstated', async () => {
    const base = await load()
    fc.assert(
      fc.property(arbitraryDraftOf(base, 12), (draft) => {
        const amendments = amend(base, draft)
        expect(leavesOut(amendments, 'words')).toBe(false)
        expect(asRead(replayed(base, amendments))).toEqual(asRead(draft))
      }),
      seeds(20),
    )
  })

  it('of any kind are carried out again, or what is left out is reported', async () => {
    const base = await load()
    fc.assert(
      fc.property(fc.array(arbitraryEditAmong(1000), { minLength: 1, maxLength: 8 }), (edits) => {
        const draft = applyEdits(base, edits)
        const amendments = amend(base, draft)
        if (!leavesOut(amendments, 'words')) expect(asRead(replayed(base, amendments))).toEqual(asRead(draft))
      }),
      seeds(20),
    )
  })
})
