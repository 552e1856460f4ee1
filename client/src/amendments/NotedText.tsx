import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { elementId, sheetEditor } from '@travaux/shared/crdt'
import type { Draft } from '../api/calls.ts'
import type { DraftSession } from '../sync/session.ts'
import { Button } from '../ui/Button.tsx'
import { RichText } from './RichText.tsx'

export interface NotedTextProps {
  /** The amendment's key. */
  amendment: string
  name: 'justification' | 'fallback'
  label: string
  invitation: string
  hint?: string
  draft: Draft
  session: DraftSession
  editable: boolean
}

/** A justification or fallback wording; a button where there is none yet. */
export function NotedText({ amendment, name, label, invitation, hint, draft, session, editable }: NotedTextProps) {
  const [made, setMade] = useState(false)
  const sheet = sheetEditor(session.document)
  const texts = sheet.texts(amendment, name)
  if (texts.length === 0 && !editable) return null
  return (
    <div className="amendment-part">
      <h4>{label}</h4>
      {hint ? <p className="amendment-hint">{hint}</p> : null}
      {texts.map((element) => (
        <RichText
          // Yjs gives every element an id for good; there is more than one only where two people began at the same moment.
          key={elementId(element)}
          element={element}
          awareness={session.awareness}
          editable={editable}
          label={label}
          language={draft.language}
          direction={draft.direction}
          focus={made}
        />
      ))}
      {texts.length === 0 ? (
        <Button
          kind="quiet"
          icon={<PencilLine />}
          onClick={() => {
            setMade(true)
            sheet.makeText(amendment, name)
          }}
        >
          {invitation}
        </Button>
      ) : null}
    </div>
  )
}
