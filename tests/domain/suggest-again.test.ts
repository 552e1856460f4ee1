import { describe, expect, it } from 'vitest'
import { build, schema } from '@travaux/shared/model'
import { NO_RECORDS, proposedAgain, type SuggestedDraft } from '@travaux/shared/suggest'

/** What is proposed again after a refusal, in a draft that others have gone on with. */
type Run = readonly [words: string, ...marks: (readonly ['insertion' | 'deletion' | 'comment', string])[]]

const draft = (title: string, ...runs: Run[]): SuggestedDraft => ({
  doc: build.doc(
    build.title(title),
    build.p(
      '1',
      runs.map(([words, ...marks]) =>
        schema.text(
          words,
          marks.map(([name, id]) =>
            schema.mark(name, name === 'comment' ? { id } : { id, user: id.split(':')[0], at: 1_700_000_000_000 }),
          ),
        ),
      ),
    ),
  ),
  records: NO_RECORDS,
})
const INS = ['insertion', 'rita:1'] as const
const DEL = ['deletion', 'rita:2'] as const
const COMMENT = ['comment', 'dora:1'] as const

describe('what was lost is proposed again', () => {
  it.each<[name: string, lost: Run[], now: Run[], words: string | null]>([
    ['where nothing stands of it', [['may '], ['not ', INS], ['apply']], [['may apply']], 'may not apply'],
    ['where it stands already', [['may '], ['not ', INS], ['apply']], [['may '], ['not ', INS], ['apply']], null],
    [
      'beside what another says about the words',
      [['may'], ['🦉', INS], [' apply', COMMENT]],
      [['may'], [' apply', COMMENT]],
      'may🦉[ apply]',
    ],
    [
      'on both sides of what another says about the words',
      [['a', INS], ['may '], ['not', COMMENT], [' apply'], ['z', INS]],
      [['may '], ['not', COMMENT], [' apply']],
      'amay [not] applyz',
    ],
    ['though it was taken back meanwhile and stands here', [['may '], ['not', COMMENT]], [['may '], ['not', DEL, COMMENT]], null],
    ['but not in words that a drafter has changed', [['may '], ['not ', INS], ['apply']], [['shall apply']], null],
  ])('%s', (_, lost, now, words) => {
    const wanted = proposedAgain(draft('C', ...lost), draft('Another title', ...now), 'rita')
    const read = wanted
      ?.child(1)
      .children.map(({ text, marks }) => (marks.some(({ type }) => type.name === 'comment') ? `[${text}]` : text))
    expect(read?.join('') ?? null).toBe(words)
  })
})
