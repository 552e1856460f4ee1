import { listAmendments, plainLines, type AmendmentList, type ListedAmendment } from '@travaux/shared/amendment'
import { readNumbering, readSheet } from '@travaux/shared/crdt'
import type { Entry } from '@travaux/shared/diff'
import { amend, renumbered, type Revision } from '@travaux/shared/instruct'
import { blockText, type Block } from '@travaux/shared/model'
import type { AmendmentRow } from '@travaux/shared/protocol'
import { settled } from '@travaux/shared/suggest'
import { readUpdate } from '../commands/read-draft.ts'
import { decoded } from './decoded.ts'
import type { Job } from './job.ts'

type Node = ReturnType<typeof settled>

/** The amendments that a draft (as an update) makes to its base, with what is noted about them. */
function amendmentsOf(base: Node, update: Uint8Array, revisions: readonly Revision[]): AmendmentList {
  const { draft, notes } = readUpdate(update, base.attrs, ({ doc, live }) => ({
    draft: readNumbering(live) === 'counted' ? renumbered(base, settled(doc)) : settled(doc),
    notes: readSheet(live),
  }))
  const state = (from: Node, to: Node) => amend(from, to, { revisions })
  return listAmendments(base, draft, state(base, draft), notes, state)
}

/** The answer to a job that asks for them. */
export function amendmentRows({ base, update, revisions }: Extract<Job, { kind: 'amendments' }>): AmendmentRow[] {
  const others = revisions.map(({ name, doc }) => ({ name, doc: decoded(doc) }))
  return amendmentsOf(decoded(base), update, others).amendments.map(amendmentRow)
}

/** As the HTTP API gives it. */
function amendmentRow(amendment: ListedAmendment): AmendmentRow {
  const { id, number, target, name, kind, changes, instructions, unstated, notes } = amendment
  const { proposer, supporters, justification, fallback, status } = notes
  return {
    id,
    number,
    target,
    name,
    kind,
    changes: changes.map(changeRow),
    instruction: instructions.map(({ text }) => text).join('\n'),
    unstated: [...unstated],
    proposer,
    supporters: [...supporters],
    justification: plainLines(justification).join('\n'),
    fallback: plainLines(fallback).join('\n'),
    status,
  }
}

function changeRow({ bases, drafts, moved }: Entry): AmendmentRow['changes'][number] {
  const kind = moved !== null ? 'moved' : bases.length === 0 ? 'new' : drafts.length === 0 ? 'deleted' : 'changed'
  return { eId: (drafts[0] ?? bases[0])!.eId, kind, before: words(bases), after: words(drafts) }
}

const words = (blocks: readonly Block[]): string => blocks.map(blockText).join('\n')
