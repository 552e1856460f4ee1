import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exactTime, relativeTime } from '../i18n/formats.ts'

/** "3 minutes ago", with the exact time on hover. Minutes are the finest it tells, so it looks at the clock twice a minute. */
const TICK = 30_000

export interface RelativeTimeProps {
  at: string
  /** Puts the time into a sentence. */
  say?: (when: string) => string
}

export function RelativeTime({ at, say = (when) => when }: RelativeTimeProps) {
  const { i18n } = useTranslation()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={exactTime(at)}>
      {say(relativeTime(at, now, i18n.language))}
    </time>
  )
}
