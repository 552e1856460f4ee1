import { useTranslation } from 'react-i18next'
import { statusOf, wordsOf, type Item, type Marked } from '@travaux/shared/arrange'

interface Stretch {
  text: string
  isReference: boolean
  status: Marked['status'] | null
}

/** The words of a piece: references to notes raised, and what the negotiation has bracketed or agreed marked as such. */
export function Words({ item }: { item: Item }) {
  const { t } = useTranslation()
  const marked = statusOf(wordsOf(item))
  if (marked.length === 0 && !item.words.some(({ marks }) => marks.includes('noteRef'))) return wordsOf(item)
  return stretches(item, marked).map(({ text, isReference, status }, index) => {
    const words = isReference ? <sup>{text}</sup> : text
    if (status === null) return <span key={index}>{words}</span>
    return (
      <mark key={index} className="piece-status" data-status={status} title={t(`check.status.${status}`)}>
        {words}
      </mark>
    )
  })
}

/** The words cut wherever their looks or their status change. */
function stretches(item: Item, marked: readonly Marked[]): Stretch[] {
  const list: Stretch[] = []
  let at = 0
  for (const { text, marks } of item.words) {
    const end = at + text.length
    const cuts = [at, ...marked.flatMap(({ from, to }) => [from, to]).filter((cut) => cut > at && cut < end), end]
    cuts.slice(1).forEach((to, index) => {
      const from = cuts[index]!
      const status = marked.find((one) => one.from <= from && to <= one.to)?.status ?? null
      list.push({ text: text.slice(from - at, to - at), isReference: marks.includes('noteRef'), status })
    })
    at = end
  }
  return list
}
