import { CaseSensitive, ChevronDown, ChevronUp, Replace, WholeWord, X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Finder } from './finder.ts'
import type { Query } from './search.ts'
import { isFindKey } from './use-find-key.ts'
import './find-bar.css'

export interface FindBarProps {
  finder: Finder
  onClose: () => void
}

/** Finds words in the draft and, for drafters, replaces them. Enter goes on, Shift+Enter back, Escape closes and selects the match. */
export default function FindBar({ finder, onClose }: FindBarProps) {
  const { t } = useTranslation()
  const { count, current, editable } = useSyncExternalStore(finder.subscribe, finder.getSnapshot)
  const [query, setQuery] = useState<Query>(() => ({ words: finder.selectedWords(), matchCase: false, wholeWords: false }))
  const [replacing, setReplacing] = useState(false)
  /** How many matches were just replaced; null after anything else. */
  const [replaced, setReplaced] = useState<number | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useFindKeys(finder, field)
  useEffect(() => finder.search(query), [finder, query])
  useEffect(() => () => finder.stop(), [finder])
  const change = (part: Partial<Query>) => {
    setReplaced(null)
    setQuery({ ...query, ...part })
  }
  const close = () => {
    finder.close()
    onClose()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && event.target === field.current) finder[event.shiftKey ? 'previous' : 'next']()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const position = count > 0 ? t('find.position', { current, count }) : query.words ? t('find.none') : ''
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes from every control in it
    <search className="find-bar" aria-label={t('find.title')} onKeyDown={onKey}>
      <div className="find-row">
        <input
          ref={field}
          className="input find-field"
          aria-label={t('find.words')}
          placeholder={t('find.words')}
          value={query.words}
          spellCheck={false}
          onChange={(event) => change({ words: event.target.value })}
        />
        <output className="find-count" data-none={query.words !== '' && count === 0 ? '' : undefined}>
          {replaced === null ? position : t('find.replaced', { count: replaced })}
        </output>
        <Steps finder={finder} count={count} />
        <Narrowing query={query} onChange={change} />
        {editable ? (
          <IconButton label={t('find.showReplace')} aria-expanded={replacing} onClick={() => setReplacing(!replacing)}>
            <Replace />
          </IconButton>
        ) : null}
        <IconButton label={t('find.close')} keys="Esc" onClick={close} data-hint-end="">
          <X />
        </IconButton>
      </div>
      {editable && replacing ? <Replacing finder={finder} count={count} onReplaced={setReplaced} /> : null}
    </search>
  )
}

function Steps({ finder, count }: { finder: Finder; count: number }) {
  const { t } = useTranslation()
  return (
    <>
      <IconButton label={t('find.previous')} keys="Shift+F3" aria-disabled={count === 0} onClick={() => finder.previous()}>
        <ChevronUp />
      </IconButton>
      <IconButton label={t('find.next')} keys="F3" aria-disabled={count === 0} onClick={() => finder.next()}>
        <ChevronDown />
      </IconButton>
    </>
  )
}

function Narrowing({ query, onChange }: { query: Query; onChange: (part: Partial<Query>) => void }) {
  const { t } = useTranslation()
  const { matchCase, wholeWords } = query
  return (
    <>
      <IconButton label={t('find.matchCase')} aria-pressed={matchCase} onClick={() => onChange({ matchCase: !matchCase })}>
        <CaseSensitive />
      </IconButton>
      <IconButton label={t('find.wholeWords')} aria-pressed={wholeWords} onClick={() => onChange({ wholeWords: !wholeWords })}>
        <WholeWord />
      </IconButton>
    </>
  )
}

interface ReplacingProps {
  finder: Finder
  count: number
  onReplaced: (count: number | null) => void
}

/** The buttons stay focusable without matches: one that went dead under the finger would take the keyboard out of the bar. */
function Replacing({ finder, count, onReplaced }: ReplacingProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const replaceOne = () => {
    onReplaced(null)
    finder.replace(words)
  }
  return (
    <form
      className="find-row"
      onSubmit={(event) => {
        event.preventDefault()
        replaceOne()
      }}
    >
      <input
        className="input find-field"
        aria-label={t('find.replacement')}
        placeholder={t('find.replacement')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" aria-disabled={count === 0}>
        {t('find.replace')}
      </Button>
      <Button aria-disabled={count === 0} onClick={() => onReplaced(finder.replaceAll(words))}>
        {t('find.replaceAll')}
      </Button>
    </form>
  )
}

/** The field takes the keyboard when the bar opens and on every Ctrl+F; F3 works from the text too. */
function useFindKeys(finder: Finder, field: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    field.current?.select()
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'F3') finder[event.shiftKey ? 'previous' : 'next']()
      else if (isFindKey(event)) field.current?.select()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [finder, field])
}
