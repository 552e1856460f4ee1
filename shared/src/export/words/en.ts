import { english } from '../../number/index.ts'
import { dateIn, type FileWords } from './words.ts'

export const en: FileWords = {
  language: 'en',
  direction: 'ltr',
  date: dateIn('en-GB'),
  compared: (base, date) => `Compared with: ${base}, ${date}`,
  clean: (base, date) => `Clean text of a draft made from: ${base}, ${date}`,
  marked: 'Inserted words are underlined, deleted words are struck through.',
  tracked: 'Every change can be accepted or rejected on its own.',
  signs: 'Inserted words stand in {+ +}, deleted words in [- -].',
  table:
    'Bold italics mark the words that an amendment removes (left) and the words that it adds (right); nothing else is changed.',
  changedOnly: 'Only the provisions with changes are given, under the headings they stand under.',
  titles: {
    table: 'Amendments',
    instructions: 'Instructions',
    pack: 'Amendments, a page for each',
    compilation: 'Compilation of amendments by article',
  },
  to: (what, base, date) => `${what} to: ${base}, ${date}`,
  drafts: (titles) => `Drafts: ${titles}`,
  amendment: (number) => `Amendment ${number}`,
  heads: ['Text of the draft convention', 'Proposed amendment'],
  isNew: ' (new)',
  deleted: 'deleted',
  moved: (from, to) => `Moved: ${from} of the base is ${to} of the proposal.`,
  same: 'The draft does not differ from its base.',
  colon: ': ',
  facts: {
    proposer: 'Proposed by',
    organisations: 'Supported by',
    states: 'States that have asked for it',
    status: 'Status',
  },
  statuses: {
    draft: 'draft',
    agreed: 'agreed in the coalition',
    submitted: 'submitted',
    adopted: 'adopted',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
  },
  unstated: (place, what) =>
    `No sentence states these changes of ${place}: ${what}. They stand in the table and in the text with changes.`,
  unstatedWhat: { words: 'words, numbers or places', emphasis: 'bold or italics', footnote: 'references to footnotes' },
  place: (place) =>
    place.kind === 'subparagraph' && place.number !== null ? `point ${place.number}` : english(place).replace(/^the /, ''),
}
