import { Document, Packer, Paragraph } from 'docx'
import { redline, type Redline } from '../../diff/index.ts'
import { blocks, type Block } from '../../model/index.ts'
import { blockLabel } from '../../number/index.ts'
import type { ExportSource } from '../source.ts'
import { partAdjacentInsertions } from './adjacent-insertions.ts'
import { withComments } from './comments.ts'
import { coreProperties } from './core-properties.ts'
import { settleEnding } from './ending.ts'
import { pageProperties, textFrame } from './frame.ts'
import { headedAs, type Headed } from '../stream/look.ts'
import { ParagraphWriter } from './paragraphs.ts'
import type { PlacedThread } from '../threads.ts'
import { inScope, type Alone, type Scope } from '../stream/scope.ts'
import { unchangedEntry } from '../stream/unchanged.ts'
import { entryTokens } from '../stream/entry-tokens.ts'
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
  const compared = inScope(redline(input.base, input.draft), input.scope, input.alone ?? null)
  const entries = input.view === 'tracked' ? compared : compared.flatMap((entry) => entry.drafts.map(unchangedEntry))
  const eIds = new Set(blocks(input.draft).map(({ eId }) => eId))
  const { tokens, comments } = withComments(bodyTokens(entries, input), input.threads ?? [], eIds)
  const paragraphs = new ParagraphWriter(input.direction).write(tokens)
  const document = new Document({
    styles: treatyStyles(input.language, ranksOf(entries)),
    ...(input.origin !== undefined && { customProperties: [{ name: 'Travaux', value: input.origin }] }),
    ...(comments.length > 0 && { comments: { children: comments } }),
    features: { trackRevisions: input.view === 'tracked' },
    sections: [
      { properties: pageProperties, ...textFrame(input), children: paragraphs.length > 0 ? paragraphs : [new Paragraph('')] },
    ],
  })
  return Packer.pack(document, 'uint8array', undefined, [coreProperties(input.instrumentTitle, input.generatedAt)])
}

function bodyTokens(entries: Redline, { draft, attribute, language }: DocxExport): Token[] {
  const draftEIds = new Set(blocks(draft).map((block) => block.eId))
  const context = { label: (block: Block) => blockLabel(block, language), attribute, draftEIds }
  const tokens = entries.flatMap((entry) => entryTokens(entry, context))
  return joinSittings(settleEnding(partAdjacentInsertions(tokens)))
}

/** The kinds of headings the file has, which decides how deep each stands in its outline. */
const ranksOf = (entries: Redline): ReadonlySet<Headed> =>
  new Set(entries.flatMap(({ bases, drafts }) => [...bases, ...drafts].map(headedAs)).filter((headed) => headed !== null))
