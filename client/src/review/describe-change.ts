import type { Piece } from '@travaux/shared/diff'
import type { Change } from '../editor/index.ts'

/** One thing that a change does, to be said in a sentence. */
export type Statement =
  | { kind: 'replaced'; before: string; after: string }
  | { kind: 'inserted' | 'removed' | 'newUnit' | 'deletedUnit'; text: string }
  | { kind: 'newEmpty' | 'deletedEmpty' | 'moved' | 'split' | 'joined' | 'renumbered' }

/** What the change does, in the order of the text; never empty. */
export function describeChange(change: Pick<Change, 'kind' | 'pieces'>): Statement[] {
  switch (change.kind) {
    case 'new': {
      const text = wordsOf(change.pieces, 'insert')
      return [text ? { kind: 'newUnit', text } : { kind: 'newEmpty' }]
    }
    case 'deleted': {
      const text = wordsOf(change.pieces, 'delete')
      return [text ? { kind: 'deletedUnit', text } : { kind: 'deletedEmpty' }]
    }
    case 'moved':
      return [{ kind: 'moved' }, ...edits(change.pieces)]
    case 'changed': {
      const found = edits(change.pieces)
      return found.length > 0 ? found : [{ kind: 'renumbered' }]
    }
  }
}

/** What the stripe beside a change says of it at a glance. */
export function stripeOf(statements: readonly Statement[]): 'insert' | 'delete' | 'both' {
  const kinds = statements.map(({ kind }) => kind)
  if (kinds.every((kind) => COMES.has(kind))) return 'insert'
  return kinds.every((kind) => GOES.has(kind)) ? 'delete' : 'both'
}

const COMES = new Set<Statement['kind']>(['inserted', 'newUnit', 'newEmpty', 'split', 'moved'])
const GOES = new Set<Statement['kind']>(['removed', 'deletedUnit', 'deletedEmpty', 'joined'])

const wordsOf = (pieces: readonly Piece[], op: 'insert' | 'delete'): string =>
  pieces
    .map((piece) => ('paragraph' in piece ? ' ' : piece.op === op || piece.op === 'keep' ? piece.text : ''))
    .join('')
    .trim()

/** Each stretch between kept words is one edit. */
function edits(pieces: readonly Piece[]): Statement[] {
  const found: Statement[] = []
  let before = ''
  let after = ''
  const flush = () => {
    const statement = editOf(before.trim(), after.trim())
    if (statement) found.push(statement)
    before = after = ''
  }
  for (const piece of pieces) {
    if ('paragraph' in piece) {
      flush()
      found.push({ kind: piece.op === 'insert' ? 'split' : 'joined' })
    } else if (piece.op === 'delete') before += piece.text
    else if (piece.op === 'insert') after += piece.text
    else if (piece.text.trim() !== '') flush()
    else {
      // A lone space between two changed words belongs to both sides: "prior independent" is one edit.
      before += before ? piece.text : ''
      after += after ? piece.text : ''
    }
  }
  flush()
  return found
}

function editOf(before: string, after: string): Statement | null {
  if (before && after) return { kind: 'replaced', before, after }
  if (after) return { kind: 'inserted', text: after }
  return before ? { kind: 'removed', text: before } : null
}
