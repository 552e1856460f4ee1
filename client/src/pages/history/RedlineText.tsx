import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Entry, Op } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import type { Credits } from '../../authorship/credits.ts'
import { sayCredit } from '../../authorship/say-credit.ts'
import { exactTime } from '../../i18n/formats.ts'
import { creditedPieces, type CreditedPiece } from './credited-pieces.ts'

export interface RedlineTextProps {
  entries: readonly Entry[]
  credits: Credits
  language: string
}

/** One text with what was added and deleted marked in it; below each provision that differs, who changed it when. */
export function RedlineText({ entries, credits, language }: RedlineTextProps) {
  return (
    <div className="history-paper" lang={language} dir="auto">
      {entries.map((entry) => (
        <Provision
          key={`${entry.bases[0]?.eId ?? ''} ${entry.drafts[0]?.eId ?? ''}`}
          entry={entry}
          credits={credits}
          language={language}
        />
      ))}
    </div>
  )
}

const Provision = memo(({ entry, credits, language }: { entry: Entry; credits: Credits; language: string }) => {
  const { t, i18n } = useTranslation()
  const block = entry.drafts[0] ?? entry.bases[0]!
  const pieces = creditedPieces(entry, credits)
  const who = changers(pieces)
  const moved = entry.moved === null ? null : t(entry.drafts.length > 0 ? 'history.movedHere' : 'history.movedAway')
  return (
    <div data-kind={block.rank ? 'division' : block.kind} data-level={block.level} className="history-provision">
      <p>
        <Label base={entry.bases[0]} draft={entry.drafts[0]} language={language} />
        {pieces.map((piece, index) => (
          <Words key={index} piece={piece} />
        ))}
      </p>
      {who.length > 0 || moved ? (
        <small className="history-who" lang={i18n.language} dir="auto">
          {[moved, who.length > 0 ? t('history.changedBy', { who: who.join('; ') }) : null].filter(Boolean).join('. ')}
        </small>
      ) : null}
    </div>
  )
})

function Words({ piece: { op, text, credit } }: { piece: CreditedPiece }) {
  const side = op === 'delete' ? 'earlier' : 'later'
  return <Marked as={op} text={text ?? '¶ '} title={credit ? sayCredit(side, credit) : undefined} />
}

function Label({ base, draft, language }: { base: Block | undefined; draft: Block | undefined; language: string }) {
  const before = base ? blockLabel(base, language) : ''
  const after = draft ? blockLabel(draft, language) : ''
  if (before === after) return before ? <strong>{before} </strong> : null
  return (
    <strong>
      <Marked as="delete" text={before} /> <Marked as="insert" text={after} />{' '}
    </strong>
  )
}

function Marked({ as, text, title }: { as: Op; text: string; title?: string | undefined }) {
  if (text === '' || as === 'keep') return text
  return as === 'insert' ? <ins title={title}>{text}</ins> : <del title={title}>{text}</del>
}

/** Each person once, with the time of their last change here. */
function changers(pieces: readonly CreditedPiece[]): string[] {
  const last = new Map<string, { name: string; at: string }>()
  for (const { credit } of pieces)
    if (credit && credit.at !== null && !((last.get(credit.by)?.at ?? '') > credit.at))
      last.set(credit.by, { name: credit.name, at: credit.at })
  return [...last.values()].map(({ name, at }) => `${name}, ${exactTime(at)}`)
}
