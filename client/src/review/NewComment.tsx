import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_QUOTATION_LENGTH } from '@travaux/shared/protocol'
import { randomIdPart } from '@travaux/shared/model'
import type { NewComment as Comment, NewThread } from '../api/calls.ts'
import type { EditorHandle } from '../editor/index.ts'
import '../i18n/review-strings.ts'
import { useMe } from '../pages/RequireMe.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { clip } from './clip.ts'
import { CommentForm } from './CommentForm.tsx'
import { useThreads } from './use-threads.ts'
import './review.css'

/** Begins a thread on the selected words, or on the provision that the caret stands in. */
export default function NewComment({ handle, draftId, onClose }: { handle: EditorHandle; draftId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const threads = useThreads(draftId, handle)
  const [place] = useState(() => handle.placeToComment())
  if (!place)
    return (
      <Dialog title={t('comment.new')} lead={t('comment.nowhere')} onClose={onClose}>
        {null}
      </Dialog>
    )
  const send = async (comment: Comment) => {
    const mark = `${me.id}:${randomIdPart()}`
    const onWords = place.words && handle.markComment(mark)
    const anchor: NewThread['anchor'] = onWords ? { kind: 'words', mark } : { kind: 'provision', eId: place.eId }
    const quotation = place.quotation.slice(0, MAX_QUOTATION_LENGTH)
    try {
      await threads.begin({ ...comment, anchor, quotation, location: place.location })
      onClose()
    } catch (error) {
      if (onWords) handle.unmarkComment(mark)
      throw error
    }
  }
  return (
    <Dialog title={t('comment.newTitle', { location: place.location })} lead={<q>{clip(place.quotation)}</q>} onClose={onClose}>
      <CommentForm label={t('comment.body')} send={t('comment.send')} onSend={send} onCancel={onClose} />
      <p className="comment-hint">{t('comment.hint')}</p>
    </Dialog>
  )
}
