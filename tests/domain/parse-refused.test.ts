import { strToU8 } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFile } from '@travaux/shared/parse'
import { GOOD_WORD as good, HOSTILE_FILES } from '../support/hostile-files.ts'
import { para, wordFile } from '../support/parse-docx.ts'

describe('bad files', () => {
  it.each(HOSTILE_FILES)('$what is refused with a reason', async ({ name, make, problem, words, place }) => {
    const parsed = await parseFile(await make(), { name })
    expect(parsed).toMatchObject({ ok: false, problem, reason: expect.stringMatching(words) })
    expect(!parsed.ok && parsed.place).toEqual(place ? expect.stringMatching(place) : undefined)
  })

  it('outside parts are never looked at', async () => {
    const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/styles" Target="http://localhost/styles.xml" TargetMode="External"/></Relationships>`
    const file = wordFile({ body: para('Article 1') + para('Text.'), parts: { 'word/_rels/document.xml.rels': relationships } })
    expect(await parseFile(file)).toMatchObject({ ok: true, found: { articles: 1 } })
  })

  /** Each would take hours if any step cost the square of a line's or a text's length. */
  it.each([
    ['a line of spaces', `Article 1\n1. One.${' '.repeat(3_000_000)}end.`],
    ['a line of labels', `Article 1\n${'(a) '.repeat(50_000)}`],
    ['a line of brackets', `Article 1\n1. One.\n${'('.repeat(2_000_000)}`],
    ['a line of numbers', `Article 1\n1. One.\n${'1.'.repeat(1_000_000)}`],
    ['the same label again and again', `Article 1\n${'(i) word\n'.repeat(20_000)}`],
  ])('%s is read all the same', async (_name, text) => {
    expect(await parseFile(strToU8(text))).toMatchObject({ ok: true })
  })

  it('no damage to a file makes the reader throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (damage) => {
          const file = Uint8Array.from(good)
          for (const [at, value] of damage) file[at] = value
          expect(typeof (await parseFile(file)).ok).toBe('boolean')
        },
      ),
      { numRuns: 300 },
    )
  })
})
