import { plainLines, type Sheet } from '../../amendment/index.ts'
import { redline, type Entry } from '../../diff/index.ts'
import type { Amendment } from '../../instruct/index.ts'
import { encodeDocument, provisions, type Block } from '../../model/index.ts'
import type { AmendmentSource, ExportSource } from '../source.ts'
import type { Alone } from '../stream/scope.ts'

/**
 * A draft as JSON. `tracked`: the draft's document and provisions, its changes and its amendments; `clean`: without the changes; the
 * views that list amendments have those alone. The changes are those of the one amendment where one alone is wanted.
 */
export function writeJson(source: AmendmentSource, view: 'tracked' | 'clean' | 'amendments', alone: Alone | null): string {
  const { base, draft } = source
  const text = { doc: encodeDocument(draft), provisions: provisions(draft) }
  const changes = () => alone?.changes ?? redline(base, draft).filter(({ changed }) => changed)
  const form = {
    ...about(source),
    ...(view === 'amendments' ? {} : text),
    ...(view === 'tracked' && { changes: changes().map(presentChange) }),
    ...(view !== 'clean' && { amendments: source.amendments.map((one) => presentAmendment(one, source.notes)) }),
  }
  return `${JSON.stringify(form, null, 2)}\n`
}

const about = ({ draftTitle, instrumentTitle, baseName, language, direction, generatedAt }: ExportSource) => ({
  title: draftTitle,
  instrument: instrumentTitle,
  base: baseName,
  language,
  direction,
  generatedAt: generatedAt.toISOString(),
})

/** A change in plain data: which blocks it concerns, and its words. */
export const presentChange = ({ bases, drafts, pieces, moved }: Entry) => ({
  bases: bases.map(named),
  drafts: drafts.map(named),
  moved,
  pieces: pieces.map((piece) =>
    'paragraph' in piece ? piece : { op: piece.op, text: piece.text, marks: piece.marks.map((mark) => mark.type.name) },
  ),
})

const named = ({ eId, kind, number }: Block) => ({ eId, kind, number })

function presentAmendment({ id, name, kind, changes, instructions, unstated }: Amendment, notes: Sheet) {
  const note = notes.get(id)
  return {
    id,
    target: name,
    kind,
    instruction: instructions.map(({ text }) => text).join('\n'),
    changes: changes.map(presentChange),
    unstated,
    proposer: note?.proposer ?? null,
    supporters: note?.supporters ?? [],
    justification: plainLines(note?.justification ?? []).join('\n'),
    status: note?.status ?? 'draft',
  }
}
