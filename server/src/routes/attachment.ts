import type { ExportQuery, ExportView } from '@travaux/shared/protocol'

/** Characters that some file system or a header does not bear. */
const UNSAFE = /[\p{Cc}"%*/:<>?\\|]+/gu
const NOT_ASCII = /[^\x20-\x7e]+/g
/** What encodeURIComponent leaves alone and RFC 8187 doesn't. */
const LEFT_UNENCODED = /['()*]/g

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
const encode = (text: string): string =>
  encodeURIComponent(text).replace(LEFT_UNENCODED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** What an exported file holds, for its name: the files that one draft gives lie side by side in a downloads folder. */
export function contentsOf({ view, scope, amendment }: ExportQuery): string {
  const contents = amendment === undefined ? CONTENTS[view] : `one amendment, ${CONTENTS[view]}`
  if (amendment !== undefined || scope === 'all' || (view !== 'tracked' && view !== 'clean')) return contents
  return view === 'tracked' ? 'changed articles, tracked' : 'changed articles, clean'
}

const CONTENTS: Readonly<Record<ExportView, string>> = {
  tracked: 'tracked changes',
  clean: 'clean',
  table: 'two-column table',
  instructions: 'instructions',
  pack: 'delegate pack',
  compilation: 'compilation',
}

/** The Content-Disposition of a download (RFC 6266): the name in ASCII for old clients, and as it is for all others. */
export function attachment(title: string, extension: string): string {
  const name = tidy(title.toWellFormed().replace(UNSAFE, ' ')) || 'draft'
  const plain = tidy(name.normalize('NFKD').replace(NOT_ASCII, '')) || 'draft'
  return `attachment; filename="${plain}.${extension}"; filename*=UTF-8''${encode(`${name}.${extension}`)}`
}
