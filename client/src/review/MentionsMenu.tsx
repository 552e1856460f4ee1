import { useQuery } from '@tanstack/react-query'
import { AtSign } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, type Mention } from '../api/calls.ts'
import { mentionsQuery, queryClient } from '../api/queries.ts'
import type { EditorHandle } from '../editor/index.ts'
import '../i18n/review-strings.ts'
import { Button } from '../ui/Button.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { clip } from './clip.ts'
import { goToThread } from './go-to-thread.ts'
import { useThreads } from './use-threads.ts'
import './review.css'

/** How often this person is mentioned in the draft without having looked; each leads to its thread. Nothing when there is none. */
export default function MentionsMenu({ handle, draftId }: { handle: EditorHandle; draftId: string }) {
  const { t } = useTranslation()
  const threads = useThreads(draftId, handle)
  const mentions = (useQuery(mentionsQuery).data ?? []).filter((mention) => mention.draftId === draftId)
  if (mentions.length === 0) return null
  const look = (seen: readonly Mention[]) => {
    const [first] = seen
    const thread = threads.list.find(({ id }) => id === first?.threadId)
    if (thread) goToThread(handle, thread)
    void api
      .seeMentions(seen.map(({ commentId }) => commentId))
      .catch(() => {})
      .finally(() => void queryClient.invalidateQueries(mentionsQuery))
  }
  return (
    <Menu
      trigger={
        <Button kind="quiet" icon={<AtSign />} aria-label={t('mentions.count', { count: mentions.length })}>
          <span className="mentions-count">{mentions.length}</span>
        </Button>
      }
    >
      {mentions.map((mention) => (
        <MenuItem key={mention.commentId} hint={mention.location} onSelect={() => look([mention])}>
          {t('mentions.one', { by: mention.by, body: clip(mention.body) })}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => look(mentions)}>{t('mentions.allSeen')}</MenuItem>
    </Menu>
  )
}
