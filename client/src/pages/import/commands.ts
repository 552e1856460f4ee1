import type { MarkAs, Step } from '@travaux/shared/protocol'

/** What a key or a button asks of the selected pieces. */
export type Command =
  | {
      kind: 'promote' | 'demote' | 'merge' | 'toggleOut' | 'undo' | 'redo' | 'divide' | 'relabel' | 'accept' | 'next' | 'previous'
    }
  | { kind: 'mark'; as: MarkAs }

/** In the order of their keys: Alt+1, Alt+2 … */
export const MARKS_BY_KEY: readonly MarkAs[] = [
  'paragraph',
  'article',
  'heading',
  'chapter',
  'section',
  'recital',
  'note',
  'annex',
  'closing',
]
/** Reached by menu only. */
export const OTHER_MARKS: readonly MarkAs[] = ['title', 'preamble', 'part', 'subsection', 'leftOut']

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The command of a key in the structure; null for keys that move, select or mean nothing here. */
export function commandOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): Command | null {
  if (ctrlKey || metaKey) {
    if (altKey) return null
    if (key.toLowerCase() === 'z') return { kind: shiftKey ? 'redo' : 'undo' }
    return key.toLowerCase() === 'y' ? { kind: 'redo' } : null
  }
  // By its place on the keyboard: with Alt a Mac types another character.
  if (altKey) return ofDigit(/^Digit([1-9])$/.exec(code)?.[1]) ?? (code === 'KeyA' ? { kind: 'accept' } : null)
  return PLAIN[shiftKey ? `Shift+${key}` : key] ?? null
}

const ofDigit = (digit: string | undefined): Command | null =>
  digit === undefined ? null : { kind: 'mark', as: MARKS_BY_KEY[Number(digit) - 1]! }

const PLAIN: Readonly<Record<string, Command>> = {
  Tab: { kind: 'demote' },
  'Shift+Tab': { kind: 'promote' },
  Backspace: { kind: 'merge' },
  Delete: { kind: 'toggleOut' },
  Enter: { kind: 'divide' },
  F2: { kind: 'relabel' },
  F8: { kind: 'next' },
  'Shift+F8': { kind: 'previous' },
}

/** The step that a command is, on these pieces; null for one that only changes what is shown. */
export function stepOf(command: Command, items: string[], allOut: boolean, doubt: number | null): Step | null {
  switch (command.kind) {
    case 'promote':
    case 'demote':
      return { op: command.kind, items }
    case 'merge':
      return { op: 'merge', item: items[0]! }
    case 'toggleOut':
      return allOut ? { op: 'restore', items } : { op: 'mark', items, as: 'leftOut' }
    case 'mark':
      return { op: 'mark', items, as: command.as }
    case 'undo':
    case 'redo':
      return { op: command.kind }
    case 'accept':
      return doubt === null ? null : { op: 'accept', warning: doubt }
    case 'divide':
    case 'relabel':
    case 'next':
    case 'previous':
      return null
  }
}
