import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import type { DocxExport } from '@travaux/shared/export'
import { blocks, blockText, type Block } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import { arbitraryDocument } from './documents.ts'
import { applyEdits, arbitraryEdit } from './edits.ts'

export const EXPORTED_AT = new Date('2026-11-23T12:00:00Z')

/** What the Word export is asked for, with something sensible for everything that a test does not care about. */
export const wordExport = (base: Node, draft: Node, options: Partial<DocxExport> = {}): DocxExport => ({
  base,
  draft,
  view: 'tracked',
  scope: 'all',
  language: 'en',
  direction: 'ltr',
  instrumentTitle: 'Draft Convention',
  baseName: 'Final draft (A/AC.291/22)',
  draftTitle: 'Coalition text',
  attribute: ({ eId }) => ({ author: `Author of ${eId}`, at: EXPORTED_AT }),
  generatedAt: EXPORTED_AT,
  ...options,
})

/** The lines a treaty prints, from the document alone: what accepting or rejecting every change of its Word file must leave. */
export function printedLines(document: Node, language = 'en', only: (block: Block) => boolean = () => true): string[] {
  const lines = blocks(document)
    .filter(only)
    .flatMap((block) => linesOf(block, blockLabel(block, language)))
  // Word has no file without a paragraph.
  return lines.length > 0 ? lines : ['']
}

function linesOf(block: Block, label: string): string[] {
  const words = blockText(block)
  if (label === '') return [words]
  const headed = block.rank !== null || block.kind === 'article' || block.kind === 'annex'
  if (!headed) return [`${label}\t${words}`]
  return words === '' ? [label] : [label, words]
}

/** A base and a draft: the base after some edits, or two texts that have nothing in common. */
export const arbitraryPair: fc.Arbitrary<readonly [base: Node, draft: Node]> = fc
  .oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(arbitraryDocument(), fc.array(arbitraryEdit, { maxLength: 9 }))
        .map(([base, edits]) => [base, applyEdits(base, edits)] as const),
    },
    { weight: 1, arbitrary: fc.tuple(arbitraryDocument(), arbitraryDocument()) },
  )
  .filter(([base, draft]) => isWritable(base) && isWritable(draft))

/** False where a random edit has cut a character in two, which no XML file can hold. */
function isWritable(document: Node): boolean {
  let writable = true
  document.descendants((node) => {
    writable &&= node.text?.isWellFormed() ?? true
  })
  return writable
}
