import { redline, type Entry, type Piece } from '@travaux/shared/diff'
import { expectPositionals, say, type Command } from './command.ts'
import { readInstrument } from './instrument-file.ts'

/** A change in plain data: which blocks it concerns, and its words. */
const present = ({ bases, drafts, pieces, moved }: Entry) => ({
  bases: bases.map(({ eId, kind, number }) => ({ eId, kind, number })),
  drafts: drafts.map(({ eId, kind, number }) => ({ eId, kind, number })),
  moved,
  pieces: pieces.map((piece) =>
    'paragraph' in piece ? piece : { op: piece.op, text: piece.text, marks: piece.marks.map((mark) => mark.type.name) },
  ),
})

/** Words as `wdiff` writes them: [-deleted-] and {+inserted+}; ¶ is a paragraph mark. */
function words(piece: Piece): string {
  const text = 'paragraph' in piece ? '¶' : piece.text
  switch (piece.op) {
    case 'keep':
      return text
    case 'insert':
      return `{+${text}+}`
    case 'delete':
      return `[-${text}-]`
  }
}

const place = ({ bases, drafts }: Entry): string => {
  const [from, to] = [bases, drafts].map((list) => list.map((block) => block.eId).join(' + '))
  return from === to ? from! : `${from || '(new)'} → ${to || '(deleted)'}`
}

export const diff: Command = {
  usage: 'diff BASE DRAFT [--json]',
  summary: 'Show what a draft changes in its base, provision by provision.',
  help: ['BASE and DRAFT are Word or text files, or the JSON that `parse --json` prints.'],
  options: { json: { type: 'boolean' } },
  async run(positionals, values) {
    const [base, draft] = expectPositionals(positionals, 'BASE', 'DRAFT')
    const changed = redline((await readInstrument(base!)).doc, (await readInstrument(draft!)).doc).filter(
      (entry) => entry.changed,
    )
    if (values['json']) say(JSON.stringify({ changes: changed.map(present) }))
    else for (const entry of changed) say(`${place(entry)}\n    ${entry.pieces.map(words).join('')}\n`)
    return 0
  },
}
