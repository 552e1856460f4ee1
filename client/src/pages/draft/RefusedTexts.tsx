import { lazy, useEffect, useState } from 'react'
import type { EditorHandle } from '../../editor/index.ts'
import { dropKeptText, keepText, keptTexts, linesOf, missingLines, type KeptText } from '../../sync/kept-text.ts'
import { Lazily } from '../../ui/Lazy.tsx'
import { useMe } from '../RequireMe.tsx'

const RefusedDialog = lazy(() => import('./RefusedDialog.tsx'))

/** Offers the words that the server did not accept, one copy after the other; those that differ in nothing are let go. */
export default function RefusedTexts({ draftId, handle }: { draftId: string; handle: EditorHandle }) {
  const me = useMe()
  const [waiting, setWaiting] = useState<readonly KeptText[]>([])
  useEffect(() => {
    let left = false
    void keptTexts(draftId, me.id).then(async (texts) => {
      for (const kept of texts) if (kept.draft) await suggestAgain(kept, handle)
      const current = linesOf(handle.draft())
      const [differing, equal] = partition(texts, ({ lines }) => missingLines(lines, current).length > 0)
      await Promise.all(equal.map(({ id }) => dropKeptText(id)))
      if (!left) setWaiting(differing)
    })
    return () => {
      left = true
    }
  }, [draftId, me.id, handle])
  const [kept] = waiting
  if (!kept) return null
  const next = () => setWaiting((texts) => texts.slice(1))
  return (
    <Lazily>
      <RefusedDialog
        key={kept.id}
        kept={kept}
        current={linesOf(handle.draft())}
        onForget={() => void dropKeptText(kept.id).then(next)}
        onLater={next}
      />
    </Lazily>
  )
}

/** Tried once: what is refused again is only kept to be copied. */
async function suggestAgain(kept: KeptText, handle: EditorHandle): Promise<void> {
  await keepText({ ...kept, draft: null })
  if (kept.reason === 'not-a-suggestion') handle.suggestAgain(kept.draft!)
}

function partition<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []]
  for (const item of list) (test(item) ? yes : no).push(item)
  return [yes, no]
}
