import { Document, Packer, Paragraph } from 'docx'
import { redline, type Redline } from '../../diff/index.ts'
import { blocks } from '../../model/index.ts'
import { blockLabel } from '../../number/index.ts'
import type { ExportSource } from '../source.ts'
import { withComments } from './comments.ts'
import { coreProperties } from './core-properties.ts'
import { settleEnding } from './ending.ts'
import { withFootnotes } from './footnotes.ts'
import { footnotesPart } from './footnotes-part.ts'
import { pageProperties, textFrame } from './frame.ts'
import { headedAs, type Headed } from '../stream/look.ts'
import { ParagraphWriter } from './paragraphs.ts'
import type { PlacedThread } from '../threads.ts'
import { inScope, type Alone, type Scope } from '../stream/scope.ts'
import { unchangedEntry } from '../stream/unchanged.ts'
import type { StreamContext } from '../stream/entry-tokens.ts'
import { joinSittings } from '../stream/sittings.ts'
import { treatyStyles } from './styles.ts'
import type { Attribute, Token } from '../stream/token.ts'

export interface DocxExport extends ExportSource {
  /** `tracked`: the redline as Word's tracked changes; `clean`: the draft as it reads with all of them accepted. */
  view: 'tracked' | 'clean'
  scope: Scope
  /** The one amendment that is wanted; all that the scope takes when not given. */
  alone?: Alone | null
  /** Discussions that stand in the file as Word's comments. */
  threads?: readonly PlacedThread[]
  attribute: Attribute
  /** Kept in the file under the name `Travaux`, for whoever brings it back. */
  origin?: string
}

/**
 * The redline as a Word file (Office Open XML, ECMA-376 transitional): the body is the instrument and nothing else, numbers as
 * literal text, so that accepting every change leaves exactly the draft and rejecting every change exactly the base.
 */
export async function exportDocx(input: DocxExport): Promise<Uint8Array> {
  const all = redline(input.base, input.draft)
  const shownAs = (list: Redline) => (input.view === 'tracked' ? list : list.flatMap((entry) => entry.drafts.map(unchangedEntry)))
  const entries = shownAs(inScope(all, input.scope, input.alone ?? null))
  const noted = withFootnotes(entries, shownAs(inScope(all, 'all')), contextOf(input))
  const eIds = new Set(blocks(input.draft).map(({ eId }) => eId))
  const { tokens, comments } = withComments(settledTokens(noted.tokens), besideNotes(input.threads ?? [], noted.citing), eIds)
  const writer = new ParagraphWriter(input.direction)
  const paragraphs = writer.write(tokens)
  const footnotes = noted.footnotes.map(({ id, tokens }) => ({ id, paragraphs: writer.write(settledTokens(tokens)) }))
  const document = new Document({
    styles: treatyStyles(input.language, ranksOf(entries)),
    ...(input.origin !== undefined && { customProperties: [{ name: 'Travaux', value: input.origin }] }),
    ...(comments.length > 0 && { comments: { children: comments } }),
    features: { trackRevisions: input.view === 'tracked' },
    sections: [
      { properties: pageProperties, ...textFrame(input), children: paragraphs.length > 0 ? paragraphs : [new Paragraph('')] },
    ],
  })
  return Packer.pack(document, 'uint8array', undefined, [
    coreProperties(input.instrumentTitle, input.generatedAt),
    ...(footnotes.length > 0 ? [footnotesPart(footnotes)] : []),
  ])
}

const contextOf = ({ draft, attribute, language }: DocxExport): StreamContext => ({
  label: (block) => blockLabel(block, language),
  attribute,
  draftEIds: new Set(blocks(draft).map((block) => block.eId)),
})

/** The stream of a body or a footnote, as Word and LibreOffice accept and reject it. */
const settledTokens = (tokens: readonly Token[]): Token[] => joinSittings(settleEnding(tokens))

/** Word has no comments in footnotes: what is said of one hangs on the provision that refers to it. */
const besideNotes = (threads: readonly PlacedThread[], citing: ReadonlyMap<string, string>): PlacedThread[] =>
  threads.map((thread) => {
    const eId = thread.eId === null ? undefined : citing.get(thread.eId)
    return eId === undefined ? thread : { ...thread, eId, range: null }
  })

/** The kinds of headings the file has, which decides how deep each stands in its outline. */
const ranksOf = (entries: Redline): ReadonlySet<Headed> =>
  new Set(entries.flatMap(({ bases, drafts }) => [...bases, ...drafts].map(headedAs)).filter((headed) => headed !== null))
