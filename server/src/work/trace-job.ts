import { deflateSync, inflateSync } from 'node:zlib'
import { creditsBetween, restoreTrace, storeTrace, Trace, tracedText } from '@travaux/shared/crdt/trace'
import { encodeDocument } from '@travaux/shared/model'
import type { Answers, Job, Stretch } from './job.ts'

/** Fast rather than small: a third of the bytes at a hundredth of a second. */
const LEVEL = 1

/** Tells what a draft's log says, in the job process. Null when the checkpoint is another version's. */
export function traceJob({ earlier, later, attrs, keep }: Extract<Job, { kind: 'trace' }>): Answers['trace'] {
  const trace = traced(later)
  const before = earlier && traced(earlier)
  if (!trace || (earlier && !before)) return null
  const { seq, sessions, suggestedAt } = trace
  const checkpoint = keep ? deflateSync(storeTrace(trace), { level: LEVEL }) : null
  if (!before) return { seq, sessions, suggestedAt, checkpoint, comparison: null }
  const [from, to] = [tracedText(before, attrs), tracedText(trace, attrs)]
  const credits = creditsBetween(trace, from, to)
  const comparison = { credits, earlier: encodeDocument(from.doc), later: encodeDocument(to.doc) }
  return { seq, sessions, suggestedAt, checkpoint, comparison }
}

function traced({ checkpoint, rows }: Stretch): Trace | null {
  const trace = checkpoint ? restoreTrace(inflateSync(checkpoint)) : Trace.empty()
  for (const row of rows) trace?.apply(row)
  return trace
}
