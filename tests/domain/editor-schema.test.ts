import { getSchema } from '@tiptap/core'
import type { MarkSpec, NodeSpec, Schema } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { build, encodeDocument, schema } from '@travaux/shared/model'
import { schemaExtensions } from '../../client/src/editor/extensions.ts'

const editorSchema = getSchema(schemaExtensions('en'))

/** What decides whether a document is valid; how it is drawn is the client's own. */
const nodeRules = ({ nodes }: Schema) => Object.entries(nodes).map(([name, { spec }]) => [name, rules(spec)])
const markRules = ({ marks }: Schema) => Object.entries(marks).map(([name, { spec }]) => [name, markRule(spec)])
const rules = ({ content, group, marks, inline, isolating, atom, attrs }: NodeSpec) => ({
  content,
  group,
  marks,
  inline: inline ?? false,
  isolating: isolating ?? false,
  atom: atom ?? false,
  attrs: Object.fromEntries(Object.entries(attrs ?? {}).map(([name, attribute]) => [name, attribute.default as unknown])),
})
const markRule = ({ inclusive, excludes, attrs }: MarkSpec) => ({ inclusive, excludes, attrs: Object.keys(attrs ?? {}) })

describe('the editor’s schema', () => {
  it('has the nodes of the shared one, in its order, with the same content, groups and attributes', () => {
    expect(nodeRules(editorSchema)).toEqual(nodeRules(schema))
    expect(editorSchema.topNodeType.name).toBe(schema.topNodeType.name)
  })

  it('has the marks of the shared one, in its order', () => {
    expect(markRules(editorSchema)).toEqual(markRules(schema))
  })

  it('reads a shared document and gives it back', () => {
    const text = build.doc(build.title('A'), build.article('1', 'B', build.p('1', 'C'), build.p('a', 'D', 2)))
    expect(schema.nodeFromJSON(editorSchema.nodeFromJSON(encodeDocument(text)).toJSON()).eq(text)).toBe(true)
  })
})
