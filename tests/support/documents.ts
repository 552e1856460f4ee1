import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { build, schema } from '@travaux/shared/model'

const WORDS =
  'each State Party shall adopt such measures as may be necessary to ensure that “data” are protected; المادة 第一条 bis and/or'.split(
    ' ',
  )

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map((list) => list.join(' '))

/** Words with bold and italic runs. */
export const arbitraryInline: fc.Arbitrary<Node[]> = fc
  .array(fc.tuple(words, fc.subarray(['strong', 'em'] as const)), { maxLength: 3 })
  .map((runs) =>
    runs.map(([text, marks]) =>
      schema.text(
        `${text} `,
        marks.map((name) => schema.mark(name)),
      ),
    ),
  )
  .map((nodes) => schema.node('heading', null, nodes).content.content.slice())

const provisionsOf = fc.array(
  fc.tuple(arbitraryInline, fc.integer({ min: 1, max: 4 }), fc.constantFrom('1', '2', '3', 'a', 'b', 'i', null)),
  { maxLength: 6 },
)

/** Any instrument the schema allows, with eIds in place: small, so that failures shrink to something readable. */
export function arbitraryDocument(): fc.Arbitrary<Node> {
  const article = fc
    .tuple(fc.constantFrom('1', '2', '3', '6 bis', '24'), fc.option(arbitraryInline), provisionsOf)
    .map(([number, heading, rows]) =>
      build.article(number, heading, ...rows.map(([text, level, label]) => build.p(label, text, level))),
    )
  const block = fc.oneof(
    { weight: 4, arbitrary: article },
    { weight: 1, arbitrary: arbitraryInline.map(build.recital) },
    { weight: 1, arbitrary: arbitraryInline.map((text) => build.chapter('I', text)) },
    { weight: 1, arbitrary: arbitraryInline.map((text) => build.annex(null, text)) },
    { weight: 1, arbitrary: arbitraryInline.map(build.closing) },
    { weight: 1, arbitrary: arbitraryInline.map((text) => build.p('1', text)) },
  )
  return fc
    .tuple(arbitraryInline, fc.array(block, { maxLength: 7 }))
    .map(([title, rest]) => build.doc(build.title(title), ...rest))
}
