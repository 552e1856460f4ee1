import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Entry, Op, Piece } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'

interface Revision {
  name: string
  language: string
}

export interface ComparisonTableProps {
  entries: readonly Entry[]
  earlier: Revision
  later: Revision
}

export function ComparisonTable({ entries, earlier, later }: ComparisonTableProps) {
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">{earlier.name}</th>
          <th scope="col">{later.name}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={keyOf(entry)} entry={entry} earlier={earlier} later={later} />
        ))}
      </tbody>
    </table>
  )
}

const keyOf = ({ bases, drafts }: Entry): string => `${bases[0]?.eId ?? ''} ${drafts[0]?.eId ?? ''}`

const Row = memo(({ entry, earlier, later }: { entry: Entry; earlier: Revision; later: Revision }) => (
  <tr data-changed={entry.changed}>
    <Side blocks={entry.bases} others={entry.drafts} pieces={entry.pieces} shown="delete" revision={earlier} />
    <Side blocks={entry.drafts} others={entry.bases} pieces={entry.pieces} shown="insert" revision={later} />
  </tr>
))

interface SideProps {
  blocks: readonly Block[]
  /** What stands on the other side. */
  others: readonly Block[]
  pieces: readonly Piece[]
  /** Words of this kind stand on this side only. */
  shown: 'insert' | 'delete'
  revision: Revision
}

function Side({ blocks, others, pieces, shown, revision }: SideProps) {
  const { t } = useTranslation()
  if (blocks.length === 0)
    return (
      <td className="comparison-absent">
        <span>{t('compare.absent')}</span>
      </td>
    )
  const texts = divided(pieces, shown)
  return (
    <td lang={revision.language} dir="auto">
      {blocks.map((block, index) => (
        <p key={block.eId} data-kind={block.rank ? 'division' : block.kind} data-level={block.level}>
          <strong>
            <Marked text={blockLabel(block, revision.language)} as={sameNumber(block, others[index]) ? 'keep' : shown} />
          </strong>{' '}
          {texts[index]}
        </p>
      ))}
    </td>
  )
}

/** The words of each block of one side. */
function divided(pieces: readonly Piece[], shown: 'insert' | 'delete'): ReactNode[][] {
  const texts: ReactNode[][] = [[]]
  pieces.forEach((piece, index) => {
    if (piece.op !== 'keep' && piece.op !== shown) return
    if ('paragraph' in piece) texts.push([])
    else texts.at(-1)!.push(<Marked key={index} text={piece.text} as={piece.op} />)
  })
  return texts
}

const sameNumber = (block: Block, other: Block | undefined): boolean =>
  other !== undefined && block.kind === other.kind && block.number === other.number

function Marked({ text, as }: { text: string; as: Op }) {
  if (text === '' || as === 'keep') return text
  return as === 'insert' ? <ins>{text}</ins> : <del>{text}</del>
}
