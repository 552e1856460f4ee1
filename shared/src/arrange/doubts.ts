import type { Warning } from '../protocol/index.ts'
import { wordsOf, type Arrangement, type Item } from './item.ts'

/**
 * What is to be said about the revision that the arrangement makes: places that nobody has called right, and all text that stays outside
 * it, whole. `leftOut` tells which of the first warnings carried such text.
 */
export function openDoubts({ items, doubts }: Arrangement, leftOut: (warning: Warning) => boolean): Warning[] {
  const carriers = doubts.filter(leftOut)
  const open = doubts.filter((doubt) => !doubt.accepted && !leftOut(doubt))
  const groups = Map.groupBy(
    items.filter(({ kind }) => kind === 'leftOut'),
    ({ id }) => carrierOf(id) ?? -1,
  )
  const outside = Array.from(groups, ([index, texts]) => ({ ...about(carriers[index]), text: texts.map(printed).join('\n') }))
  return [...open.map(({ code, message, place, text }) => ({ code, message, place, text })), ...outside]
}

const BY_HAND = { code: 'left-out', message: 'This text was left out when the import was checked.', place: null }

const about = (carrier: Warning | undefined): Omit<Warning, 'text'> =>
  carrier ? { code: carrier.code, message: carrier.message, place: carrier.place } : BY_HAND

/** Items of text that the reader left out are named for their warning (`arrange.ts`). */
function carrierOf(id: string): number | null {
  const index = /^out-(\d+)-/.exec(id)?.[1]
  return index === undefined ? null : Number(index)
}

const printed = (item: Item): string => [item.read, wordsOf(item)].filter(Boolean).join(' ')
