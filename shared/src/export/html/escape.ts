import { xmlText } from '../stream/xml-text.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it stands between tags or in a quoted attribute, of HTML and XML alike. */
export const escaped = (text: string): string => xmlText(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
