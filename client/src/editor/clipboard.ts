import { Extension } from '@tiptap/core'
import type { Fragment, Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { nodeLabel } from '@travaux/shared/number'
import { redlineKey } from './redline-plugin.ts'

type LabelOf = (node: Node) => string

/** Text copied out of a draft reads as it is printed: with the numbers, one line a provision. Struck words are not part of it. */
export const plainTextCopy = (language: string) =>
  Extension.create({
    name: 'plainTextCopy',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          clipboardTextSerializer: ({ content, openStart }, { state }) => {
            const counted = redlineKey.getState(state)?.counted
            const labelOf: LabelOf = (node) => counted?.get(node.attrs['eId'] as string) ?? nodeLabel(node, language)
            return isInline(content) ? textOf(content) : lines(content, labelOf, openStart).join('\n')
          },
        },
      }),
    ],
  })

const isInline = (content: Fragment): boolean => content.firstChild?.isInline ?? true
const textOf = (content: Fragment): string => content.textBetween(0, content.size)

/** `open` counts the nodes that the selection enters in the middle: words from the middle of a provision carry no number. */
function lines(content: Fragment, labelOf: LabelOf, open: number): string[] {
  if (content.childCount === 1 && open > 1) return lines(content.firstChild!.content, labelOf, open - 1)
  if (content.childCount === 1 && open === 1) return [textOf(content.firstChild!.content)]
  return content.content.flatMap((node) => nodeLines(node, labelOf))
}

function nodeLines(node: Node, labelOf: LabelOf): string[] {
  const label = labelOf(node)
  if (!node.isTextblock) return [...(label ? [label] : []), ...lines(node.content, labelOf, 0)]
  return [[label, node.textContent].filter(Boolean).join(' ')]
}
