import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { provisions } from '@travaux/shared/model'
import { arbitraryLayout, arbitraryTreaty, print, rowsOf } from '../support/parse-layouts.ts'
import { characters, printed, read } from '../support/parse-reading.ts'

describe('any layout of a treaty', () => {
  it('gives the same provisions under the same labels, and every character', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTreaty, arbitraryLayout, async (treaty, layout) => {
        const source = print(treaty, layout)
        // A width can only be told from several full lines.
        fc.pre(layout.width === null || (source.match(/^.{55,}\n(?=.)/gm) ?? []).length > 3)
        // So can numbers without a stop only from a series of them.
        fc.pre(
          layout.paragraph !== '# ' ||
            treaty.chapters.some(({ articles }) => articles.some(({ items }) => items[1]?.level === 1)),
        )
        const parsed = await read(source)
        const rows = provisions(parsed.doc).slice(1)
        expect(rows.map(({ kind, level, number, heading, text }) => `${level || kind} ${number} ${heading ?? text}`)).toEqual(
          rowsOf(treaty),
        )
        expect(printed(parsed.doc)).toBe(characters(source))
      }),
      { numRuns: 250 },
    )
  })
})
