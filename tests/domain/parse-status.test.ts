import { describe, expect, it } from 'vitest'
import { statusOf } from '@travaux/shared/parse'
import { read, outline } from '../support/parse-reading.ts'

const shown = (words: string) => statusOf(words).map(({ from, to, status }) => `${status}: ${words.slice(from, to)}`)

describe('what the negotiation has marked', () => {
  it.each([
    ['none', 'Each Party shall act.', []],
    ['an alternative', 'Each Party [shall][may] act.', ['bracketed: [shall]', 'bracketed: [may]']],
    ['brackets in brackets', 'Each [Party [and State]] acts.', ['bracketed: [Party [and State]]']],
    ['an agreed text', 'Each Party acts. [agreed ad referendum]', ['agreed: [agreed ad referendum]']],
    ['brackets that go on', '[Each Party acts', ['bracketed: [Each Party acts']],
    ['brackets that end here', 'and reports.] Else not.', ['bracketed: and reports.]']],
    ['Spanish', 'Cada Parte. [Acordado ad referéndum]', ['agreed: [Acordado ad referéndum]']],
  ])('%s', (_name, words, expected) => {
    expect(shown(words)).toEqual(expected)
  })

  it('stays in the text of an import', async () => {
    const source = 'T\n\nArticle 1\n1. Each Party [shall][may] act. [agreed ad referendum]\n2. [No Party acts.]'
    expect(outline(await read(source)).slice(2)).toEqual([
      '1 1. Each Party [shall][may] act. [agreed ad referendum]',
      '1 2. [No Party acts.]',
    ])
  })
})
