import type { Node } from 'prosemirror-model'
import { build, identify, schema } from '@travaux/shared/model'

const { article, doc, note, p, title } = build

/** Words with the marks of footnotes in them, as "report^1^ soon". */
const cited = (words: string): Node[] =>
  words.split('^').flatMap((part, at) => (part === '' ? [] : [schema.text(part, at % 2 === 1 ? [schema.mark('noteRef')] : [])]))

const text = (paragraphs: readonly string[], notes: readonly (readonly [number: string, words: string])[]): Node =>
  identify(
    doc(
      title('Convention on Notes'),
      article('1', 'Reports', ...paragraphs.map((words, at) => p(String(at + 1), cited(words)))),
      ...notes.map(([number, words]) => note(number, words)),
    ),
  )

/** A text with footnotes, and a draft in which one is reworded, one goes, one comes, and the last moves up by a number and keeps its sign. */
export const NOTED_BASE = text(
  ['States report^1^ each year.', 'Reports^2^ are public.', 'They are^3^ true.', 'And short.^*^'],
  [
    ['1', 'The report has two parts.'],
    ['2', 'In any language.'],
    ['3', 'As far as known.'],
    ['*', 'Ten pages.'],
  ],
)
export const NOTED_DRAFT = text(
  ['States report^1^ each year.', 'Reports are public.', 'They are^2^ true.', 'And short^3^ enough.^*^'],
  [
    ['1', 'The report has three parts & more.'],
    ['2', 'As far as known.'],
    ['3', 'For a busy reader.'],
    ['*', 'Ten pages.'],
  ],
)
