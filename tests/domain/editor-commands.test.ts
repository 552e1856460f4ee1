import { getSchema } from '@tiptap/core'
import { EditorState, Selection, TextSelection, type Command } from '@tiptap/pm/state'
import { toggleMark } from '@tiptap/pm/commands'
import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { blocks, encodeDocument } from '@travaux/shared/model'
import { DiffCache, redline } from '@travaux/shared/diff'
import { deleteSelectedText, deleteSelection } from '../../client/src/editor/delete-selection.ts'
import { enter } from '../../client/src/editor/enter.ts'
import { schemaExtensions } from '../../client/src/editor/extensions.ts'
import { joinBackward, joinForward } from '../../client/src/editor/join.ts'
import { shiftLevels } from '../../client/src/editor/levels.ts'
import { eIdRepair } from '../../client/src/editor/repair.ts'
import { restored } from '../../client/src/editor/restore.ts'
import { addArticleHere, deleteByEId, moveProvision } from '../../client/src/editor/units.ts'
import { arbitraryDocument } from '../support/documents.ts'

const schema = getSchema(schemaExtensions('en'))
const stateOf = (doc: Node) => EditorState.create({ doc: schema.nodeFromJSON(encodeDocument(doc)), plugins: [eIdRepair()] })

const COMMANDS = {
  enter,
  joinBackward,
  joinForward,
  deleteSelection,
  deeper: shiftLevels(1),
  higher: shiftLevels(-1),
  up: moveProvision(-1),
  down: moveProvision(1),
  addArticleHere,
  bold: toggleMark(schema.marks['strong']!),
  type: (state, dispatch) => {
    dispatch?.((deleteSelectedText(state) ?? state.tr).insertText('x '))
    return true
  },
  /** Pastes a copy of what is selected behind it: every eId in it stands twice until the repair. */
  repeat: (state, dispatch) => {
    const { $from, $to } = state.selection
    if ($from.depth === 0) return false
    const [from, to] = [$from.before(1), $to.after(1)]
    dispatch?.(state.tr.insert(to, state.doc.slice(from, to).content))
    return true
  },
} satisfies Record<string, Command>

interface Step {
  command: keyof typeof COMMANDS
  from: number
  length: number
}

const arbitrarySteps = fc.array(
  fc.record({
    command: fc.constantFrom(...(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])),
    from: fc.nat(400),
    length: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(300) }),
  }),
  { maxLength: 12 },
)

function apply(state: EditorState, { command, from, length }: Step): EditorState {
  const size = state.doc.content.size
  const anchor = TextSelection.near(state.doc.resolve(from % (size + 1)))
  const head = TextSelection.near(state.doc.resolve(Math.min(anchor.to + length, size)))
  const selection = length === 0 ? anchor : TextSelection.between(anchor.$from, head.$to)
  let next = state.apply(state.tr.setSelection(selection))
  if (!(next.selection instanceof TextSelection)) return next
  COMMANDS[command](next, (tr) => {
    next = next.apply(tr)
  })
  return next
}

describe('whatever keys are pressed', () => {
  it('the document stays valid, and every eId stands once', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitrarySteps, (text, steps) => {
        let state = stateOf(text)
        for (const step of steps) {
          state = apply(state, step)
          state.doc.check()
          const ids: string[] = []
          state.doc.descendants((node) => void ('eId' in node.attrs && ids.push(node.attrs['eId'] as string)))
          expect(ids).not.toContain('')
          expect(new Set(ids).size).toBe(ids.length)
          const levels = blocks(state.doc).map((block) => block.level)
          expect(Math.max(0, ...levels)).toBeLessThanOrEqual(4)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a deletion never takes words that were not selected, nor moves words into another article', () => {
    fc.assert(
      fc.property(arbitraryDocument(), fc.nat(400), fc.nat(400), (text, from, length) => {
        const state = stateOf(text)
        const start = Selection.near(state.doc.resolve(from % (state.doc.content.size + 1)))
        const end = Selection.near(state.doc.resolve(Math.min(start.to + length, state.doc.content.size)))
        const selected = state.apply(state.tr.setSelection(TextSelection.between(start.$from, end.$to)))
        const tr = deleteSelectedText(selected)
        if (!tr) return
        const { from: a, to: b } = selected.selection
        const rest = state.doc.textBetween(0, a) + state.doc.textBetween(b, state.doc.content.size)
        expect(tr.doc.textContent).toBe(rest)
        tr.doc.check()
        const before = new Map(blocks(state.doc).map((block) => [block.eId, block.container]))
        for (const { eId, container } of blocks(tr.doc)) expect(before.get(eId)).toBe(container)
      }),
      { numRuns: 300 },
    )
  })

  it('restoring every change gives the base back', () => {
    fc.assert(
      fc.property(arbitraryDocument(), arbitrarySteps, (text, steps) => {
        const base = stateOf(text).doc
        let state = steps.reduce(apply, stateOf(text))
        const compare = () => redline(base, state.doc, new DiffCache())
        for (let round = 0; round < 200; round++) {
          const change = compare().find((entry) => entry.changed)
          if (!change) break
          const eId = (change.drafts[0] ?? change.bases[0]!).eId
          const tr = restored(compare(), state, base, eId) ?? deleteByEId(state, eId)
          if (!tr) break
          state = state.apply(tr)
          state.doc.check()
        }
        expect(blocks(state.doc).map((block) => [block.kind, block.number, block.level, block.node?.textContent ?? ''])).toEqual(
          blocks(base).map((block) => [block.kind, block.number, block.level, block.node?.textContent ?? '']),
        )
      }),
      { numRuns: 100 },
    )
  })
})
