import { describe, expect, it } from 'vitest'
import { provisions } from '@travaux/shared/model'
import { outline, printed, read } from '../support/parse-reading.ts'

const TREATY = `# A Convention

## CHAPTER I
### General provisions

## Article 1
### Scope

1. **Each** Party shall, in accordance with paragraph
2 of this article, act:
(a) in time of peace; and
    (i) by day;
(b) in *good* faith.[^1]

2. No Party waits.

[^1]: As amended.
`

describe('Markdown', () => {
  it('keeps headings, labels as they are written, and notes', async () => {
    const parsed = await read(TREATY)
    expect(parsed.format).toBe('markdown')
    expect(outline(parsed)).toEqual([
      'title A Convention',
      'chapter CHAPTER I General provisions',
      'article Article 1 Scope',
      '1 1. Each Party shall, in accordance with paragraph 2 of this article, act:',
      '2 (a) in time of peace; and',
      '3 (i) by day;',
      '2 (b) in good faith.1',
      '1 2. No Party waits.',
      'note 1 As amended.',
    ])
    expect(provisions(parsed.doc).at(-3)!.text).toBe('in good faith.')
  })

  it('drops the marks and nothing else', async () => {
    const words = 'Each Party, [agreed] \\[or not\\], acts “well” <b>now</b> &amp; here_and_there.'
    const parsed = await read(`# T\n\n## Article 1\n\n1. ${words}\n`)
    expect(printed(parsed.doc)).toBe(
      'TArticle11.EachParty,[agreed][ornot],acts“well”now&hereandthere.'.replace('hereand', 'here_and_').replace('__', '_'),
    )
  })
})
