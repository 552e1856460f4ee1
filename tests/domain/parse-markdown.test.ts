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

  it('keeps lists in lists, with bullets before labels, without them and with bullets alone', async () => {
    const source = `# T

**Article 1**

1. Words mean:
   - (a) one thing;
   - (b) another:
     - (i) thing.
2. Two:
    1. deep one;
    2. deep two;
    and still deep two.
3. Three:
    a. letter;
    b. letter.

Article 2

Each Party shall:

* act;
* report.
`
    expect(outline(await read(source)).slice(1)).toEqual([
      'article Article 1',
      '1 1. Words mean:',
      '2 (a) one thing;',
      '2 (b) another:',
      '3 (i) thing.',
      '1 2. Two:',
      '2 1. deep one;',
      '2 2. deep two; and still deep two.',
      '1 3. Three:',
      '2 a. letter;',
      '2 b. letter.',
      'article Article 2',
      '1 Each Party shall:',
      '1 – act;',
      '1 – report.',
    ])
  })

  it('underlined headings, rules and notes that have names are read as a reader sees them', async () => {
    const source =
      'A Convention\n============\n\n## Article 1\n\n1. Words[^why].\n\n* * *\n\n2. More[^b] words[^why].\n\n[^b]: The second.\n[^why]: The first.'
    expect(outline(await read(source))).toEqual([
      'title A Convention',
      'article Article 1',
      '1 1. Words1.',
      '1 2. More2 words1.',
      'note 1 The first.',
      'note 2 The second.',
    ])
  })

  it('drops the marks and nothing else', async () => {
    const words = 'Each Party, [agreed] \\[or not\\], acts “well” <b>now</b> &amp; here_and_there.'
    const parsed = await read(`# T\n\n## Article 1\n\n1. ${words}\n`)
    expect(printed(parsed.doc)).toBe(
      'TArticle11.EachParty,[agreed][ornot],acts“well”now&hereandthere.'.replace('hereand', 'here_and_').replace('__', '_'),
    )
  })
})
