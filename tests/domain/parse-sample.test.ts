import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { provisions } from '@travaux/shared/model'
import { characters, printed, read } from '../support/parse-reading.ts'

const sample = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../server/sample', name))

describe('the sample instrument', () => {
  it.each(['third-revision.txt', 'final-draft.txt'])('%s comes in whole and without a doubt', async (name) => {
    const source = sample(name)
    const parsed = await read(source)
    expect(parsed.warnings).toEqual([])
    expect(parsed.found).toMatchObject({ chapters: 9, articles: 68 })
    expect(parsed.metadata).toMatchObject({ language: 'en', direction: 'ltr', symbol: null })
    expect(parsed.metadata.title).toMatch(/^Draft Convention on Cybercrime/)
    const list = provisions(parsed.doc)
    expect(list.flatMap(({ kind, number }) => (kind === 'article' ? [number] : []))).toEqual(
      Array.from({ length: 68 }, (_, index) => String(index + 1)),
    )
    expect(list.filter(({ kind, heading }) => (kind === 'article' || kind === 'chapter') && heading === null)).toEqual([])
    const count = (kind: string) => list.filter((provision) => provision.kind === kind).length
    expect(count('recital')).toBeGreaterThan(10)
    expect(count('preamble')).toBe(3)
    expect(count('closing')).toBe(1)
    expect(printed(parsed.doc)).toBe(characters(source.toString()))
  })
})
