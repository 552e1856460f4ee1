import { describe, expect, it } from 'vitest'
import { accounted, codes, outline, read, sorted } from '../support/parse-reading.ts'

describe('a text that is being negotiated', () => {
  const SOURCE = `Draft text of the convention

The States Parties,

[Recalling the Charter,] [agreed ad referendum]

Chapter I
General provisions

Article 1
Purposes
[agreed ad referendum]

(a) Promote [and strengthen] measures;

[agreed ad referendum]

Option 1

1. Each Party [shall] [may] act.

Option 2

1. Each Party is encouraged to act.

[2. No Party is bound.]

Reservation of Country A: the delegation reserves its position on this article.

Article 2
Terms

Words.`

  it('keeps remarks with what they are about, alternatives apart and reservations beside the text', async () => {
    const parsed = await read(SOURCE)
    expect(outline(parsed)).toEqual([
      'title Draft text of the convention',
      'preamble The States Parties,',
      'recital [Recalling the Charter,] [agreed ad referendum]',
      'chapter Chapter I General provisions',
      'article Article 1 Purposes [agreed ad referendum]',
      '2 (a) Promote [and strengthen] measures; [agreed ad referendum]',
      '1 Option 1',
      '1 1. Each Party [shall] [may] act.',
      '1 Option 2',
      '1 1. Each Party is encouraged to act.',
      '1 [2. No Party is bound.]',
      'article Article 2 Terms',
      '1 Words.',
      'note Reservation of Country A: the delegation reserves its position on this article.',
    ])
    expect(codes(parsed)).toEqual(['reservation'])
    expect(accounted(parsed)).toBe(sorted(SOURCE))
  })

  it('an article about reservations stays an article', async () => {
    const source =
      'T\n\nArticle 1\nReservations\n\nReservations by a Party shall be made in writing.\n\nArticle 2\n\nA Party reserves nothing.'
    expect((await read(source)).warnings).toEqual([])
  })

  it('loses the numbers of its lines, and says so', async () => {
    const lines = [
      'DRAFT ARTICLES',
      '',
      'Draft article 1',
      'Scope',
      '',
      'These articles apply to persons who',
      'flee.',
      '',
      'Draft article 2',
      'Terms',
      '',
      'None.',
    ]
    const source = lines.map((line, index) => `${String(index + 1).padStart(4)}  ${line}`).join('\n')
    const parsed = await read(source)
    expect(outline(parsed)).toEqual([
      'title DRAFT ARTICLES',
      'article Draft article 1 Scope',
      '1 These articles apply to persons who flee.',
      'article Draft article 2 Terms',
      '1 None.',
    ])
    expect(accounted(parsed)).toBe(sorted(source))
    expect(parsed.warnings[0]).toMatchObject({ code: 'line-numbers', text: lines.map((_, index) => index + 1).join('\n') })
  })
})
