import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type * as Y from 'yjs'
import { useEditorField, type DrawnWords, type EditorHandle, type WordPlace } from '../editor/index.ts'
import '../editor/written.css'
import '../i18n/history-strings.ts'
import { useNames } from '../review/people.ts'
import { Button } from '../ui/Button.tsx'
import type { Credit, Credits } from './credits.ts'
import { sayCredit } from './say-credit.ts'
import { useCredits } from './use-credits.ts'
import { usePointedWords, type PointedWords } from './use-pointed-words.ts'
import './authorship.css'

export interface WhoWroteProps {
  handle: EditorHandle
  document: Y.Doc
  draftId: string
  /** Whether all words are marked by who wrote them. */
  marked: boolean
  onUnmark: () => void
}

/** Tells who wrote the words that one points at; on request, marks all of them and says whose mark is whose. */
export default function WhoWrote({ handle, document, draftId, marked, onUnmark }: WhoWroteProps) {
  const words = useDrawnWords(handle)
  const pointed = usePointedWords(words)
  const { credits, failed } = useCredits(draftId, document, marked || pointed !== null)
  const said = pointed && credits && sayAt(credits, pointed.place)
  return (
    <>
      {marked && words ? (
        <Legend handle={handle} words={words} draftId={draftId} credits={credits} failed={failed} onUnmark={onUnmark} />
      ) : null}
      {pointed && said ? <Hint {...pointed} said={said} /> : null}
    </>
  )
}

function useDrawnWords(handle: EditorHandle): DrawnWords | null {
  const [words, setWords] = useState<DrawnWords | null>(null)
  useEffect(() => {
    let wanted = true
    // Without a connection nobody is told who wrote what; the text is none the worse.
    void handle.words().then(
      (here) => wanted && setWords(here),
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [handle])
  return words
}

/** Null for words of the base, and while the server's answer is about other words than those that stand there. */
function creditAt(credits: Credits, { side, eId, at, length }: WordPlace): Credit | null {
  const stretches = credits.of(side, eId)
  if (length !== null && stretches.at(-1)?.to !== length) return null
  const found = stretches.find((stretch) => stretch.to > at && stretch.credit) ?? null
  // Of deleted words the first is pointed at; in the draft it is the word itself that counts.
  return found && (side === 'earlier' || found.from <= at) ? found.credit : null
}

function sayAt(credits: Credits, place: WordPlace): string | null {
  const credit = creditAt(credits, place)
  return credit && sayCredit(place.side, credit)
}

/** Beside the pointer, and inside the window however near its edge that is. */
function Hint({ left, top, said }: PointedWords & { said: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { style, offsetWidth, offsetHeight } = box.current!
    style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`
    style.top = `${top > offsetHeight + 24 ? top - offsetHeight - 14 : top + 24}px`
  })
  return (
    <div ref={box} role="tooltip" className="who-hint">
      {said}
    </div>
  )
}

interface LegendProps {
  handle: EditorHandle
  words: DrawnWords
  draftId: string
  credits: Credits | null
  failed: boolean
  onUnmark: () => void
}

/** Whose mark is whose, and in words whose the words at the caret are. */
function Legend({ handle, words, draftId, credits, failed, onUnmark }: LegendProps) {
  const { t } = useTranslation()
  const authors = useMemo(() => (credits ? authorsOf(credits) : []), [credits])
  const needed = useMemo(() => authors.map((user) => ({ user })), [authors])
  const names = useNames(draftId, needed)
  useEffect(() => {
    if (credits) words.mark(writtenBlocks(credits, authors))
  }, [words, credits, authors])
  useEffect(() => () => words.mark([]), [words])
  return (
    <section className="authors" aria-label={t('authors.legend')}>
      {failed ? <p>{t('authors.failed')}</p> : null}
      {credits && authors.length === 0 ? <p>{t('authors.none')}</p> : null}
      <ul>
        {authors.map((id, style) => (
          <li key={id}>
            <span className={`written written-${style % 5}`} ref={(mark) => mark?.style.setProperty('--author', names(id).color)}>
              {credits!.people.get(id)}
            </span>
          </li>
        ))}
      </ul>
      {credits ? <AtCaret handle={handle} words={words} credits={credits} /> : null}
      <Button kind="quiet" onClick={onUnmark}>
        {t('authors.leave')}
      </Button>
    </section>
  )
}

function AtCaret({ handle, words, credits }: { handle: EditorHandle; words: DrawnWords; credits: Credits }) {
  const { t } = useTranslation()
  useEditorField(handle, 'current')
  const place = words.atCaret()
  return <output>{(place && sayAt(credits, place)) ?? t('authors.base')}</output>
}

/** In the order in which they appear in the text. */
function authorsOf(credits: Credits): string[] {
  const found = [...credits.written()].flatMap(([, stretches]) => stretches.map(({ credit }) => credit?.by))
  return [...new Set(found)].filter((id) => id !== undefined)
}

const writtenBlocks = (credits: Credits, authors: readonly string[]) =>
  [...credits.written()].map(([eId, stretches]) => ({
    eId,
    length: stretches.at(-1)?.to ?? 0,
    runs: stretches.flatMap(({ from, to, credit }) =>
      credit ? [{ from, to, by: credit.by, style: authors.indexOf(credit.by) }] : [],
    ),
  }))
