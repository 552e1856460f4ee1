import { describe, expect, it } from 'vitest'
import { arrange } from '@travaux/shared/arrange'
import { foldsOf } from '../../client/src/pages/import/folds.ts'
import { read } from '../support/parse-reading.ts'

const articles = (count: number, line: (at: number) => string[]) => Array.from({ length: count }, (_, at) => line(at + 1)).flat()
const text = (entries: number, ...masthead: string[]) =>
  [
    ...masthead,
    'Contents',
    ...articles(entries, (at) => [`Article ${at} Subject ${at} ${at + 1}`]),
    'A Convention',
    ...articles(entries, (at) => [`Article ${at}`, `Subject ${at}`, 'Each Party shall act.']),
  ].join('\n\n')

const folds = async (source: string) => foldsOf(arrange(await read(source))).map(({ ids, contents }) => [ids.length, contents])

describe('what is shown in one row of the import page', () => {
  it('is a long table of contents', async () => {
    expect(await folds(text(180))).toEqual([[181, 'all']])
  })

  it('is a masthead with the table of contents below it', async () => {
    expect(await folds(text(20, 'United Nations', 'A/AC.291/22', 'Distr.: General'))).toEqual([[24, 'some']])
  })

  it('is not a short one', async () => {
    expect(await folds(text(4))).toEqual([])
  })

  it('is what was left out by hand', async () => {
    const { items, doubts } = arrange(await read(text(4)))
    const out = items.map((item) => ({ ...item, kind: 'leftOut' as const, id: `by-hand-${item.id}` }))
    expect(foldsOf({ items: out, doubts })).toMatchObject([{ contents: 'none' }])
  })
})
