import type { Node } from 'prosemirror-model'
import { blocks, schema, type Block } from '../model/index.ts'
import type { Compared } from './compared.ts'
import type { Unstated } from './amendment.ts'
import { sameLabel } from './labels.ts'
import { quotable } from './words.ts'

/** Where two texts differ; `Unstated` of the amendment. */
export type Difference = Unstated

/** How what was made differs from what is wanted, both single nodes of the document; eIds are those of the wanted. */
export function differences(made: Node, wanted: Node, { ground, draft }: Pick<Compared, 'ground' | 'draft'>): Difference[] {
  const [a, b] = [made, wanted].map((node) =>
    node.type.name === 'doc' ? blocks(node) : blocks(schema.node('doc', null, [node])),
  ) as [Block[], Block[]]
  const languages = [ground.base.attrs['language'] as string, draft.attrs['language'] as string] as const
  const list: Difference[] = []
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a[at], b[at]]
    const eId = (other ?? one)!.eId
    if (!one || !other || !sameWords(one, other, languages)) list.push({ eId, what: 'words' })
    else if (!sameNotes(one.node, other.node)) list.push({ eId, what: 'footnote' })
    else if (!sameEmphasis(one.node, other.node)) list.push({ eId, what: 'emphasis' })
  }
  return list
}

/** Kind, level, label and words. */
export function sameWords(a: Block, b: Block, [aLanguage, bLanguage]: readonly [string, string]): boolean {
  return (
    a.kind === b.kind &&
    a.rank === b.rank &&
    a.level === b.level &&
    sameLabel(a, b, aLanguage, bLanguage) &&
    quotable(a.node) === quotable(b.node)
  )
}

/** The footnote references with their offsets. */
function sameNotes(a: Node | null, b: Node | null): boolean {
  return notes(a) === notes(b)
}

function notes(node: Node | null): string {
  let at = 0
  return (node?.children ?? [])
    .map((run) => {
      if (schema.marks.noteRef.isInSet(run.marks)) return `${at}:${run.text}`
      at += run.text!.length
      return ''
    })
    .join(' ')
    .trim()
}

function sameEmphasis(a: Node | null, b: Node | null): boolean {
  return a === b || a === null || b === null || a.content.eq(b.content)
}
