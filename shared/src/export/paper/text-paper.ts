import { redline } from '../../diff/index.ts'
import { legend, provenance } from '../head.ts'
import type { ExportSource } from '../source.ts'
import { inScope, type Alone, type Scope } from '../stream/scope.ts'
import { unchangedEntry } from '../stream/unchanged.ts'
import { entryBlocks, lineContext } from './lines.ts'
import { frameOf } from '../words/index.ts'
import type { Paper } from './paper.ts'

/** The instrument itself: its redline (`tracked`), or the draft as it reads with every change accepted (`clean`). */
export function textPaper(source: ExportSource, view: 'tracked' | 'clean', scope: Scope, alone: Alone | null): Paper {
  const compared = redline(source.base, source.draft)
  const chosen = inScope(compared, scope, alone)
  const entries = view === 'tracked' ? chosen : chosen.flatMap(({ drafts }) => drafts.map(unchangedEntry))
  const head = { ...source, scope }
  const said = legend(view, head)
  return {
    title: source.draftTitle,
    head: [source.draftTitle, provenance(view, head), ...(said ? [said] : [])],
    language: source.language,
    direction: source.direction,
    frame: frameOf(source.language),
    blocks: entryBlocks(entries, lineContext(compared, source.language)),
    generatedAt: source.generatedAt,
  }
}
