import { Trans, useTranslation } from 'react-i18next'
import type { Statement } from '@travaux/shared/suggest'
import { clip } from './clip.ts'

/** One thing that a suggestion does, in words; what goes is `del` and what comes `ins`, for the eye and for screen readers. */
export function StatementText({ statement }: { statement: Statement }) {
  const { t } = useTranslation()
  const { key, values } = phrase(statement, t('review.say.none'))
  return (
    <Trans
      i18nKey={`review.say.${key}`}
      components={{ del: <del />, ins: <ins />, q: <q /> }}
      values={{ before: '', after: '', text: '', ...values }}
    />
  )
}

type PhraseKey =
  | 'replace'
  | 'insert'
  | 'delete'
  | 'format'
  | 'newBlock'
  | 'newEmpty'
  | 'deleteBlock'
  | 'deleteEmpty'
  | 'move'
  | 'split'
  | 'join'
  | 'number'
  | 'level'

interface Phrase {
  key: PhraseKey
  values: Partial<Record<'before' | 'after' | 'text', string>>
}

function phrase(statement: Statement, none: string): Phrase {
  switch (statement.kind) {
    case 'replace':
      return { key: 'replace', values: { before: clip(statement.before), after: clip(statement.after) } }
    case 'insert':
    case 'delete':
    case 'format':
    case 'move':
      return { key: statement.kind, values: { text: clip(statement.text) } }
    case 'newBlock':
      return { key: statement.text ? 'newBlock' : 'newEmpty', values: { text: clip(statement.text) } }
    case 'deleteBlock':
      return { key: statement.text ? 'deleteBlock' : 'deleteEmpty', values: { text: clip(statement.text) } }
    case 'split':
    case 'join':
      return { key: statement.kind, values: {} }
    case 'label': {
      const numbered = statement.attribute === 'number' || statement.attribute === 'form'
      const side = (value: string | number | null) => String(value ?? none)
      return { key: numbered ? 'number' : 'level', values: { before: side(statement.before), after: side(statement.after) } }
    }
  }
}
