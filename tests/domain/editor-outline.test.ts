import { describe, expect, it } from 'vitest'
import { DiffCache, redline } from '@travaux/shared/diff'
import { build } from '@travaux/shared/model'
import { changesOf } from '../../client/src/editor/outline.ts'
import { describeChange } from '../../client/src/review/describe-change.ts'

const { article, doc, p } = build

const FIRST = 'Each State Party shall take the measures necessary to protect witnesses from intimidation.'
const SECOND = 'Requests for mutual legal assistance shall be made in writing to the central authority.'
const THIRD = 'Nothing in this article prejudices the principle that offences are described in domestic law.'

/** The paragraphs of an article in this order; each keeps its number, and with it its eId. */
const text = (...paragraphs: [number: string, words: string][]) =>
  doc(article('1', 'Measures', ...paragraphs.map(([number, words]) => p(number, words))))

const base = text(['1', FIRST], ['2', SECOND], ['3', THIRD])

describe('the card of a moved paragraph', () => {
  it.each([
    ['says only that it moved', FIRST, [{ kind: 'moved' }]],
    [
      'says what was edited on the way',
      FIRST.replace('witnesses', 'victims'),
      [{ kind: 'moved' }, { kind: 'replaced', before: 'witnesses', after: 'victims' }],
    ],
  ])('%s', (_, words, expected) => {
    const changes = changesOf(redline(base, text(['2', SECOND], ['3', THIRD], ['1', words]), new DiffCache()))
    const moved = changes.filter(({ kind }) => kind === 'moved')
    expect(moved.map(describeChange)).toEqual([expected])
  })
})
