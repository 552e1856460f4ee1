import './avatar.css'

export interface AvatarProps {
  name: string
  /** '#rrggbb', as the server gives it. */
  color: string
  present?: boolean
}

const characters = new Intl.Segmenter()

/** First letters of the first and the last word of a name; whole characters, so that any script works. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends
    .map((word) => characters.segment(word).containing(0)?.segment ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** Decoration beside a name that is given in words as well. */
export function Avatar({ name, color, present = false }: AvatarProps) {
  return (
    <span className="avatar" data-present={present} style={{ '--own': color } as React.CSSProperties} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
