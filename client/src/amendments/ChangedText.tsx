import type { Entry, Piece } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'

/** The redline of one amendment, provision by provision: a `div` for each, its words with `ins` and `del`. */
export function ChangedText({
  entries,
  language,
  direction,
}: {
  entries: readonly Entry[]
  language: string
  direction: string
}) {
  return (
    <div className="changed-text" lang={language} dir={direction}>
      {entries.map((entry) => (
        <p key={`${entry.bases[0]?.eId ?? ''} ${entry.drafts[0]?.eId ?? ''}`} data-level={levelOf(entry)}>
          <Label entry={entry} language={language} />
          {entry.pieces.map((piece, index) => (
            <Words key={index} piece={piece} />
          ))}
        </p>
      ))}
    </div>
  )
}

const levelOf = ({ bases, drafts }: Entry): number => (drafts[0] ?? bases[0])?.level ?? 0

function Label({ entry, language }: { entry: Entry; language: string }) {
  const label = (block: Block | undefined) => (block ? blockLabel(block, language) : '')
  const [was, is] = [label(entry.bases[0]), label(entry.drafts[0])]
  if (was === is) return was ? <strong>{was} </strong> : null
  return (
    <strong>
      {was ? <del>{was}</del> : null}
      {is ? <ins>{is}</ins> : null}{' '}
    </strong>
  )
}

function Words({ piece }: { piece: Piece }) {
  const text = 'paragraph' in piece ? ' ¶ ' : piece.text
  if (piece.op === 'keep') return text
  return piece.op === 'insert' ? <ins>{text}</ins> : <del>{text}</del>
}
